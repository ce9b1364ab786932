"""The tables of scores: what their columns mean, and their texts for a terminal and a paper."""

from __future__ import annotations

import pandas as pd

from concertacion.experiments.output.formats import CODEBOOK, Tables, of_frames

MEANING = {
    "predictor": ("name", "who predicts; docs/score.md explains each"),
    "less": ("name", "of differences: the predictor whose score is taken away, row by row"),
    "measure": ("name", "a proper score: lower is better"),
    "value": ("of the measure", "mean over the rows"),
    "low": ("of the measure", "lower end of the 90 % interval, by a bootstrap over events"),
    "high": ("of the measure", "upper end of that interval"),
    "n": ("count", "rows"),
    "row": ("number", "row of the file, as a spreadsheet shows it"),
    "reason": ("text", "why the model cannot speak of the row"),
}


def tables_of(scores: pd.DataFrame, differences: pd.DataFrame, unscored: pd.DataFrame) -> Tables:
    """Scores, differences and rows that are not scored, with a codebook."""
    frames = {"scores": scores, "differences": differences, "unscored": unscored}
    rows = [(name, column, *MEANING[str(column)]) for name, frame in frames.items() for column in frame]
    return of_frames(
        frames | {"columns": pd.DataFrame(rows, columns=list(CODEBOOK))},
        printed(scores),
        "Proper scores of predictions (lower is better), with 90% intervals by a bootstrap over events.",
    )


def printed(scores: pd.DataFrame) -> pd.DataFrame:
    """A row for each predictor, a column for each measure, texts; predictors in the order given."""
    cells = scores.assign(cell=[_cell(*row) for row in scores[["value", "low", "high"]].itertuples(index=False)])
    measures, predictors = list(dict.fromkeys(scores["measure"])), list(dict.fromkeys(scores["predictor"]))
    wide = cells.pivot(index="predictor", columns="measure", values="cell").loc[predictors, measures]
    return wide.reset_index().rename(columns={"predictor": "Predictor"}).rename_axis(columns=None)


def _cell(value: float, low: float, high: float) -> str:
    return f"{value:.3f}" if pd.isna(low) else f"{value:.3f} [{low:.3f}, {high:.3f}]"
