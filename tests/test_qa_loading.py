"""What is loaded aside is there when it is needed, and what cannot be loaded is told then."""

import pytest

from index.errors import ModelError
from index.once import once
from qa.loading import aside


class Model:
    """Counts how often it is loaded; one that is missing never is."""

    def __init__(self, is_missing=False):
        self.is_missing = is_missing
        self.n_loads = 0

    @once
    def weights(self):
        self.n_loads += 1
        if self.is_missing:
            raise ModelError("the model is missing")
        return "weights"


def test_a_model_is_loaded_once_however_soon_it_is_needed():
    model = Model()
    loading = aside(lambda: model.weights)
    assert model.weights == "weights"
    loading.join()
    assert model.n_loads == 1


def test_a_model_that_is_missing_is_told_where_it_is_needed():
    model = Model(is_missing=True)
    aside(lambda: model.weights).join()
    with pytest.raises(ModelError, match="the model is missing"):
        _ = model.weights
