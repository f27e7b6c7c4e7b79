"""A reader of one passage: where the answer's words are, and whether they are there at all."""

import torch
from torch import Tensor, nn

from train.base import base_model


class SpanReader(nn.Module):
    """BERT with two heads: start and end of the answer for each token, answerable for the pair."""

    def __init__(self) -> None:
        super().__init__()
        self.bert, relevance, bias = base_model()
        self.span = nn.Linear(384, 2)
        # Relevance is the best first guess of answerable: that head starts as the ranker's.
        self.answerable = nn.Linear(384, 1)
        with torch.no_grad():
            self.answerable.weight.copy_(torch.from_numpy(relevance)[None] * 0.3)
            self.answerable.bias.fill_(bias * 0.3)
        self.bert.embeddings.word_embeddings.weight.requires_grad_(False)

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
