"""The text and tables of docs/scores.md, from the results of `experiments.pages.scores`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from concertacion.analysis.formatting import counted
from concertacion.analysis.record.weighting import Weights
from concertacion.analysis.score.diagnosis import Level, level, where_it_loses
from concertacion.analysis.score.kinds import KINDS, Kind
from concertacion.analysis.score.scores import measures_of
from concertacion.analysis.score.words import sentences, worth
from concertacion.experiments.output.tables import markdown_table
from concertacion.experiments.pages.scores_lives import lives_part, number
from concertacion.experiments.score.command import scores_of
from concertacion.experiments.score.models import PRIOR, WEIGHTED
from concertacion.experiments.score.predictions import Predicted
from concertacion.experiments.score.tables import printed

if TYPE_CHECKING:
    from concertacion.experiments.pages.scores import Lives

TITLES = {
    "attendance": "Who comes: seats at meetings",
    "meetings": "Which forums meet, and how often",
    "visits": "Who visits whom",
    "travel": "Journeys sent and received by country",
}
STRUCTURE = {
    "attendance": """The model draws a country's tie to a forum and a government's readiness to travel anew in every run. Before
habits are learnt, countries differ by size, distance, elections and ideology alone. The filter makes seats of small forums
certain by arithmetic, for every predictor alike.""",
    "meetings": """A statutory meeting is due the forum's interval after the last one on record (meetings.csv), so the model is
often sure of a year, and of the wrong one where a summit is early, late or added. *Calendar unknown* takes the date away and
leaves how often a forum meets.
Forums at which presidents do not meet in fact (negotiations, programmes) hold summits in the model.""",
    "visits": """The readiness of a government to travel is drawn anew in every run; of a pair the model knows distance, border,
sizes, trust and ideology.""",
    "travel": """Journeys outside the region have one rate for all countries, whatever their size, and small states travel less on
record. The model counts visits by the region's presidents alone; on record visitors come from all the world.""",
}
HEAD = """# Scores on the record

Written by `python -m concertacion.experiments.pages.scores`; do not edit by hand. {runs} runs of each version of the model and
year, seed {seed}. [score.md](score.md) explains the tables, the predictors and the scores, and how to score a table of your own.

Every year from {first} to {last} is predicted one year ahead. Baselines are fitted to the record of earlier years. Runs follow
governments, shocks and the lives of forums on record to the eve of the year and are free in it. *Model* has every parameter at
its default; *{prior}* draws all but the levers from their ranges, {each} runs at each of {points} points.

The baselines know earlier years alone; no version of the model does. In all versions each country's politics comes back to
long-run centres of ideology, populism and sovereigntism that were computed from governments from 1985 to the end of 2012, the
scored years among them, and the ranges of some parameters were argued from the record to 2012 ([odd.md](odd.md), appendix A).
A centre matters chiefly where a government changes in the scored year. *Model* has seen more: the defaults of attendance and
visits were set from the record to 2012.

With n runs a share carries an error that costs about 1/(2n) of log loss, here {cost:.4f}.

Scores are means over rows; lower is better. Brackets hold the 90 % interval by a bootstrap over events. A difference is taken row
by row: negative where the model does better.

*Predicted* and *observed* are means over rows; r is their correlation over rows. A predictor with the
right level but r near 0 cannot say which rows are higher.
"""
BY_CHANCE = (
    "If all differences were truly zero, about {one:.0f} would read *better* by chance, and as many *worse*; events of one year "
    "depend on one another, which makes the intervals too narrow."
)
BY_WEIGHT = """*{name}* draws its parameters from the points that [`experiment=record`](record.md) weighs, by facts that end
before the year alone (its `known_to`); its long-run centres are those of all versions.
{worth}"""
SHORT = ("Table", "measure", "best without the model", "version", "minus the best", "the model is")


def span(low: float, high: float) -> str:
    """An interval."""
    return "" if pd.isna(low) else f"[{low:+.3f}, {high:+.3f}]"


class Compared(NamedTuple):
    """A version of the model against the best predictor without it: a row of the table in short."""

    table: str
    measure: str
    best: str
    version: str
    less: str
    does: str


def in_short(told: Mapping[str, tuple[pd.DataFrame, pd.DataFrame]], models: Mapping[str, Sequence[str]]) -> list[Compared]:
    """For each measure, the best predictor without the model, and what each version of the model earns or loses against it."""
    rows = []
    for name, (scores, differences) in told.items():
        for measure, each in scores[~scores["predictor"].isin(list(models[name]))].groupby("measure", sort=False):
            best = each.sort_values("value", kind="stable").iloc[0]
            less = differences[(differences["measure"] == measure) & (differences["less"] == best["predictor"])]
            rows += [
                Compared(
                    name, str(measure), f"{best['predictor']} {number(best['value'])}", str(row["predictor"]),
                    f"{row['value']:+.3f} {span(row['low'], row['high'])}".strip(), verdict(row["low"], row["high"]),
                )
                for row in less.to_dict("records")
            ]  # fmt: skip
    return rows


