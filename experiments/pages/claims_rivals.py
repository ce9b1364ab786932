"""Rival claims on the page of claims: what is said of each group, the figures, and how names of parameters become links."""

from __future__ import annotations

import re
from collections.abc import Container
from io import BytesIO
from pathlib import Path

from concertacion.analysis.claims.ledger import Ledger
from concertacion.analysis.claims.rivals import Map, groups
from concertacion.analysis.figures import METADATA
from concertacion.analysis.figures.canvas import style
from concertacion.analysis.figures.rivals import rivals_bars, rivals_map
from concertacion.analysis.formatting import listed
from concertacion.analysis.wording.parameters import glossed_once
from concertacion.analysis.wording.rivals import allies, beside, conclusion, maps_of, of_sides, paragraph, several_by_side
from concertacion.experiments.output.files import write_bytes
from concertacion.experiments.pages.claims_kept import PAGE

PARAMETERS = "odd.md#appendix-a-parameters"
NAME = re.compile("\x02(.*?)\x03")  # how names of parameters are marked while the rest is escaped


def rivals_text(ledger: Ledger, group: tuple[str, ...], faults: Container[str], page: str = PAGE) -> list[str]:
    """What a page says of a group of rivals, in Markdown: their sentences, the end of the dispute, and the figures."""
    maps = maps_of(ledger, group)
    sentences = [
        f"- [{name}](#{name.lower()}): {ledger.entries[name].claim.sentence}{' (known fault)' if name in faults else ''}"
        for name in group
    ]
    names = glossed_once(named)
    chart, *weighted = (of_sides(*each) for each in maps)
    first, rest = conclusion(chart), paragraph(chart, names)
    told = f"\n**{first}** {escaped(rest.removeprefix(first).strip())}\n"
    allied = allies({name: ledger.entries[name].claim for name in group})
    others = [f"{escaped(beside(chart, one, names))}\n" for one in weighted]
    pictures = [f"![Share of points at which each holds](figures/{figure_name(page, group)})\n"]
    for _, one in maps:
        if one.fine:
            points, where = "weighted" if one.weighted else "uniform", listed(list(one.parameters))
            said = f"Share of {points} points at which each holds, by {where}"
            pictures += [f"![{said}](figures/{figure_name(page, group, kind_of(one))})\n", f"*{escaped(said)}.*\n"]
    return [f"### {' × '.join(group)}\n", *sentences, *([f"\n{allied}"] if allied else []), told, *others, *pictures]


def kind_of(chart: Map) -> str:
    """How the file of a map begins."""
    return "map-weighted-" if chart.weighted else "map-"


def figure_name(page: str, group: tuple[str, ...], kind: str = "") -> str:
    """The file of a figure of rivals, which begins with the name of its page unless this is docs/claims.md."""
    return f"{_begins(page)}{kind}{group[0]}.png"


def _begins(page: str) -> str:
    return "rivals-" if page == PAGE else f"{page.removesuffix('.md')}-rivals-"


def draw_rivals(ledger: Ledger, folder: Path, page: str = PAGE) -> None:
    """Draw the figures of all groups of rivals on a page into a folder, in place of those that are there."""
    pictures: dict[str, bytes] = {}
    for group in groups(ledger.tested):
        maps = maps_of(ledger, group)
        says = {name: ledger.entries[name].claim.sentence for name in group}
        bars, *weighted = (several_by_side(*each) for each in maps)
        drawn = {"": rivals_bars(bars, weighted[0] if weighted else None, says)} | {
            kind_of(one): rivals_map(one) for _, one in maps if one.fine
        }
        with style():
            for kind, figure in drawn.items():
                figure.savefig(content := BytesIO(), format="png", metadata=METADATA["png"], dpi=200)
                pictures[figure_name(page, group, kind)] = content.getvalue()
    folder.mkdir(exist_ok=True, parents=True)
    for name, picture in pictures.items():
        write_bytes(folder / name, picture)
    for old in folder.glob(f"{_begins(page)}*.png"):
        if old.name not in pictures:
            old.unlink()


def named(parameter: str) -> str:
    """The name of a parameter, marked so that it becomes a link."""
    return f"\x02{parameter}\x03"


def escaped(text: str) -> str:
    """Text of Markdown that means nothing but itself; names of parameters, where marked, become links."""
    return NAME.sub(lambda found: f"[{found[1]}]({PARAMETERS})", re.sub(r"([*_<>|~])", r"\\\1", text))
