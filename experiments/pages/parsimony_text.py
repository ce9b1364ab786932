"""The tables of docs/parsimony.md and its page, and the preset as a file."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from jinja2 import Environment, StrictUndefined

from concertacion.analysis.claims.shares import Share
from concertacion.analysis.claims.types import TYPES
from concertacion.analysis.parsimony.choosing import KEEPS
from concertacion.analysis.parsimony.elementary import fixable, ratios
from concertacion.experiments.output.tables import markdown_table
from concertacion.experiments.parsimony.core import STEP, Core
from concertacion.experiments.parsimony.counts import Counts
from concertacion.experiments.parsimony.mechanisms import neutral
from concertacion.experiments.parsimony.screen import START, YEARS, Screen
from concertacion.sim.declare import Prior
from concertacion.sim.parameters import DECLARED
from concertacion.sim.parameters.sources import ASSUMED

TEMPLATE = Path(__file__).with_name("parsimony.md.j2")
GENERATOR = "python -m concertacion.experiments.pages.parsimony"
FIRST = Counts(  # of the first edition's source
    parameters=193, strengths=144, levers=39, variants=4, literals=97, world_literals=81, lines=2561, world_lines=1369,
)  # fmt: skip
FEW = 20  # trajectories below which the page warns
NEAREST = 10  # parameters named where none can be fixed
KINDS = {
    "parameters": "free parameters: declared with a range, levers left out",
    "strengths": "of these, strengths: a neutral value switches the mechanism off",
    "levers": "levers, which scenarios and proposals move",
    "variants": "structural variants, two forms each",
    "literals": "numbers written into the mechanisms, but for 0, 1, 2 of either sign and positions in arrays",
    "world_literals": "the same, written into what makes the start of a run from tables and checks them (`sim/worlds/`)",
    "lines": "lines of the mechanisms, docstrings counted",
    "world_lines": "lines of `sim/worlds/`",
}
FREE = {name: one for name, one in DECLARED.items() if isinstance(one, Prior) and not one.lever}


def page(now: Counts, screen: Screen, core: Core) -> str:
    """The whole page."""
    counted = [(KINDS[name], before, here) for name, before, here in zip(Counts._fields, FIRST, now, strict=True)]
    best = max((one.share.share for _, one in core.random), default=np.nan)
    values = {
        "generator": GENERATOR,
        "counts": markdown_table(("", "first edition", "this edition"), counted),
        "more": now.parameters - FIRST.parameters,
        "density": [f"{1000 * one.literals / one.lines:.0f}" for one in (FIRST, now)],
        "world_density": [f"{1000 * one.world_literals / one.world_lines:.0f}" for one in (FIRST, now)],
        "assumed": sum(one.source == ASSUMED for one in FREE.values()),
        "free": len(FREE),
        "start": START,
        "years": YEARS,
        "screen": screen,
        "few": FEW if screen.trajectories < FEW else None,
        **_screened(screen),
        "core": core,
        "effort": core.effort,
        "off": sum(len(core.groups[name]) for name in core.off),
        "strengths": sum(map(len, core.groups.values())),
        "step": STEP,
        "asked": f"{KEEPS:.0%}",
        "sizes": [f"{size}: {one.share.share:.0%}" for size, one in core.sizes.items()],
        "kept": _share(core.tested.share),
        "chance": _share(core.chance.share),
        "by_chance": core.tested.share.share >= core.chance.share.share,
        "met": core.tested.share.share >= KEEPS,
        "better": core.tested.share.share > best,
        "random": _random(core),
        "mechanisms": _mechanisms(core),
    }
    environment = Environment(undefined=StrictUndefined, keep_trailing_newline=True)
    return environment.from_string(TEMPLATE.read_text(encoding="utf-8")).render(values)


def preset(core: Core) -> str:
    """The core as a file for `parameters_from=`: neutral values of the mechanisms that are off."""
    lines = [
        f"# The core: {len(core.off)} mechanisms switched off at their neutral values (docs/parsimony.md).",
        f"# Written by {GENERATOR}.",
    ]
    for name in core.off:
        lines += [f"# {name}", *(f"{parameter}: {value:g}" for parameter, value in neutral(core.groups[name]).items())]
    return "\n".join(lines) + "\n"


def _screened(screen: Screen) -> dict[str, object]:
    """The table by type of effect, who passes, and who comes nearest."""
    smallest = {name: one.smallest for name, one in screen.wanted.items()}
    upper = {name: one.upper for name, one in screen.found.items()}
    bare, above = ratios(upper, smallest, {}), ratios(upper, smallest, screen.floors)
    free, names = np.array([name in FREE for name in screen.axes]), np.array(screen.axes)
    worst = np.where(free, np.max(list(bare.values()), axis=0), np.inf)
    asleep, direct = worst == 0.0, np.isin(names, screen.direct)
    strict, rule = fixable(bare) & free & ~asleep, fixable(above) & free & ~asleep
    by_type = [_of_type(kind, screen, bare, above, free) for kind in TYPES]
    header = (
        "type of effect", "smallest effect", "outcomes", "floor, in smallest effects (median)",
        "parameters with a bound below the smallest effect", "the same, floor subtracted",
    )  # fmt: skip
    return {
        "types": markdown_table(header, [row for row in by_type if row]),
        "strict": [f"`{name}`" for name in names[strict & ~direct]],
        "needed": [f"`{name}`" for name in names[strict & direct]],
        "asleep": [f"`{name}`" for name in names[asleep]],
        "counts_passed": (int(strict.sum()), int(rule.sum())),
        "rule": [f"`{name}`" for name in names[rule & ~strict & ~direct]],
        "nearest": [f"`{names[at]}` {worst[at]:.1f}" for at in np.argsort(np.where(asleep, np.inf, worst))[:NEAREST]],
    }


def _of_type(
    kind: str, screen: Screen, bare: dict[str, np.ndarray], above: dict[str, np.ndarray], free: np.ndarray
) -> tuple[str, ...]:
    """The row of a type of effect; empty if no outcome is held against it."""
    names = [name for name, one in screen.wanted.items() if one.type == kind]
    if not names:
        return ()
    sizes = sorted({screen.wanted[name].smallest for name in names})
    size = f"{sizes[0]:g}" if len(sizes) == 1 else f"{sizes[0]:g} to {sizes[-1]:g}"
    floor = float(np.median([screen.floors[name] / screen.wanted[name].smallest for name in names]))
    below = [int((fixable({name: one[name] for name in names}) & free).sum()) for one in (bare, above)]
    return kind, size, str(len(names)), f"{floor:.1f}", str(below[0]), str(below[1])


def _random(core: Core) -> str:
    rows = [(", ".join(names), sum(len(core.groups[name]) for name in names), _share(one.share)) for names, one in core.random]
    return markdown_table(("random preset", "strengths off", "classes kept"), rows)


def _mechanisms(core: Core) -> str:
    """The mechanisms, the weakest first."""
    header = (
        "mechanism",
        "strengths",
        "classes kept without it",
        "mean shift of effects, in smallest effects, at most 1",
        "core",
    )
    order = [*core.off, *(name for name in core.alone if name not in core.off)]
    rows = [
        (f"`{name}`", len(core.groups[name]), _share(core.alone[name].share), f"{core.alone[name].moved:.2f}",
         "off" if name in core.off else "on")
        for name in order
    ]  # fmt: skip
    return markdown_table(header, rows)


def _share(share: Share) -> str:
    return f"{share.share:.0%} [{share.low:.0%}, {share.high:.0%}]"
