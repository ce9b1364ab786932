"""The settings of a test of claims, and those that portfolios of proposals share with it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self
from typing import Annotated as A

from concertacion.experiments.settings.declaration import Setting
from concertacion.experiments.settings.shared import ChunkedSettings
from concertacion.sim.declare import InputError

if TYPE_CHECKING:
    from concertacion.analysis.claims.ledger import Sizes

EFFORTS = {  # points, pairs, most pairs, those of the ablations
    "quick": (64, 4, 8, 16, 4),
    "medium": (256, 4, 16, 64, 4),
    "full": (1024, 4, 32, 128, 8),
}
MOST, MOST_PAIRS = 2**20, 2**12
EFFORT = "as the effort says"


@dataclass(frozen=True, kw_only=True)
class KernelSettings(ChunkedSettings):
    """Experiments that only the compiled engine runs."""

    def completed(self) -> Self:
        """See `SharedSettings`; also refuses the other engine."""
        if self.engine != "kernel":
            raise InputError(f"engine={self.engine}: claims and proposals run with the kernel only; leave engine out")
        return super().completed()


@dataclass(frozen=True, kw_only=True)
class ClaimSettings(KernelSettings):
    """A test of claims; `replicates` are pairs at the default point."""

    claims_folder: A[Path | None, Setting("folder with claims of your own, beside those of the project in Latin America, instead of them elsewhere", null="those of the project")] = None
    claims: A[str | tuple[str, ...], Setting("claim=ID or claim=[ID,ID]: the claims to test; all: every one in configs/claim/")] = "all"
    effort: A[str, Setting("64 points x up to 8 pairs, 256 x up to 16, or 1,024 x up to 32", choices=tuple(EFFORTS))] = "quick"
    points: A[int | str | None, Setting("points of the space of parameters; or DIR of experiment=record, as many of whose weighted points are judged beside", 2, MOST, null=EFFORT)] = None
    pairs: A[int | None, Setting("pairs of runs at each point, at first; twice as many, again and again, where a claim is not settled", 2, MOST_PAIRS, null=EFFORT)] = None
    most_pairs: A[int | None, Setting("pairs at a point at most; as many as `pairs`: every point has the same", 2, MOST_PAIRS, null=EFFORT)] = None
    ablation_points: A[int | None, Setting("points at which feedbacks are frozen, mechanisms switched off and checks run, the first of the space", 2, MOST, null=EFFORT)] = None
    ablation_pairs: A[int | None, Setting("pairs at each of these", 2, MOST_PAIRS, null=EFFORT)] = None

    @property
    def in_latin_america(self) -> bool:
        """Whether the world is one of the region that the claims of the project are about."""
        return self.world.get("folder") is None and self.world.get("tables") == "latin_america"

    @property
    def weights(self) -> Path | None:
        """The folder of the weighted points; None without any."""
        return Path(self.points).expanduser() if isinstance(self.points, str) else None

    @property
    def sizes(self) -> Sizes:
        """How many points and pairs the test has."""
        from concertacion.analysis.claims.ledger import Sizes

        own = self.points if isinstance(self.points, int) else None
        given = own, self.pairs, self.most_pairs, self.ablation_points, self.ablation_pairs
        numbers = zip(given, EFFORTS[self.effort], strict=True)
        points, pairs, most, few, few_pairs = (usual if number is None else number for number, usual in numbers)
        return Sizes(self.replicates, points, pairs, max(pairs, most), min(few, points), few_pairs)

    def completed(self) -> Self:
        """See `SharedSettings`; also checks the numbers of pairs."""
        if self.replicates < 2:
            raise InputError(f"replicates={self.replicates}: these are pairs at the default point; at least 2")
        if self.most_pairs is not None and self.most_pairs < self.sizes.pairs:
            raise InputError(f"most_pairs={self.most_pairs}: fewer than the {self.sizes.pairs} pairs that every point has")
        return super().completed()
