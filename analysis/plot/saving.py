"""A figure as the bytes of a file that says what it is, and the table of what it draws."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from concertacion.analysis.figures.canvas import style
from concertacion.analysis.plot.picture import Panel, title_of

MARK = "concertacion experiment=plot"  # in every file, in letters that a search of its bytes finds
FORMATS = (".png", ".pdf", ".svg")


def image_bytes(figure: Figure, suffix: str, title: str, caption: str, command: str) -> bytes:
    """A figure as PNG, PDF or SVG; title, units, caption (interval, n) and command are in its metadata, no date is."""
    metadata: dict[str, dict[str, Any]] = {
        ".png": {"Title": title, "Description": caption, "Source": command, "Software": MARK},
        ".pdf": {
            "Title": title,
            "Subject": caption,
            "Keywords": command,
            "Creator": MARK,
            "Producer": None,
            "CreationDate": None,
        },
        ".svg": {"Title": title, "Description": caption, "Source": command, "Creator": MARK, "Date": None},
    }
    content = BytesIO()
    with style():
        figure.savefig(content, format=suffix[1:], metadata=metadata[suffix])
    return content.getvalue()


def title_in_file(panels: Sequence[Panel]) -> str:
    """What the panels draw, with units."""
    return "; ".join(f"{title_of(panel)} ({panel.frame.y.words or 'no unit'})" for panel in panels)


def csv_bytes(panels: Sequence[Panel]) -> bytes:
    """What the panels draw as CSV: names of `by` and x as columns, then the numbers, with what they are of and its unit."""
    return pd.concat([_told(panel) for panel in panels], ignore_index=True).to_csv(index=False, float_format="%.6g").encode()


def _told(panel: Panel) -> pd.DataFrame:
    frame, table = panel.frame, panel.table.copy()
    if "run" in table:
        table = table.drop(columns="run")
    for column, side in (("by", frame.by), ("x", frame.x), ("up", frame.up)):
        if side is not None and column in table:
            if side.levels:
                table[column] = [side.levels[int(position)] for position in table[column].round()]
            elif frame.timed and column == "x":
                table[column] = table[column].astype(int)
            table = table.rename(columns={column: side.name})
    table.insert(0, "y", frame.y.name)
    return table.assign(unit=frame.y.unit)
