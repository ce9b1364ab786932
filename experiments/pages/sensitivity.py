"""The generated part of docs/sensitivity.md: `python -m concertacion.experiments.pages.sensitivity` runs the analysis and
writes its tables.

A Morris screen over all parameters, levers and variants, then Sobol' indices of the strongest of each outcome.
"""

from __future__ import annotations

import argparse
import re
import shutil
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from concertacion.analysis.formatting import words_of
from concertacion.analysis.sensitivity.indices import ranked
from concertacion.analysis.sweeps import open_sweep
from concertacion.experiments.output.tables import markdown_table
from concertacion.experiments.pages.analyses import analysed
from concertacion.sim.declare import InputError

PROJECT = Path(__file__).resolve().parents[2]
PAGE = PROJECT / "docs" / "sensitivity.md"
FIGURES = ("ranking", "phase")  # shown on the page
OUT = Path("runs") / "sensitivity-page"
ARGUMENTS = (
    "experiment=sensitivity", "over=[parameters,levers,variants]", "screen=10", "screen_points=20", "points=2048", "replicates=2",
    "phase=[channel_value,attend_base]",
)  # fmt: skip
BEGIN, END = "<!-- generated: strongest -->", "<!-- end -->"
TOP = 10


def strongest(indices: pd.DataFrame, outcomes: Sequence[str]) -> str:
    """The ten strongest parameters of each outcome: total-order index and its 95 % interval."""
    columns = []
    for outcome in outcomes:
        top = ranked(indices[(indices["outcome"] == outcome) & (indices["method"] == "sobol")], "ST").head(TOP)
        numbers = zip(*(top[column] for column in ("parameter", "value", "low", "high")), strict=True)
        cells = [f"`{name}` {value:.2f} [{max(low, 0):.2f}, {high:.2f}]" for name, value, low, high in numbers]
        columns.append(cells + [""] * (TOP - len(cells)))
    rows = [[str(rank), *cells] for rank, cells in enumerate(zip(*columns, strict=True), start=1)]
    return markdown_table(["", *map(words_of, outcomes)], rows)


def enough(checks: pd.DataFrame) -> str:
    """Noise, width of the intervals and stability of the order, by outcome."""
    rows = [
        [
            words_of(row["outcome"]), share(row["noise"]), share(row["noise_in_means"]), f"{row['widest']:.2f}",
            f"{row['stable']} of {row['top']}", "yes" if row["enough"] else "no",
        ]
        for row in checks[checks["method"] == "sobol"].to_dict("records")
    ]  # fmt: skip
    header = ["Outcome", "noise in a run", "noise in a mean", "widest interval", "strongest the same in both halves", "enough?"]
    return markdown_table(header, rows)


def share(value: float) -> str:
    """A share in per cent."""
    return f"{100 * value:.0f} %" if np.isfinite(value) else "?"


def generated(folder: Path, arguments: Sequence[str], further: Sequence[str] = ()) -> str:
    """The part between the marks, from the folder of an analysis with a screen; `further` as given to this module."""
    indices, checks = pd.read_parquet(folder / "indices.parquet"), pd.read_csv(folder / "checks.csv")
    outcomes = list(checks[checks["method"] == "sobol"]["outcome"])
    screen, sweep = (open_sweep(folder / name, outcomes[:1]).sizes for name in ("screen", "sweep"))
    runs = [sizes["point"] * sizes["replicate"] for sizes in (screen, sweep)]
    made_by, ran = (
        " ".join(["python -m concertacion.experiments.pages.sensitivity", *further]),
        " ".join(["concertacion", *arguments]),
    )
    return "\n".join(
        [
            f"Made by `{made_by}`, which runs\n\n```\n{ran}\n```\n",
            f"A Morris screen over {screen['axis']} parameters ({screen['point']:,} points, {runs[0]:,} runs) chose "
            f"{sweep['axis']} that are among the strongest of any outcome; Sobol' indices of these follow ({sweep['point']:,} "
            f"points, {runs[1]:,} runs), all others at their defaults. Total-order index [95 % interval]:\n",
            strongest(indices, outcomes),
            enough(checks),
            "*Noise in a run*: share of the variance of single runs that no parameter explains; *in a mean*: of the means over "
            f"{sweep['replicate']} runs behind the indices. An index below the latter is indistinguishable from noise.\n",
            "![The strongest parameters of each outcome, with 95% intervals](figures/sensitivity-ranking.png)\n",
            *(["![Two parameters together](figures/sensitivity-phase.png)\n"] if _has_plane(folder) else []),
        ]
    )


def _has_plane(folder: Path) -> bool:
    return (folder / "figures" / "phase.png").is_file()


def rewritten(text: str, content: str) -> str:
    """The page with its generated part replaced.

    Raises
    ------
    InputError
        If the page has no marks for it.
    """
    pattern = re.compile(f"{re.escape(BEGIN)}.*?{re.escape(END)}", re.DOTALL)
    if not pattern.search(text):
        raise InputError(f"{PAGE.name}: has no {BEGIN} ... {END} to write between")
    return pattern.sub(lambda _: f"{BEGIN}\n{content}{END}", text)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the analysis (or go on with its folder) and write the page and its figures; further settings pass on to the command."""
    parser = argparse.ArgumentParser(
        prog="python -m concertacion.experiments.pages.sensitivity", description="Write docs/sensitivity.md."
    )
    parser.add_argument("--out", type=Path, default=OUT, help="the folder of the analysis")
    parser.add_argument("--page", type=Path, default=PAGE)
    options, settings, further = analysed(parser, ARGUMENTS, arguments)
    text = rewritten(options.page.read_text(encoding="utf-8"), generated(options.out, settings, further))
    figures = options.page.parent / "figures"
    figures.mkdir(exist_ok=True)
    for name in FIGURES:
        if (options.out / "figures" / f"{name}.png").is_file():
            shutil.copyfile(options.out / "figures" / f"{name}.png", figures / f"sensitivity-{name}.png")
    options.page.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
