"""A reader of one passage: where the answer's words are, and whether they are there at all."""

from typing import Self

import torch
from torch import Tensor, nn

from qa.span_reader import packaged_reader
from train.base import base_model, float_weights, put_weights


def half_where_fast() -> torch.autocast:
    """Autocast to bfloat16 where the processor has AMX; elsewhere that is slower than floats.

    With AVX-512's own bfloat16 alone: 5.6 rows a second instead of 8.5.
    """
    has_amx = bool(torch.cpu.get_capabilities().get("amx_bf16"))
    return torch.autocast("cpu", dtype=torch.bfloat16, enabled=has_amx)


class SpanReader(nn.Module):
    """BERT with two heads: start and end of the answer for each token, answerable for the pair."""

    def __init__(self) -> None:
        super().__init__()
        self.bert, relevance, bias = base_model()
        self.bert.embeddings.word_embeddings.weight.requires_grad_(False)
        self.span = nn.Linear(384, 2)
        # Relevance is the best first guess of answerable: that head starts as the ranker's.
        self.answerable = nn.Linear(384, 1)
        with torch.no_grad():
            self.answerable.weight.copy_(torch.from_numpy(relevance)[None] * 0.3)
            self.answerable.bias.fill_(bias * 0.3)

    def forward(
        self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Start logits and end logits (n, n_tokens), answerable logits (n,)."""
        output = self.bert(
            input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
        )
        span = self.span(output.last_hidden_state)
        answerable = self.answerable(output.pooler_output)
        return span[..., 0], span[..., 1], answerable[..., 0]

    @classmethod
    def packaged(cls) -> Self:
        """The reader that comes with the package, its int8 weights made floats again."""
        model = cls()
        put_weights(model, float_weights(packaged_reader() / "model.onnx"))
        return model


def mean_weights(
    first: dict[str, Tensor], second: dict[str, Tensor], share: float
) -> dict[str, Tensor]:
    """The weights `share` of the way from the second to the first, name by name."""
    return {name: torch.lerp(weights, first[name], share) for name, weights in second.items()}
