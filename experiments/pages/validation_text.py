"""The text and tables of docs/validation.md, from the results of `experiments.pages.validation`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from concertacion.analysis.observation import Estimate
from concertacion.experiments.output.tables import markdown_table
from concertacion.experiments.pages.validation_setup import (
    BANDS,
    COMPARED,
    FIRST,
    LAST,
    SETUPS,
    TWELVE,
    Spread,
    title_of,
    verdict,
)

NORMAL = 1.645  # half-width of a 90 % interval in standard errors
ALL = "all_"  # prefix, in record.csv, of a fact over every event of the source
FACTS = {
    "attendance": "Attendance",
    "attendance_near": "Attendance, nearest third by ideological distance",
    "attendance_middle": "Attendance, middle third",
    "attendance_far": "Attendance, farthest third",
    "attendance_slope": "Slope of attendance on distance, country and event effects",
    "attendance_before_election": "Attendance in the year before an election",
    "attendance_otherwise": "Attendance at other times",
    "election_difference": "Difference of the two",
    **{f"attendance_{country}": f"Attendance, {country}" for country in TWELVE},
    "attendance_ANDEAN_COMMUNITY": "Attendance, Andean Community",
    "attendance_IBERO_AMERICAN": "Attendance, Ibero-American Conference",
    "attendance_OAS": "Attendance, Summits of the Americas",
    "attendance_RIO_GROUP": "Attendance, Rio Group",
    "lowest_forum": "Attendance, forum with the lowest",
    "meetings_a_year": "Meetings a year",
    "meetings_first_half": "Meetings a year, 1995 to 2003",
    "meetings_second_half": "Meetings a year, 2004 to 2012",
    "meetings_trend": "Trend of meetings a year, per year",
    "meetings_and_ideology": "Correlation of meetings and mean ideology",
    "meetings_and_ideology_off_trend": "The same, both less a straight line",
    "meetings_and_ideology_differenced": "The same, yearly changes",
    "meetings_and_dispersion": "Correlation of meetings and dispersion of ideology",
}
NO_VISITS = "the model has no visits; nearest: pairs in minilateral groups together"
NO_PLEDGES = "the model has no agreements between two on a visit; nearest: pairs in minilateral groups together"
UNTIMED = "the model has no visits or agreements between two; the slope of minilateral groups over time is not computed here"
LATER = "founded after 1995: in a pinned run governments follow the record, forums do not"
SILENT = (
    ("visits_at_distance_0", "Visits per directed pair and year, less than 0.25 apart", NO_VISITS, ""),
    ("visits_at_distance_half", "Visits, 0.25 to 0.75 apart", NO_VISITS, ""),
    ("visits_at_distance_1", "Visits, 0.75 to 1.25 apart", NO_VISITS, ""),
    ("visits_slope", "Slope of visits on distance, pair and year effects", UNTIMED, ""),
    ("visits_neighbours", "Visits, neighbours over others", NO_VISITS, "minilaterals_neighbours"),
    ("agreements_at_distance_0", "Agreements signed per directed pair and year, less than 0.25 apart", NO_PLEDGES, ""),
    ("agreements_at_distance_half", "Agreements, 0.25 to 0.75 apart", NO_PLEDGES, ""),
    ("agreements_at_distance_1", "Agreements, 0.75 to 1.25 apart", NO_PLEDGES + ", far over near", "minilaterals_far"),
    ("agreements_slope", "Slope of agreements on distance, pair and year effects", UNTIMED, ""),
    ("agreements_neighbours", "Agreements, neighbours over others", NO_PLEDGES, "minilaterals_neighbours"),
    ("attendance_UNASUR", "Attendance, UNASUR and the South American summits", LATER, ""),
    ("attendance_CELAC", "Attendance, CELAC", LATER, ""),
    ("attendance_MERCOSUR", "Attendance, Mercosur", "always 1: with four members, three guests are all of them", ""),
)  # fmt: skip
HEAD = """# Validation

