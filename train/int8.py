"""Train for int8: matrix products rounded while training as the packaged graph rounds them.

Weights trained in floats lose when rounded, mostly by what the rounding does to the activations.
Here the forward pass has that rounding already; gradients pass it as if it were not there (Jacob et
al., 2018, "Quantization and training of neural networks for efficient integer-arithmetic-only
inference").
"""

from typing import Any

import torch
from torch import Tensor, nn

_LEAST_SCALE = 1e-8


class Int8Linear(nn.Linear):
    """A linear layer as onnxruntime's dynamic quantisation computes it, in floats.

    Weights are signed, with a scale an output; inputs unsigned, with a scale and a zero an example.
    """

    def forward(self, input: Tensor) -> Tensor:  # noqa: A002 - the name is that of nn.Linear
        """(n, …, in_features) to (n, …, out_features)."""
        with torch.autocast("cpu", enabled=False):
            rounded = _unsigned(input.float())
            weight = _signed(self.weight)
        return nn.functional.linear(rounded, weight, self.bias)


def round_as_int8(model: nn.Module) -> None:
    """Replace every linear layer by one that rounds; the parameters stay the same objects."""
    for name, child in model.named_children():
        if type(child) is nn.Linear:
            rounding = Int8Linear(1, 1)
            rounding.in_features, rounding.out_features = child.in_features, child.out_features
            rounding.weight, rounding.bias = child.weight, child.bias
            setattr(model, name, rounding)
        else:
            round_as_int8(child)


def floats_again(model: nn.Module) -> None:
    """Undo `round_as_int8`: for an export, which rounds by itself."""
    for name, child in model.named_children():
        if type(child) is Int8Linear:
            plain = nn.Linear(1, 1)
            plain.in_features, plain.out_features = child.in_features, child.out_features
            plain.weight, plain.bias = child.weight, child.bias
            setattr(model, name, plain)
        else:
            floats_again(child)


class _Rounded(torch.autograd.Function):
    """Multiples of a scale; the gradient is passed on as it is."""

    @staticmethod
    def forward(ctx: Any, values: Tensor, scale: Tensor) -> Tensor:  # noqa: ANN401
        """`scale` is broadcast over `values`."""
        return (values / scale).round_().mul_(scale)

    @staticmethod
    def backward(ctx: Any, gradient: Tensor) -> tuple[Tensor, None]:  # noqa: ANN401
        """Straight through."""
        return gradient, None


def _signed(weight: Tensor) -> Tensor:
    scale = weight.detach().abs().amax(1, keepdim=True) / 127
    return _Rounded.apply(weight, scale.clamp_min(_LEAST_SCALE))


def _unsigned(inputs: Tensor) -> Tensor:
    # The zero is a whole number of steps, so that it cancels.
    over = tuple(range(1, inputs.ndim))
    values = inputs.detach()
    low = values.amin(over, keepdim=True).clamp_max(0.0)
    high = values.amax(over, keepdim=True).clamp_min(0.0)
    return _Rounded.apply(inputs, ((high - low) / 255).clamp_min(_LEAST_SCALE))
