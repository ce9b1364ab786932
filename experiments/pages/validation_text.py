"""The text and tables of docs/validation.md, from the results of `experiments.pages.validation`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from scipy.stats import pearsonr

from concertacion.analysis.observation import Estimate
from concertacion.experiments.output.tables import markdown_table
from concertacion.experiments.pages.on_record import FIRST, LAST
from concertacion.experiments.pages.validation_bands import Spreads, bands_part, listed
from concertacion.experiments.pages.validation_elsewhere import founded, scores_part
from concertacion.experiments.pages.validation_setup import (
    COMPARED,
    FOLLOWED,
    TWELVE,
    Setup,
    Spread,
    interval,
    number,
)

NORMAL = 1.645  # half-width of a 90 % interval in standard errors
ALL = "all_"  # prefix, in record.csv, of a fact over every event of the source
FACTS = {
    "attendance": "Attendance",
    "attendance_near": "Attendance, nearest third by ideological distance",
    "attendance_middle": "Attendance, middle third by ideological distance",
    "attendance_far": "Attendance, farthest third by ideological distance",
    "attendance_slope": "Slope of attendance on distance, country and event effects",
    "attendance_before_election": "Attendance in the year before an election",
    "attendance_otherwise": "Attendance at other times",
    "election_difference": "Attendance in the year before an election, less that at other times",
    **{f"attendance_{country}": f"Attendance, {country}" for country in TWELVE},
    "attendance_ANDEAN_COMMUNITY": "Attendance, Andean Community",
    "attendance_IBERO_AMERICAN": "Attendance, Ibero-American Conference",
    "attendance_MERCOSUR": "Attendance, Mercosur",
    "attendance_OAS": "Attendance, Summits of the Americas",
    "attendance_RIO_GROUP": "Attendance, Rio Group",
    "lowest_forum": "Attendance, forum with the lowest",
    "meetings_a_year": "Meetings a year",
    "meetings_first_half": "Meetings a year, 1995 to 2003",
    "meetings_second_half": "Meetings a year, 2004 to 2012",
    "meetings_trend": "Trend of meetings a year, per year",
    "meetings_and_ideology": "Correlation of meetings and mean ideology",
    "meetings_and_ideology_off_trend": "Correlation of meetings and mean ideology, both less a straight line",
    "meetings_and_ideology_differenced": "Correlation of yearly changes of meetings and of mean ideology",
    "meetings_and_dispersion": "Correlation of meetings and dispersion of ideology",
}
PAIRS = {
    **{
        f"{name}_{fact}": f"{title}{words}"
        for name, title in (("visits", "Visits"), ("agreements", "Agreements on a visit"))
        for fact, words in {
            "at_distance_0": " per directed pair and year, up to 0.25 apart",
            "at_distance_half": ", 0.25 to 0.75 apart",
            "at_distance_1": ", 0.75 to 1.25 apart",
            "slope": ": slope on distance, pair and year effects",
            "neighbours": ", neighbours over others",
        }.items()
    }
}
LATER = {  # forums that are on record only: founded after 1995
    "attendance_UNASUR": "Attendance, UNASUR and the South American summits",
    "attendance_CELAC": "Attendance, CELAC",
}
TOLD = {**FACTS, **LATER, **PAIRS}
HEAD = """# Validation

Written by `python -m concertacion.experiments.pages.validation`; do not edit by hand. {runs} runs where no other number is given,
seed {seed}. Every parameter is at its default, so the intervals show how much single runs vary, not how uncertain the parameters
are. Brackets hold 90 % of the runs.

This page asks whether any outcome is absent, total or outside a sensible band, and compares whole histories with the record.
Elsewhere: [scores](scores.md), one
year ahead, beside predictors without a model; [free runs](free-runs.md), with politics free too; [survival](survival.md) of each
forum by year; and [which parts of the space](record.md) the record leaves.
"""
IN_BRIEF = (  # one line, which begins with a word by which its test knows lines that vary from seed to seed
    "\nOver the twelve countries on record, attendance in the model and on record correlates at {0} with forums free and at {1} "
    "with forums as on record (90 % intervals by Fisher's z over the twelve). Nothing shows that the model knows whose "
    "presidents come more often, although it gets the mean of all right.\n"
)
METHOD = """## The record beside the model

The record is the travel of twelve South American presidents, {first} to {last}: `sim/data/latin_america/record.csv`, with the
method and source of each fact (SOURCES.md), and `observed/visits.csv`. No later data were used, and nothing is fitted here. The
model runs the thirty-three states of CELAC over the same years with politics pinned: governments, elections and outside series
follow the record, while cooperation is simulated. In one half of the table forums are free: they are founded and die as the model
has it. In the other they are founded, joined, left and closed as on record (`forums="record"`).

Record and model pass the same filter (`analysis/observation.py`): a meeting counts if at least three of the twelve, not counting
the host, travelled to it as members; guests count on neither side. Attendance is the share of seats whose president came.
Meetings of technical bodies and of LAIA do not count, because presidents do not attend them. *Record* covers the organisations
that the model has, so that the two can be compared; *every event* adds meetings with Europe, Africa and the Arab states, and
counts guests towards the three. Ideology comes from `governments.csv`; distance is measured from the mean of those members that
are among the twelve.

A visit is a journey to one country and to no meeting; an agreement, one that such a visit ended in. For these, *every event* adds
journeys that were made for a meeting.

*yes*: the record lies in the model's interval; *within error*: the 90 % intervals of record and model overlap; *no*: they do not.
A wide interval is easy to hit: *yes* says that a single history does not distinguish the two, not that they agree.
"""
LIMITS = """### What this comparison cannot show

