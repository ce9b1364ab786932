"""The tables of a comparison: outcomes by arm and run, and the differences."""

from __future__ import annotations

import pandas as pd
from xarray import Dataset

from concertacion.analysis.compare.differences import MEANING
from concertacion.analysis.figures.arms import arm_name
from concertacion.analysis.reports.compare import Compared
from concertacion.experiments.output.formats import CODEBOOK, Tables


def tables_of(compared: Compared) -> Tables:
    """The tables of arms compared."""
    outcomes = pd.concat([_of_arm(name, arm) for name, arm in compared.arms.items()], ignore_index=True)
    units = dict(zip(*(next(iter(compared.arms.values()))[name].values for name in ("outcome", "unit")), strict=True))
    rows = [
        ("outcomes", "arm", "name", "arm"),
        ("outcomes", "run", "number", "run; of a number, all arms have the same random numbers"),
    ]
    rows += [("outcomes", str(name), str(unit), "as docs/outcomes.md has it") for name, unit in units.items()]
    rows += [("differences", name, *told) for name, told in MEANING.items()]
    columns = pd.DataFrame(rows, columns=list(CODEBOOK))
    whole = {"outcomes": [outcomes], "differences": [compared.table], "columns": [columns]}
    sheets = {"differences": compared.table, "columns": columns[columns["table"] == "differences"]}
    printed = pd.DataFrame(
        [
            {"Outcome": line.title, "Unit": line.label, "Arm": arm_name(line.arm), "Control": line.control,
             "Treated": line.treated, "Difference": line.difference, "95% interval": line.interval or "--"}
            for line in compared.lines
        ]
    )  # fmt: skip
    control = arm_name(next(iter(compared.arms)))
    return Tables(whole, lambda: sheets, printed, f"Differences from the control ({control}), means over {compared.runs} runs.")


def _of_arm(name: str, arm: Dataset) -> pd.DataFrame:
    values = arm["outcomes"].transpose("run", "outcome")
    frame = pd.DataFrame(values.values, columns=values["outcome"].values.astype(str))
    frame.insert(0, "run", values["run"].values)
    frame.insert(0, "arm", name)
    return frame
