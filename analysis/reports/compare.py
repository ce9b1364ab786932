"""What a page says of arms compared: sentences, a table and two figures; and the page of a comparison itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
from xarray import Dataset

from concertacion.analysis.compare.differences import differences, well_in_all
from concertacion.analysis.compare.words import INTERVAL, METHOD, Line, by_chance, lines_of, sentences
from concertacion.analysis.figures import METADATA, arms
from concertacion.analysis.figures import differences as dots
from concertacion.analysis.figures.arms import arm_name
from concertacion.analysis.figures.canvas import style
from concertacion.analysis.figures.differences import units_of
from concertacion.analysis.formatting import FEW_RUNS, counted, inside, listed, spelled
from concertacion.analysis.reports import narrative
from concertacion.analysis.reports.ensemble import TOLD_ELSEWHERE, embedded, facts, templates

TEMPLATE = "compare.html.j2"
OVER_TIME, DIFFERENCES = "arms", "differences"  # names of the figures
TOLD_HERE = TOLD_ELSEWHERE | {"scenario", "arms", "outcomes", "world_sha256"}


class Compared(NamedTuple):
    """Arms compared: condensed results, the first of them the control's, and what they come to."""

    arms: Mapping[str, Dataset]
    table: pd.DataFrame
    lines: list[Line]

    @property
    def csv(self) -> str:
        """The differences as differences.csv holds them."""
        return str(self.table.to_csv(index=False, lineterminator="\n"))

    @property
    def runs(self) -> int:
        """Runs that went well in every arm."""
        return int(next(iter(well_in_all(self.arms).values())).sizes["run"])


def compared_of(arms: Mapping[str, Dataset]) -> Compared:
    """The comparison of condensed arms (`analysis.compare.arms`), the first of which is the control.

    Raises
    ------
    InputError
        If no run went well in every arm.
    """
    table = differences(arms)
    return Compared(arms, table, lines_of(table, units_of(arms)))


def save_compared(compared: Compared, folder: Path, formats: Sequence[str] = ("png", "pdf")) -> None:
    """Draw the two figures into a folder, one file a format."""
    folder.mkdir(parents=True, exist_ok=True)
    drawn = {
        OVER_TIME: arms.arms_over_time(compared.arms),
        DIFFERENCES: dots.differences_by_outcome(compared.arms, compared.table),
    }
    with style():
        for name, figure in drawn.items():
            for kind in formats:
                figure.savefig(folder / f"{name}.{kind}", metadata=METADATA[kind])


def section(compared: Compared, folder: Path) -> dict[str, Any]:
    """What `compared.html.j2` shows: sentences by arm, the table, and the figures of a folder."""
    words = {
        OVER_TIME: (arms.TITLE, arms.caption(compared.arms), arms.alt(compared.arms)),
        DIFFERENCES: (
            dots.TITLE, dots.caption(compared.arms, compared.table), dots.alt(compared.arms, compared.table)
        ),
    }  # fmt: skip
    figures = [
        {"name": name, "number": n, "title": title, "caption": caption, "alt": alt, **embedded(folder / f"{name}.png")}
        for n, (name, (title, caption, alt)) in enumerate(words.items(), 1)
    ]
    return {**words_and_table(compared), "figures": figures}


def words_and_table(compared: Compared) -> dict[str, Any]:
    """The same without figures."""
    control, *treated = compared.arms
    runs = compared.runs
    return {
        "method": f"{METHOD} {INTERVAL}" if runs >= FEW_RUNS else METHOD,
        "control": arm_name(control),
        "arms": [(arm_name(arm), sentences(compared.lines, arm, control, runs)) for arm in treated],
        "chance": by_chance(len(compared.lines)) if runs >= FEW_RUNS else "",
        "several_arms": len(treated) > 1,
        "lines": [line._replace(arm=arm_name(line.arm)) for line in compared.lines],
        "intervals": any(line.interval for line in compared.lines),
    }


def write_compare_report(compared: Compared, manifest: Mapping[str, Any], figures: Path, path: Path) -> None:
    """Write the page of a comparison, with the figures of a folder embedded and the facts of a manifest. Every text is escaped.

    Raises
    ------
    InputError
        If a figure is missing from the folder.
    """
    names = [arm_name(name) for name in compared.arms]
    first = next(iter(compared.arms.values()))
    years = narrative.first_and_last_year(first)
    failed = first.sizes["run"] - compared.runs
    page = (
        templates()
        .get_template(TEMPLATE)
        .render(
            title=f"{listed(names[1:])} against {inside(names[0])}",
            subtitle=f"{spelled(str(manifest['world']))}, {years[0]} to {years[1]}, {counted(compared.runs, 'run')} an arm",
            failed=f"{counted(failed, 'run')} failed in one of the arms and are left out of all." if failed else "",
            arms=[(arm_name(arm["name"]), arm["description"]) for arm in manifest["arms"]],
            compared=section(compared, figures),
            limits=narrative.limits(manifest),
            command=str(manifest["command"]),
            facts=list(facts({key: value for key, value in manifest.items() if key not in TOLD_HERE})),
            parameters=list(facts(dict(manifest["parameters"]))),
        )
    )
    path.write_text(page, encoding="utf-8")