- The parameters of attendance (its level, and the pull of clout, vitality, distance and elections), of visits and of agreements
  were set from the record to 2012. So agreement on these shows a good fit; it does not test the model on facts it has not seen.
- Attendance on record is a lower bound, because a journey that nobody recorded counts as an absence. In the model every
  journey is seen.
- The filter raises attendance in small forums: of four members, one of whom hosts, all three others have to come for a meeting to
  be seen. So attendance of Mercosur says next to nothing.
- Membership is recorded at the end of a quarter and attendance within it: who joins after a meeting counts as absent from it, and
  who leaves or is suspended after it as having come without a seat. There are few of either.
- The errors of the record treat meetings, governments, pairs or years as independent of one another, which they are not.
- Most of the growth in meetings on record comes from the South American summits, UNASUR and CELAC, founded after 1995. Where
  forums are free, the model founds others, at other times; so only the right half of the table speaks of these three.
- We use no series of technical cooperation: SEGIB's reports list South-South projects from 2007, as governments report them. Nor
  do we use one of minilateral groups. **Nothing on this page tests what the model says about either.**
"""


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


def facts_part(spreads: Mapping[str, Mapping[str, Spread]], record: Mapping[str, Estimate]) -> str:
    """The record beside the model with forums free and as on record, and what differs."""
    sides = [spreads[setup.title] for setup in (COMPARED, FOLLOWED)]
    rows = [
        [
            words,
            stated(record, ALL + fact),
            stated(record, fact),
            *beside(record[fact], sides[0], fact),
            *beside(record[fact], sides[1], fact),
        ]
        for fact, words in TOLD.items()
    ]
    header = ["Fact", "every event (SE)", "record (SE)"]
    for setup in (COMPARED, FOLLOWED):
        header += [f"{setup.title}: median [90 %]", "inside?"]
    return "\n".join([markdown_table(header, rows), "### Differences\n", *differences(sides, record)])


def beside(recorded: Estimate, side: Mapping[str, Spread], fact: str) -> tuple[str, str]:
    """The model's interval, and whether the record lies in it; empty where the model has no such forum."""
    return (interval(side[fact]), agreement(recorded, side[fact])) if fact in side else ("", "")


def differences(sides: Sequence[Mapping[str, Spread]], record: Mapping[str, Estimate]) -> list[str]:
    """Paragraphs from the numbers: how many facts agree, which do not and in which direction, and the order of countries."""
    return [
        *(counted(setup, side, record) for setup, side in zip((COMPARED, FOLLOWED), sides, strict=True)),
        "If the model were right, one fact in ten would lie outside by chance of a run alone, and facts overlap. Overlap of two "
        "90 % intervals is a lenient test: with equal errors a right model fails it about twice in a hundred.\n",
        founded(),
        *(spread_of_countries(setup, side, record) for setup, side in zip((COMPARED, FOLLOWED), sides, strict=True)),
    ]


def counted(setup: Setup, side: Mapping[str, Spread], record: Mapping[str, Estimate]) -> str:
    """How many facts agree, and which do not."""
    said = {fact: agreement(record[fact], side[fact]) for fact in TOLD if fact in side}
    count = {word: sum(each == word for each in said.values()) for word in ("yes", "within error", "no")}
    above = [TOLD[fact] for fact, word in said.items() if word == "no" and side[fact].median > record[fact].value]
    below = [TOLD[fact] for fact, word in said.items() if word == "no" and side[fact].median < record[fact].value]
    turned = [TOLD[fact] for fact in said if side[fact].median * record[fact].value < 0]
    outside = count["within error"] + count["no"]
    return (
        f"**{setup.title.capitalize()}.** {outside} of {len(said)} facts lie outside the model's 90 % interval, "
        f"{count['within error']} of them within the error of the record. Beyond it, with the model higher: {listed(above)} With "
        f"the model lower: {listed(below)} Of opposite sign in the median run: {listed(turned)}\n"
    )


def spread_of_countries(setup: Setup, side: Mapping[str, Spread], record: Mapping[str, Estimate]) -> str:
    """How far apart the countries lie, in the model and on record."""
    recorded, simulated = by_country(side, record)
    return (
        f"Over the twelve countries, {setup.title}, the standard deviation of attendance is {number(simulated.std())} in the "
        f"model (of medians) and {number(recorded.std())} on record (with sampling error).\n"
    )


def by_country(side: Mapping[str, Spread], record: Mapping[str, Estimate]) -> np.ndarray:
    """Attendance of the twelve on record and in the median run, float64[2, country]."""
    names = [f"attendance_{country}" for country in TWELVE]
    return np.array([[record[name].value for name in names], [side[name].median for name in names]])


def correlation(side: Mapping[str, Spread], record: Mapping[str, Estimate]) -> str:
    """Of attendance on record and in the median run, over the twelve, with its 90 % interval by Fisher's z (1915)."""
    found = pearsonr(*by_country(side, record))
    return f"{number(found.statistic)} [{', '.join(map(number, found.confidence_interval(0.9)))}]"


def page(
    bands: Spreads, facts: Mapping[str, Mapping[str, Spread]], record: Mapping[str, Estimate], runs: int, few: int, seed: int
) -> str:
    """The whole page; `few` runs where the page says so."""
    head = HEAD.format(runs=runs, seed=seed)
    head += IN_BRIEF.format(*(correlation(facts[setup.title], record) for setup in (COMPARED, FOLLOWED)))
    method = METHOD.format(first=FIRST, last=LAST)
    return "\n".join([head, bands_part(bands, few), method, facts_part(facts, record), LIMITS, scores_part()])
