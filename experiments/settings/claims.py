"""The settings of a test of claims."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Self
from typing import Annotated as A

from concertacion.experiments.settings.declaration import Setting, cut, home_expanded
from concertacion.experiments.settings.shared import KernelSettings
from concertacion.sim.declare import InputError

if TYPE_CHECKING:
    from concertacion.analysis.claims.ledger import Sizes


class Effort(NamedTuple):
    """How many points and pairs a test takes where the settings of these names do not say it."""

    points: int
    pairs: int
    most_pairs: int
    ablation_points: int
    ablation_pairs: int


EFFORTS = {"quick": Effort(64, 4, 8, 16, 4), "medium": Effort(256, 4, 16, 64, 4), "full": Effort(1024, 4, 32, 128, 8)}
MOST = 2**20
MOST_PAIRS = 2**12  # of a point: how far apart the run numbers of points are, which have 32 bits
EFFORT = "as the effort says"


@dataclass(frozen=True, kw_only=True)
class ClaimSettings(KernelSettings):
    """A test of claims; `replicates` are pairs at the default point."""

    claims_folder: A[Path | None, Setting("folder with claims of your own, beside those of the project in Latin America, instead of them elsewhere", null="those of the project")] = None
    claims: A[str | tuple[str, ...], Setting("claim=ID or claim=[ID,ID]: the claims to test; all: every one in configs/claim/")] = "all"
    effort: A[str, Setting("64 points x up to 8 pairs, 256 x up to 16, or 1,024 x up to 32", choices=tuple(EFFORTS))] = "quick"
    points: A[int | str | None, Setting("points of the space of parameters; or DIR of experiment=record: as many of its weighted points are judged as well", 2, MOST, null=EFFORT)] = None
    pairs: A[int | None, Setting("pairs of runs at each point to begin with; doubled, again and again, where a claim is not settled", 2, MOST_PAIRS, null=EFFORT)] = None
    most_pairs: A[int | None, Setting("most pairs at a point; if the same as `pairs`, every point has that many", 2, MOST_PAIRS, null=EFFORT)] = None
    ablation_points: A[int | None, Setting("points (the first of the space) at which feedbacks are frozen, mechanisms switched off and checks run", 2, MOST, null=EFFORT)] = None
    ablation_pairs: A[int | None, Setting("pairs at each of these", 2, MOST_PAIRS, null=EFFORT)] = None

    @property
    def in_latin_america(self) -> bool:
        """Whether the world is one of the region that the claims of the project are about."""
        return self.world.get("folder") is None and self.world.get("tables") == "latin_america"

    @property
    def weights(self) -> Path | None:
        """The folder of the weighted points; None without any."""
        if not isinstance(self.points, str):
            return None
        try:
            return home_expanded(self.points)
        except TypeError:
            raise InputError(f"points={cut(self.points)}: there is no such folder; name one of experiment=record") from None

    @property
    def sizes(self) -> Sizes:
        """How many points and pairs the test has."""
        from concertacion.analysis.claims.ledger import Sizes

        given = {name: getattr(self, name) for name in Effort._fields}
        each = EFFORTS[self.effort]._replace(**{name: number for name, number in given.items() if isinstance(number, int)})
        most, few = max(each.pairs, each.most_pairs), min(each.ablation_points, each.points)
        return Sizes(self.replicates, each.points, each.pairs, most, few, each.ablation_pairs)

    def completed(self) -> Self:
        """See `SharedSettings`; also checks the numbers of pairs."""
        if self.replicates < 2:
            raise InputError(f"replicates={self.replicates}: these are pairs at the default point; at least 2")
        if self.most_pairs is not None and self.most_pairs < self.sizes.pairs:
            raise InputError(f"most_pairs={self.most_pairs}: fewer than the {self.sizes.pairs} pairs that every point has")
        return super().completed()
