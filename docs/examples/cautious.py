"""A country class of one's own: governments that lack support at home stay away from anything presidents do together.

    cd docs/examples
    python cautious.py
    concertacion engine=mesa country_class=cautious.Cautious replicates=2 years=2 out=cautious_run

Only the choice changes. Everything else, down to the last draw, is that of the model.
"""

from __future__ import annotations

import numpy as np

from concertacion import CooperationModel, Country, load_world

NEITHER = 0  # what a president can do in a domain: 0 neither, 1 work in a minilateral group, 2 commit at a meeting


class Cautious(Country):
    """A government below `support` in approval leaves cooperation to its officials."""

    support = 0.4

    def choose(self, domain: int, utilities: tuple[float, ...], available: tuple[float, ...]) -> tuple[int, int]:
        """The model's own choice, with the president's part struck out where approval is low."""
        technical, president = super().choose(domain, utilities, available)
        return technical, president if self.government.approval >= self.support else NEITHER


def presidents_at_work(country_class: type[Country], years: int = 3) -> float:
    """Share of country-domain-quarters in which a president works in a minilateral group or commits at a meeting, in one run."""
    model = CooperationModel(load_world(years=years), country_class=country_class)
    took_part = model.run().issues.took_part  # quarter, channel, domain, country; channels: technical, minilateral, summit
    return float(np.mean(took_part[:, 1:].max(axis=1)))


if __name__ == "__main__":
    print(f"as in the model: {presidents_at_work(Country):.3f}")
    print(f"cautious:        {presidents_at_work(Cautious):.3f}")
