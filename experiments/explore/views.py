"""The text of a view: figures and words in the look of the reports. Every text is escaped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from concertacion.analysis.reports.compare import words_and_table
from concertacion.analysis.reports.ensemble import embedded_image, templates
from concertacion.experiments.explore.pictures import Picture, compared
from concertacion.experiments.explore.runs import Shown
from concertacion.experiments.explore.sliders import sliders
from concertacion.sim.parameters import DECLARED

REMADE = "python -m concertacion.experiments.pages.explore"
SAME = "A and B are the same settings, so there is no difference. Move a slider of B, or choose another scenario for it."
GROUPS = {True: "Levers", False: "Parameters"}


@cache
def style_sheet() -> str:
    """The style of the reports, with what a page of views adds."""
    return templates().get_template("page.css.j2").render() + FURTHER


FURTHER = """
:host { display: block; font: 1rem/1.55 Georgia, "Times New Roman", serif; color: var(--ink); background: var(--paper); }
.lead { font-size: 1.15rem; }
.order { display: flex; flex-direction: column; }
@media screen and (max-width: 48rem) { .order figure { order: 2; } }
h2:first-child { margin-top: 0.4rem; border-top: 0; padding-top: 0; }
figure { margin: 0.6rem 0 1.4rem; }
.trio { display: grid; gap: 0 1.6rem; align-items: start; }
.trio { grid-template-columns: repeat(auto-fit, minmax(min(19rem, 100%), 1fr)); }
.note { border-left: 3px solid var(--accent); padding: 0.5rem 0.8rem; background: var(--shade); }
.source { color: var(--muted); }
"""


def view_of(shown: Shown, pictures: Sequence[Picture]) -> str:
    """The view as HTML."""
    figures = [_figure(picture, number) for number, picture in enumerate(pictures, 1)]
    told = compared(shown) if shown.state.view == "differences" else None
    section = None if told is None else words_and_table(told)
    note = SAME if shown.state.same else ""
    return templates().get_template("explored.html.j2").render(compared=section, figures=figures, note=note)


def _figure(picture: Picture, number: int) -> dict[str, Any]:
    words = {"name": f"figure-{number}", "number": number, "title": picture.title, "caption": picture.caption, "alt": picture.alt}
    return {**words, **embedded_image(picture.png), "narrow": not picture.wide}


def explained(scenarios: Mapping[str, Mapping[str, Any]]) -> str:
    """What each slider and each scenario is, with its range and source."""
    groups = [(title, [one for one in sliders().values() if one.lever == lever]) for lever, title in GROUPS.items()]
    told = [(name, config.get("description", ""), config.get("source", "")) for name, config in scenarios.items()]
    return templates().get_template("levers.html.j2").render(
        sliders=sliders(), all=len(DECLARED), groups=groups, scenarios=told, remade=REMADE
    )  # fmt: skip
