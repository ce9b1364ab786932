"""One run of the agents, quarter by quarter, in words: who decided what, and why. From the model to plain rows and sentences."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from concertacion.analysis.events import events
from concertacion.analysis.formatting import channel_name, counted, domain_name, listed, signed, spelled
from concertacion.analysis.reports.ensemble import templates
from concertacion.sim.model import CooperationModel
from concertacion.sim.results import of_one_run
from concertacion.sim.state import CHANNELS, DOMAINS
from concertacion.sim.worlds.lookup import quarter_label

NEITHER, GROUP, COMMITS = range(3)  # what a president can do in an issue (`Country.choose`)
NOTHING = "No meeting, change of government or other event this quarter."
BEFORE = "The run has not begun. Step runs the first quarter; Play runs one after another."
MOST = 40  # events in the list


class Decision(NamedTuple):
    """What a country decided in one issue."""

    domain: str
    utilities: tuple[str, ...]  # by channel; a dash where there was no such way
    officials: str
    president: str


def label_of(model: CooperationModel) -> str:
    """The quarter that was made last: '2015Q1'."""
    return str(quarter_label(4 * model.world.start + model.quarter - 1))


def made_so_far(model: CooperationModel) -> str:
    """How far a run is, in a sentence."""
    return f"Quarter by quarter: run to {label_of(model)}." if model.quarter else "Quarter by quarter: nothing has been run yet."


def decisions(model: CooperationModel, row: int) -> list[Decision]:
    """The decisions of a country in the quarter that was made last."""
    choices = model.view.choices
    made = []
    for k, domain in enumerate(DOMAINS):
        anybody, venue = bool(choices.partners[row]), int(choices.venue[k, row])
        ways = (anybody, anybody, anybody and venue >= 0)
        utilities = tuple(signed(choices.utility[c, k, row]) if way else "–" for c, way in enumerate(ways))
        president = int(choices.president[k, row])
        forum = spelled(model.world.forums[venue])
        does = {NEITHER: "", GROUP: "joins a minilateral group", COMMITS: f"commits at {forum}"}[president]
        made.append(Decision(domain_name(domain), utilities, "work" if choices.technical[k, row] else "", does))
    return made


def headline(made: list[Decision]) -> str:
    """The decisions of a country in a few words."""
    officials = [one.domain.lower() for one in made if one.officials]
    does: dict[str, list[str]] = {}
    for one in made:
        if one.president:
            does.setdefault(one.president, []).append(one.domain.lower())
    president = [f"{what} on {listed(domains)}" for what, domains in does.items()]
    work = f"officials work on {listed(officials)}" if officials else "officials work on nothing"
    return f"{work}; the president {'; '.join(president) if president else 'stays out'}"


def about(model: CooperationModel, row: int) -> str:
    """Why it stands as it does: the government now."""
    government, outlook = model.state.governments, model.view.outlook
    return (
        f"Its government stands at {signed(government.ideology[row])} between left (−1) and right (+1), with "
        f"{100 * government.approval[row]:.0f}% approval and populism of {100 * government.populism[row]:.0f}%. "
        f"The governments that matter to it are at an ideological distance of {outlook.far[row]:.2f} on average (0 to 2)."
    )


def happenings(model: CooperationModel) -> list[str]:
    """The events of the quarter that was made last."""
    dataset = of_one_run(model.world, model.record, 0, 0)
    table = events(dataset.isel(quarter=slice(max(0, model.quarter - 2), model.quarter)))
    rows: Any = table[table["quarter"] == label_of(model)].to_dict("records")
    lines = [_event(row, model) for row in rows if row["event"] != "visit"]
    return lines if len(lines) <= MOST else [*lines[:MOST], f"and {counted(len(lines) - MOST, 'other')}"]


def _event(row: dict[str, Any], model: CooperationModel) -> str:
    names = dict(zip(model.world.countries, model.world.country_names, strict=True))
    who = [names.get(row["country"], ""), names.get(row["other"], ""), spelled(row["forum"]) if row["forum"] else ""]
    what, detail = row["event"], f" ({row['detail']})" if row["detail"] else ""
    return f"{what[:1].upper()}{what[1:]}: {', '.join(filter(None, who))}{detail}"


def everyone(model: CooperationModel) -> list[dict[str, Any]]:
    """How much each country works through each channel in the quarter that was made last."""
    worked = np.asarray(model.record.issues.took_part[model.quarter - 1]).sum(1)  # channel, country
    governments = model.state.governments
    return [
        {
            "name": name, "counts": worked[:, i].astype(int).tolist(), "approval": f"{100 * governments.approval[i]:.0f}%",
            "ideology": signed(governments.ideology[i]),
        }
        for i, name in enumerate(model.world.country_names)
    ]  # fmt: skip


def told(model: CooperationModel, row: int, setting: str) -> str:
    """The quarter that was made last as HTML, with the decisions of one country."""
    begun, years = model.quarter > 0, model.world.quarters // 4
    country = None
    if begun:
        made = decisions(model, row)
        country = {"name": model.world.country_names[row], "headline": headline(made), "about": about(model, row), "rows": made}
    return templates().get_template("steps.html.j2").render(
        heading=label_of(model) if begun else f"{model.world.start}, before the first quarter",
        told=f"Quarter {model.quarter} of {4 * years}. {setting}" if begun else f"{setting} {BEFORE}",
        country=country, channels=[channel_name(name) for name in CHANNELS], happenings=happenings(model) if begun else [],
        quiet=NOTHING if begun else "Nothing yet.", everyone=everyone(model) if begun else [], issues=len(DOMAINS),
    )  # fmt: skip
