"""Which sliders `experiment=explore` has: `python -m concertacion.experiments.pages.explore` ranks levers and parameters anew.

A screen by Morris over all of them, in the years that the page begins with; of levers and of parameters, those are kept that
move the outcomes most: mean over the outcomes of the effect, as a share of the strongest effect on that outcome.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from concertacion.experiments.output.files import write_bytes
from concertacion.experiments.pages.analyses import analysed
from concertacion.experiments.pages.answers import answered
from concertacion.experiments.settings.explore import ExploreSettings
from concertacion.sim.parameters import DECLARED

FILE = Path(__file__).resolve().parents[1] / "explore" / "ranking.csv"
OUT = Path("runs") / "explore-ranking"
EACH = 8  # levers, and as many parameters
OUTCOMES = ("delivered.technical", "delivered.minilateral", "delivered.summit", "meetings_held", "attendance", "norms")
ARGUMENTS = (
    "experiment=sensitivity", "method=morris", "over=[parameters,levers]", "points=8", "replicates=1", "phase=null",
    f"outcomes=[{','.join(OUTCOMES)}]", f"start={ExploreSettings.start}", f"years={ExploreSettings.years}",
)  # fmt: skip


def ranking(indices: pd.DataFrame) -> pd.DataFrame:
    """The strongest levers and then the strongest parameters, with their strength, 0 to 1."""
    effects = indices[indices["measure"] == "mu_star"].pivot(index="parameter", columns="outcome", values="value")
    strength = (effects / effects.max()).mean(axis=1).sort_values(ascending=False, kind="stable").rename("strength").round(3)
    levers = [getattr(DECLARED.get(name), "lever", False) for name in strength.index]
    kept = pd.concat([strength[levers].head(EACH), strength[[not lever for lever in levers]].head(EACH)])
    return kept.rename_axis("parameter").reset_index()


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the screen (or go on with its folder) and write the ranking; further settings pass on to the command."""
    parser = argparse.ArgumentParser(
        prog="python -m concertacion.experiments.pages.explore", description="Write experiments/explore/ranking.csv."
    )
    parser.add_argument("--out", type=Path, default=OUT, help="the folder of the screen")
    parser.add_argument("--file", type=Path, default=FILE)
    options, _, _ = analysed(parser, ARGUMENTS, arguments)
    table = ranking(pd.read_parquet(options.out / "indices.parquet"))
    write_bytes(options.file, table.to_csv(index=False, lineterminator="\n").encode())


if __name__ == "__main__":
    raise SystemExit(answered(main))
