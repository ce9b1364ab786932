"""The generated part of docs/sensitivity.md: `python -m concertacion.experiments.pages.sensitivity` runs the analysis and
writes its tables.

A Morris screen over all parameters, levers and variants, then Sobol' indices of the strongest of each outcome.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from concertacion.analysis.figures import phase
from concertacion.analysis.figures.names import outcome_title
from concertacion.analysis.sensitivity.convergence import NOISE_IS_ALL, in_noise, told
from concertacion.analysis.sensitivity.indices import ranked
from concertacion.analysis.sweeps import open_sweep
from concertacion.experiments.output.files import write_bytes
from concertacion.experiments.output.manifest import DOCS
from concertacion.experiments.output.tables import markdown_table
from concertacion.experiments.pages.analyses import analysed
from concertacion.experiments.pages.answers import answered
from concertacion.sim.declare import InputError

PAGE = DOCS / "sensitivity.md"
FIGURES = ("ranking", "phase")  # shown on the page
OUT = Path("runs") / "sensitivity-page"
ARGUMENTS = (
    "experiment=sensitivity", "over=[parameters,levers,variants]", "screen=10", "screen_points=20", "points=2048", "replicates=2",
    "phase=[channel_value,attend_base]",
)  # fmt: skip
RANKING = """![The strongest parameters of each outcome, with 95% intervals](figures/sensitivity-ranking.png)

*The same, with what each parameter means. Pale: total share of the variance; dark: alone, without interactions; lines: 95 %
intervals; dashed: the most that a parameter without effect can show from the noise left in the means.*
"""
BEGIN, END = "<!-- generated: strongest -->", "<!-- end -->"
TOP = 10
NONE = "-"
NOTE = (
    f"*{NONE}*: no index, because noise makes at least {NOISE_IS_ALL:.0%} of the variance of the means, or because the estimate "
    "lies outside 0 to 1, where no index can be.\n"
)


def strongest(indices: pd.DataFrame, checks: pd.DataFrame) -> str:
    """The ten strongest parameters of each outcome that is not mostly noise: total-order index and its 95 % interval.

    A dash stands where it is no index.
    """
    columns, outcomes = [], told("sobol", checks)
    for outcome in outcomes:
        top = ranked(indices[(indices["outcome"] == outcome) & (indices["method"] == "sobol")], "ST").head(TOP)
        numbers = zip(*(top[column] for column in ("parameter", "value", "low", "high")), strict=True)
        cells = [f"`{name}` {index(*estimate)}" for name, *estimate in numbers]
        columns.append(cells + [""] * (TOP - len(cells)))
    rows = [[str(rank), *cells] for rank, cells in enumerate(zip(*columns, strict=True), start=1)]
    return markdown_table(["", *map(outcome_title, outcomes)], rows)


def index(value: float, low: float, high: float) -> str:
    """An index with its interval; a dash for what cannot be one."""
    return f"{value:.2f} [{max(low, 0):.2f}, {high:.2f}]" if 0 <= value <= 1 else NONE


def enough(checks: pd.DataFrame) -> str:
    """Noise, width of the intervals and stability of the order, by outcome."""
    rows = [
        [
            outcome_title(row["outcome"]), share(row["noise"]), share(row["noise_in_means"]),
            f"{row['widest']:.2f}" if not in_noise("sobol", row["noise_in_means"]) else NONE,
            f"{row['stable']} of {row['top']}", "yes" if row["enough"] else "no",
        ]
        for row in checks.to_dict("records")
    ]  # fmt: skip
    header = ["Outcome", "noise in a run", "noise in a mean", "widest interval", "strongest the same in both halves", "enough?"]
    return markdown_table(header, rows)


def share(value: float) -> str:
    """A share in per cent."""
    return f"{100 * value:.0f} %" if np.isfinite(value) else "?"


def generated(folder: Path, arguments: Sequence[str], further: Sequence[str] = ()) -> str:
    """The part between the marks, from the folder of an analysis with a screen; `further` as given to this module."""
    indices, checks = pd.read_parquet(folder / "indices.parquet"), pd.read_csv(folder / "checks.csv")
    checks = checks[checks["method"] == "sobol"]
    outcomes, tables = list(checks["outcome"]), (strongest(indices, checks), enough(checks))
    dashes = any(f" {NONE} |" in table for table in tables)
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
            *tables,
            "*Noise in a run*: share of the variance of single runs that no parameter explains; *in a mean*: of the means over "
            f"{sweep['replicate']} runs behind the indices. An index below the latter is indistinguishable from noise.\n",
            *([NOTE] if dashes else []),
            RANKING,
            *_plane(folder, outcomes[0]),
        ]
    )


def _plane(folder: Path, outcome: str) -> list[str]:
    """The figure of the plane with its caption; nothing where there is none."""
    if not (folder / "figures" / "phase.png").is_file():
        return []
    plane = open_sweep(folder / "phase")
    names = str(plane["axis"].values[0]), str(plane["axis"].values[1])
    return [f"![{phase.TITLE}](figures/sensitivity-phase.png)\n", f"*{phase.caption(plane, names, outcome)}*\n"]


def rewritten(text: str, content: str, page: Path = PAGE) -> str:
    """The text of a page with its generated part replaced.

    Raises
    ------
    InputError
        If the page has no marks for it.
    """
    pattern = re.compile(f"{re.escape(BEGIN)}.*?{re.escape(END)}", re.DOTALL)
    if not pattern.search(text):
        raise InputError(f"{page}: has no {BEGIN} ... {END} to write between")
    return pattern.sub(lambda _: f"{BEGIN}\n{content}{END}", text)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the analysis (or go on with its folder) and write the page and its figures; further settings pass on to the command."""
    parser = argparse.ArgumentParser(
        prog="python -m concertacion.experiments.pages.sensitivity", description="Write docs/sensitivity.md."
    )
    parser.add_argument("--out", type=Path, default=OUT, help="the folder of the analysis")
    parser.add_argument("--page", type=Path, default=PAGE)
    options, settings, further = analysed(parser, ARGUMENTS, arguments)
    text = rewritten(options.page.read_text(encoding="utf-8"), generated(options.out, settings, further), options.page)
    figures = options.page.parent / "figures"
    figures.mkdir(exist_ok=True)
    for name in FIGURES:
        if (options.out / "figures" / f"{name}.png").is_file():
            write_bytes(figures / f"sensitivity-{name}.png", (options.out / "figures" / f"{name}.png").read_bytes())
    write_bytes(options.page, text.encode())


if __name__ == "__main__":
    raise SystemExit(answered(main))