Written by `python -m concertacion.experiments.pages.validation`; do not edit by hand. {runs} runs of each world, seed {seed}.
Every parameter is at its default, so the intervals show how much single runs vary, not how uncertain the parameters are. Brackets
hold 90 % of the runs.

## Main outcomes within sensible bands

For some main outcomes ([defined here](outcomes.md)) we state a band of sensible values and compare the default ensemble with it.
*yes*: 90 % of the runs lie inside; *median*: the median run lies inside, but more than one run in twenty lies above, or more than
one in twenty below; *no*: the median run lies outside.
"""
METHOD = """## The record beside the model

The record is the travel of twelve South American presidents, {first} to {last}: `sim/data/latin_america/record.csv`, with the
method and source of each fact (SOURCES.md). No later data were used, and nothing is fitted here. The model runs the thirty-three
states of CELAC over the same years with politics pinned: governments, elections and outside series follow the record, while
cooperation and the lives of forums are simulated. Record and model pass the same filter (`analysis/observation.py`): a meeting
counts if at least three of the twelve, not counting the host, travelled to it as members; attendance is the share of seats whose
president came. Meetings of technical bodies and of LAIA do not count, because presidents do not attend them. *Record* covers the
organisations that the model has, so that the two can be compared; *every event* adds meetings with Europe, Africa and the Arab
states, and counts guests towards the three. Ideology comes from `governments.csv`; distance is measured from the mean of those
members that are among the twelve.

*yes*: the record lies in the model's interval; *within error*: the 90 % intervals of record and model overlap; *no*: they do not.
A wide interval is easy to hit: *yes* says that a single history cannot tell the two apart, not that they agree.
"""
LIMITS = """### What this comparison cannot show

- The parameters of attendance (its level, and the pull of clout, vitality, distance and elections) were set from the record to
  2012. So agreement on attendance shows a good fit; it does not test the model on facts it has not seen.
- Attendance on record is a lower bound, because a journey that nobody recorded counts as an absence. In the model every
  journey is seen.
- The filter raises attendance in small forums: a meeting of four members is seen only if all three guests came.
- Members suspended by the others keep their seat in the record of a run and count as absent; there are few.
- The errors of the record treat meetings, governments, pairs or years as independent of one another, which they are not.
- Most of the growth in meetings on record comes from the South American summits, UNASUR and CELAC, founded after 1995. In a
  pinned run forums do not follow the record: other forums are founded, at other times.
- **No series here observes technical cooperation or minilateral groups.** Nothing on this page tests what the model says about
  them.
"""


def number(value: float) -> str:
    """Two decimals, without a minus sign before zero; `none` where undefined."""
    return "none" if np.isnan(value) else f"{value + 0.0:.2f}".replace("-0.00", "0.00")


def interval(simulated: Spread) -> str:
    """Median and 90 % interval."""
    return f"{number(simulated.median)} [{number(simulated.low)}, {number(simulated.high)}]"


def listed(words: Sequence[str]) -> str:
    """Words with semicolons and a full stop; `none.` for none."""
    return ("; ".join(words) or "none") + "."


def stated(record: Mapping[str, Estimate], fact: str) -> str:
    """A recorded fact with its standard error; empty where the record lacks it."""
    if fact not in record:
        return ""
    value, error, _ = record[fact]
    return number(value) + ("" if np.isnan(error) else f" ({number(error)})")


def agreement(recorded: Estimate, simulated: Spread) -> str:
    """Whether the record lies in the model's interval, or near enough for its own error."""
    value, error, _ = recorded
    if simulated.low <= value <= simulated.high:
        return "yes"
    reach = NORMAL * (0.0 if np.isnan(error) else error)
    return "within error" if simulated.low <= value + reach and value - reach <= simulated.high else "no"


