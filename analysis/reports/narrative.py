"""What a run says in plain sentences: every number in them is computed from the results."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from xarray import Dataset

from concertacion.analysis.figures.canvas import years
from concertacion.analysis.formatting import channel_name, counted, domain_name, listed, quantity, spelled, spread
from concertacion.analysis.marks import marks_of
from concertacion.analysis.outcomes import MAIN, delivered_by_channel_and_domain, main_outcomes

MODES = {
    "free": "Politics is simulated too: from the first quarter on, elections, governments and outside conditions are drawn by "
    "the model, so that no run retells what happened; each is one history that could have been.",
    "pinned": "Governments, elections and outside conditions follow the record; cooperation is simulated, and so are "
    "approval, growth and turmoil at home.",
    "replay": "Governments, elections and outside conditions follow the record{until}; from then on they are simulated too.",
}
RECORD = (
    "The record of presidents' meetings with which the model can be compared covers twelve South American presidents and ends "
    "in 2012. Outcomes after 2012 were not used to set or to check anything."
)
NO_RECORD = "No record of meetings comes with this region: nothing here was compared with what happened in it."
LIMITS = (
    "No series of data observes technical cooperation. How much of it the model shows follows from its equations and "
    "assumptions, not from a measurement: compare one setting with another rather than trusting the level.",
    "{record}",
    "The model counts every meeting of a forum. Published lists hold mainly large events, so the two can only be compared "
    "after the same filter has been applied to both.",
    "The intervals show chance alone. All runs share one set of parameters and one form of every mechanism; what scholars "
    "disagree about is not inside the bands and calls for runs with other parameters and other forms.",
    "Ideology, populism and other traits of governments are coded by judgement, argued row by row in the project's tables.",
    "Delivered cooperation is a share: 0% is nothing, 100% all that a country could get in an issue domain through a channel. It "
    "counts what countries get for free from the work of others. It is no sum of money and no count of lives.",
    "Nothing here is a forecast.",
)

COMPARED = "The section “Against the baseline” says which; all other numbers here are levels."
ALONE = (
    "These runs alone do not show what the scenario changes. Run the same command without baseline=false: it compares the "
    "scenario with the same runs without it."
)


def limits(manifest: Mapping[str, Any]) -> list[str]:
    """What a run of the world of this manifest cannot say."""
    record = RECORD if manifest.get("world") == "latin_america" else NO_RECORD
    return [sentence.format(record=record) for sentence in LIMITS]


def first_and_last_year(dataset: Dataset) -> tuple[int, int]:
    """The calendar years of the first and the last quarter."""
    time = years(dataset)
    return int(time[0]), int(time[-1])


def title(dataset: Dataset, manifest: Mapping[str, Any]) -> str:
    """The heading of the report."""
    first, last = first_and_last_year(dataset)
    world = spelled(str(manifest.get("world", "the region")))
    return f"Cooperation in {world}, {first} to {last}"


def what_was_run(dataset: Dataset, manifest: Mapping[str, Any], failed: int = 0) -> list[str]:
    """Sentences on the world, the years, the runs, the seed, the scenario and who makes the politics."""
    first, last = first_and_last_year(dataset)
    sizes = dataset.sizes
    seed = f", all drawn from seed {manifest['seed']}" if "seed" in manifest else ""
    sentences = [
        f"This page reports {counted(sizes['run'], 'simulated history', 'simulated histories')} (“runs”) of how "
        f"{counted(sizes['country'], 'government')} cooperate, quarter by quarter from {first} to {last}{seed}. The runs share "
        "the same starting point and the same rules and differ only in chance.",
        f"In each of {sizes['domain']} issue domains ({listed([domain_name(str(d)).lower() for d in dataset['domain'].values])}) "
        "a country can work through bureaucracies, cities and provinces (technical work), in small groups of governments "
        "(minilateral groups), or at the meetings of presidents that a forum calls (summits).",
    ]
    mode = MODES.get(str(manifest.get("mode", "")))
    if mode:
        until = f" to the end of {manifest['until']}" if manifest.get("until") else " for a time"
        sentences.append(mode.format(until=until))
    sentences.append(_scenario(manifest.get("scenario"), manifest.get("scenario_description")))
    if failed:
        verb = "is" if failed == 1 else "are"
        sentences.append(f"Besides, {counted(failed, 'run')} failed on a number that is not finite and {verb} left out.")
    return sentences


def _scenario(scenario: Any, description: Any) -> str:
    if isinstance(scenario, Mapping):
        scenario, description = scenario.get("name"), scenario.get("description", description)
    if not scenario:
        return "No scenario was added: nothing is changed from outside during a run."
    said = f"The scenario is “{spelled(str(scenario)).lower()}”"
    return f"{said}: {str(description).strip().rstrip('.')}." if description else f"{said}."


def headlines(dataset: Dataset, compared: str = "") -> list[tuple[str, str]]:
    """Leads and sentences on the main outcomes: median over runs, and in brackets their widest interval.

    Where a scenario acts, early and late years say nothing of what it does: `compared`, a sentence on its comparison, does.
    """
    outcomes = main_outcomes(dataset)
    said = {name: spread(outcomes[name].values, entry.unit) for name, entry in MAIN.items()}
    known = {name for name in MAIN if outcomes[name].notnull().any()}
    technical, minilateral, summit = (said[f"participation.{channel}"] for channel in ("technical", "minilateral", "summit"))
    return [
        (
            "Through which channels.",
            "In a typical quarter there is technical work between bureaucracies, cities or provinces in "
            f"{technical} of country-domains (one country in one issue domain), work in a minilateral group in {minilateral}, "
            f"and a commitment made at a summit in {summit}.",
        ),
        ("What it delivers.", _delivery(dataset)),
        ("What the scenario changes.", f"{compared} {COMPARED}" if compared else ALONE)
        if len(marks_of(dataset))
        else ("Early and late.", _early_and_late(dataset)),
        (
            "Meetings.",
            f"Forums hold {said['meetings_held']} meetings a year; {said['put_off_share']} of the meetings called are put off. "
            f"{said['attendance']} of the members come, and {said['agreed_share']} of what is on the agenda is agreed."
            if {"put_off_share", "attendance", "agreed_share"} <= known
            else f"Forums hold {said['meetings_held']} meetings a year.",
        ),
        (
            "Forums.",
            f"In the course of a run, forums go dormant {said['went_dormant']} times and are revived {said['revived']} times; "
            f"{said['died']} die and {said['founded']} are founded. At the end {said['active_at_end']} are active.",
        ),
        (
            "Governments.",
            f"A country changes its leader {said['changes_of_government']} times a decade"
            + (f"; {said['alternation']} of the changes cross from left to right or back." if "alternation" in known else "."),
        ),
    ]


def _delivery(dataset: Dataset) -> str:
    delivered = delivered_by_channel_and_domain(dataset)
    if not (delivered > 0).any():
        return "Nothing is delivered."
    total = delivered.sum(("channel", "domain"))
    parts = (delivered.sum("domain") / total.where(total > 0)).median("run")
    shares = [
        f"{quantity(float(parts.sel(channel=c)), 'share')} comes from {channel_name(str(c)).lower()}"
        for c in parts["channel"].values
    ]
    domains = delivered.mean("channel").median("run")
    most, least = (
        domain_name(str(domains["domain"].values[n])).lower() for n in (domains.values.argmax(), domains.values.argmin())
    )
    return f"Of all cooperation delivered, {listed(shares)}. Most is delivered in {most}, least in {least}."


def _early_and_late(dataset: Dataset) -> str:
    time = years(dataset)
    span = min(5, max(1, int((time[-1] - time[0] + 0.25) // 2)))
    by_quarter = dataset["delivered"].mean(("domain", "country"), skipna=False, dtype="float64").mean("channel")
    early, late = (by_quarter.isel(quarter=q).mean("quarter") for q in (slice(0, 4 * span), slice(-4 * span, None)))
    first, last = quantity(float(early.median()), "share"), quantity(float(late.median()), "share")
    period = counted(span, "year") if span > 1 else "year"
    sentence = f"Of all cooperation they could get, countries get {first} in the first {period} and {last} in the last {period}"
    course = "Nothing acts from outside: this is the course of the model, and not an effect of anything."
    if dataset.sizes["run"] == 1:
        return f"{sentence}. {course}"
    rising = quantity(float((late > early).mean()), "share")
    return f"{sentence} (medians); it is higher at the end than at the start in {rising} of the runs. {course}"