def concluded(rows: Sequence[Compared]) -> str:
    """What the rows come to: whether a version with drawn parameters beats the best, and which rows are of the defaults."""
    better, worse = ([row for row in rows if row.does == word] for word in ("better", "worse"))
    fresh, known = [row for row in better if not at_defaults(row.version)], [row for row in better if at_defaults(row.version)]
    lines = [
        f"Versions whose parameters are drawn beat the best predictor without the model in {len(fresh)} of these rows: "
        f"{named(fresh)}."
        if fresh
        else "No version whose parameters are drawn beats the best predictor without the model."
    ]
    if known:
        lines.append(
            f"{'The other' if fresh else 'All'} rows with *better* are of the model at its defaults, some of which were set from "
            f"the record to 2012, the scored years among them: {named(known)}."
        )
    if worse:
        lines.append(f"The model does worse in {len(worse)}: {named(worse)}.")
    rest = len(rows) - len(better) - len(worse)
    return "\n".join([*lines, f"In {rest} of {len(rows)} the interval includes zero.", BY_CHANCE.format(one=0.05 * len(rows))])


def at_defaults(version: str) -> bool:
    """Whether a version is at the defaults, some of which were set from the scored years."""
    return not version.startswith((PRIOR, WEIGHTED))


def named(rows: Sequence[Compared]) -> str:
    """Measures, with the versions that each is of."""
    versions: dict[str, list[str]] = {}
    for row in rows:
        versions.setdefault(row.measure, []).append(row.version)
    return "; ".join(f"{measure} (*{'*, *'.join(each)}*)" for measure, each in versions.items())


def verdict(low: float, high: float) -> str:
    """Better, worse, or neither for sure."""
    return "better" if high < 0 else "worse" if low > 0 else "neither"


def part(kind: Kind, found: Predicted, scores: pd.DataFrame, differences: pd.DataFrame) -> str:
    """One table: scores, differences, what stands in the way."""
    table = printed(scores)
    rows = [
        (each["predictor"], each["less"], each["measure"], f"{each['value']:+.3f} {span(each['low'], each['high'])}".strip())
        for each in differences.to_dict("records")
    ]
    return "\n".join([
        f"## {TITLES[kind.name]}\n",
        f"{len(found.rows)} rows; events are {kind.events}. {silent(found.silent)}\n",
        markdown_table(list(table.columns), table.to_numpy().tolist()),
        "\n".join(f"- {sentence}" for sentence in sentences(scores, differences, found.models)) + "\n",
        "<details><summary>All paired differences</summary>\n",
        markdown_table(["Predictor", "less", "measure", "difference"], rows),
        "</details>\n",
        "### What stands in the way\n",
        f"{STRUCTURE[kind.name]}\n",
        *(hindrances(kind, outcome, found, scores) for outcome in kind.outcomes),
    ])  # fmt: skip


def silent(reasons: pd.Series) -> str:
    """How many rows are not scored, and why."""
    counts = reasons.value_counts()
    if counts.empty:
        return "Every row is scored."
    return f"Not scored: {'; '.join(f'{count} ({reason})' for reason, count in counts.items())}."


def hindrances(kind: Kind, outcome: str, found: Predicted, scores: pd.DataFrame) -> str:
    """Level and discrimination of every predictor of an outcome, and where the model loses to the best without it."""
    chances, happened = found.chances[outcome], found.rows[outcome].to_numpy()
    levels: dict[str, Level] = {name: level(each, happened) for name, each in chances.items()}
    table = markdown_table(
        [f"Predictor of {outcome}", "predicted", "observed", "r"],
        [(name, number(each.said), number(each.happened), number(each.correlation)) for name, each in levels.items()],
    )
    measure = next(iter(measures_of(kind, outcome)))
    rows = scores[(scores["measure"] == measure) & ~scores["predictor"].isin(found.models)]
    best = str(rows.sort_values("value", kind="stable")["predictor"].iloc[0])
    lines = [worst(name, best, kind, outcome, found) for name in found.models]
    return f"{table}\n{measure}, where the model loses most to {best}:\n\n" + "".join(f"- {line}\n" for line in lines)


def worst(name: str, best: str, kind: Kind, outcome: str, found: Predicted) -> str:
    """Where a version of the model loses most, in a line."""
    chances = found.chances[outcome]
    parts = where_it_loses(kind, outcome, chances[name], chances[best], found.rows)
    lost = [
        f"{each.group} {each.part:+.3f} (predicted {each.said:.2f}, observed {each.happened:.2f}, {counted(each.rows, 'row')})"
        for each in parts
    ]
    return f"{name}: {'; '.join(lost) or 'nowhere'}."


def page(
    found: Mapping[str, Predicted], alive: Lives, years: Sequence[int], runs: int, each: int, seed: int,
    weights: Mapping[str, Weights],
) -> str:  # fmt: skip
    """The whole page; `weights` are those of the weighted version by name."""
    head = HEAD.format(
        runs=runs, seed=seed, first=years[0], last=years[-1], prior=PRIOR, each=each, points=max(1, runs // each), cost=0.5 / runs
    )
    if any(WEIGHTED in predicted.models for predicted in found.values()):
        head += f"\n{BY_WEIGHT.format(name=WEIGHTED, worth=worth(weights))}\n"
    told = {name: scores_of(KINDS[name], predicted) for name, predicted in found.items()}
    short = in_short(told, {name: predicted.models for name, predicted in found.items()})
    parts = [part(KINDS[name], predicted, *told[name]) for name, predicted in found.items()]
    table = markdown_table(SHORT, short)
    return "\n".join([head, "## In short\n", f"{concluded(short)}\n", table, *parts, lives_part(alive, years)])