def bands_part(spreads: Mapping[str, Mapping[str, Spread]]) -> str:
    """The bands at the default world, and at the others."""
    default, *others = [setup.title for setup in SETUPS]
    first = [
        [title_of(b.outcome), b.wanted, interval(spreads[default][b.outcome]), verdict(b, spreads[default][b.outcome])]
        for b in BANDS
    ]
    rest = [
        [
            title_of(b.outcome),
            *(f"{interval(spreads[name][b.outcome])} {verdict(b, spreads[name][b.outcome])}" for name in others),
        ]
        for b in BANDS
    ]
    failed = [
        f"{title_of(b.outcome)} in {name}" for name in spreads for b in BANDS if verdict(b, spreads[name][b.outcome]) == "no"
    ]
    return "\n".join(
        [
            markdown_table(["Outcome of a run", "band", "median [90 %]", "inside?"], first),
            "### Longer runs, other worlds, pinned politics\n",
            markdown_table(["Outcome of a run", *others], rest),
            f"Median runs outside their band: {listed(failed)}\n",
        ]
    )


def facts_part(spreads: Mapping[str, Spread], record: Mapping[str, Estimate]) -> str:
    """The record beside the model, and what differs."""
    rows, verdicts = [], {}
    for fact, words in FACTS.items():
        verdicts[fact] = agreement(record[fact], spreads[fact])
        rows.append([words, stated(record, ALL + fact), stated(record, fact), interval(spreads[fact]), verdicts[fact]])
    header = ["Fact", "every event (SE)", "record (SE)", "model: median [90 %]", "inside?"]
    return "\n".join([markdown_table(header, rows), "### Differences\n", differences(spreads, record, verdicts)])


def differences(spreads: Mapping[str, Spread], record: Mapping[str, Estimate], verdicts: Mapping[str, str]) -> str:
    """A paragraph from the numbers: how many facts agree, which do not and in which direction, and the order of countries."""
    count = {word: sum(found_word == word for found_word in verdicts.values()) for word in ("yes", "within error", "no")}
    apart = [fact for fact, word in verdicts.items() if word == "no"]
    above = [FACTS[fact] for fact in apart if spreads[fact].median > record[fact].value]
    below = [FACTS[fact] for fact in apart if spreads[fact].median < record[fact].value]
    turned = [FACTS[fact] for fact in verdicts if spreads[fact].median * record[fact].value < 0]
    names = [f"attendance_{country}" for country in TWELVE]
    recorded, simulated = np.array([record[name].value for name in names]), np.array([spreads[name].median for name in names])
    order = float(np.corrcoef(recorded, simulated)[0, 1])
    return (
        f"Of {len(verdicts)} facts, {count['yes']} lie in the model's interval, {count['within error']} lie in it within their "
        f"own error, and {count['no']} do not; facts overlap, and even if the model were right, about one in ten would lie "
        "outside.\n\n"
        f"Beyond error, with the model higher: {listed(above)}\n\nBeyond error, with the model lower: {listed(below)}\n\n"
        f"Of opposite sign in the median run: {listed(turned)}\n\n"
        f"Over the twelve countries, attendance in the model and on record has a correlation of {number(order)}; its standard "
        f"deviation is {number(simulated.std())} in the model (of medians) and {number(recorded.std())} on record (with sampling "
        "error).\n"
    )


def silent_part(spreads: Mapping[str, Spread], record: Mapping[str, Estimate]) -> str:
    """Facts without a counterpart in the model, with the reason and the nearest thing it has."""
    rows = [[words, stated(record, fact), why, interval(spreads[near]) if near else ""] for fact, words, why, near in SILENT]
    heading = "### Facts that the model cannot address\n"
    return "\n".join(
        [heading, markdown_table(["Fact", "record (SE)", "why not, and what is nearest", "nearest in the model"], rows)]
    )


def page(
    bands: Mapping[str, Mapping[str, Spread]], facts: Mapping[str, Spread], record: Mapping[str, Estimate], runs: int, seed: int
) -> str:
    """The whole page."""
    head = HEAD.format(runs=runs, seed=seed)
    method = METHOD.format(first=FIRST, last=LAST)
    setup = f"The model's runs: {COMPARED.countries}, {COMPARED.start}, {COMPARED.years} years, {COMPARED.mode}.\n"
    parts = [head, bands_part(bands), method, setup, facts_part(facts, record), silent_part(facts, record), LIMITS]
    return "\n".join(parts)
