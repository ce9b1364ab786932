"""A proposal: what it does in the model at a full dose, and what of its price the record does not measure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple


class Proposal(NamedTuple):
    """A proposal as its file has it (`configs/proposal/<id>.yaml`).

    Its money is what the record measures (`region.spent`, beyond that without it) plus dose * price * `per`; the unit is what one
    channel costs all countries in all issue domains at the default cost.
    """

    id: str
    short: str  # a few words
    sentence: str
    source: str
    scenario: str  # its levers at a full dose
    common: Mapping[str, Any]  # parameters that every arm of a comparison has
    price: float  # at a full dose, of what is not measured
    per: str | None  # an outcome that the price is multiplied by
    per_says: str  # that outcome in words
    why: str  # where the price comes from
    outside: float  # money of a power, told apart

    @property
    def in_words(self) -> str:
        """The few words within a sentence."""
        return self.short[0].lower() + self.short[1:]
