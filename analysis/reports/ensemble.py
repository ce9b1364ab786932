"""The report of a run: one HTML page that needs no network and no script, for readers who do not program."""

from __future__ import annotations

import base64
import struct
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from xarray import Dataset

from concertacion.analysis import runs_that_went_well
from concertacion.analysis.figures import FIGURES
from concertacion.analysis.figures.canvas import COLUMN, MM
from concertacion.analysis.formatting import channel_name, counted, domain_name, levels, quantity, widest
from concertacion.analysis.outcomes import MAIN, delivered_by_channel_and_domain, main_outcomes
from concertacion.analysis.reports import narrative
from concertacion.sim.declare import InputError

TEMPLATE = "ensemble.html.j2"
PIXELS = 300 * MM  # pixels a mm of the figures as saved
TOLD_ELSEWHERE = {"command", "scenario_description", "parameters", "countries"}  # of a manifest: in the text of a page


def write_report(
    dataset: Dataset, manifest: Mapping[str, Any], figures_folder: str | Path, path: str | Path,
    compared: Mapping[str, Any] | None = None,
) -> Path:  # fmt: skip
    """Write the report of a Dataset, with the PNG figures of a folder embedded and the facts of a manifest; returns its path.

    `compared` is what the page says of the scenario against its baseline (`analysis.reports.compare.section`). Every text is
    escaped. The same arguments give the same bytes.

    Raises
    ------
    InputError
        If a figure is missing from the folder, or no run went well.
    """
    runs = dataset.sizes["run"]
    dataset = runs_that_went_well(dataset)
    sizes, first = dataset.sizes, 1 + len(compared["figures"] if compared else ())
    numbers = (
        counted(sizes["run"], "run"),
        counted(sizes["country"], "country", "countries"),
        counted(sizes["quarter"], "quarter"),
    )
    page = (
        templates()
        .get_template(TEMPLATE)
        .render(
            title=narrative.title(dataset, manifest),
            subtitle=", ".join(numbers),
            what=narrative.what_was_run(dataset, manifest, runs - dataset.sizes["run"]),
            headlines=narrative.headlines(dataset, compared["arms"][0][1][0] if compared else ""),
            compared=compared,
            several=sizes["run"] > 1,
            figures=[_figure(dataset, name, number, Path(figures_folder)) for number, name in enumerate(FIGURES, first)],
            channels=[channel_name(str(c)) for c in dataset["channel"].values],
            delivered=delivered_rows(dataset),
            unit=MAIN["delivered"].label,
            outcomes=outcome_rows(dataset),
            widest=widest(dataset.sizes["run"]),
            limits=narrative.limits(manifest),
            command=str(manifest.get("command", "")),
            example=str(dataset["country"].values[0]),
            facts=list(facts({key: value for key, value in manifest.items() if key not in TOLD_ELSEWHERE})),
            parameters=list(facts(dict(manifest.get("parameters") or {}))),
            countries=[
                f"{name} ({code})" for code, name in zip(dataset["country"].values, dataset["country_name"].values, strict=True)
            ],
            attributes=list(facts({str(key): value for key, value in dataset.attrs.items()})),
        )
    )
    Path(path).write_text(page, encoding="utf-8")
    return Path(path)


def templates() -> Environment:
    """The templates of pages, which escape every text."""
    here = FileSystemLoader(Path(__file__).resolve().parent)
    return Environment(loader=here, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


def _figure(dataset: Dataset, name: str, number: int, folder: Path) -> dict[str, Any]:
    entry = FIGURES[name]
    words = {"title": entry.title, "caption": entry.caption(dataset), "alt": entry.alt(dataset)}
    return {"name": name, "number": number, **words, **embedded(folder / f"{name}.png")}


def embedded(path: Path) -> dict[str, Any]:
    """A PNG figure as a page holds it: its data, its size in pixels, and whether it is narrow.

    Raises
    ------
    InputError
        If there is no such file.
    """
    if not path.is_file():
        raise InputError(f"{path}: no such file; save the figures before the report")
    return embedded_image(path.read_bytes())


def embedded_image(image: bytes) -> dict[str, Any]:
    """The same of the bytes of a PNG figure."""
    width, height = struct.unpack(">II", image[16:24])  # a PNG tells its size in the bytes 16 to 23
    return {
        "width": width,
        "height": height,
        "narrow": width < 1.2 * COLUMN * PIXELS,
        "data": base64.b64encode(image).decode("ascii"),
    }


def _cell(values: np.ndarray) -> tuple[str, str]:
    low, _, median, _, high = np.quantile(values, levels(values.size))
    return quantity(median, "share"), f"{quantity(low, 'share')} to {quantity(high, 'share')}"


def delivered_rows(dataset: Dataset) -> list[tuple[str, list[tuple[str, str]]]]:
    """Rows of the table by domain and channel: name, then median and widest interval by channel and of their mean."""
    delivered = delivered_by_channel_and_domain(dataset).transpose("run", "channel", "domain")
    rows = [(domain_name(str(d)), delivered.values[:, :, k]) for k, d in enumerate(delivered["domain"].values)]
    rows.append(("All domains", delivered.values.mean(2)))
    return [(name, [*(_cell(values[:, c]) for c in range(values.shape[1])), _cell(values.mean(1))]) for name, values in rows]


def outcome_rows(dataset: Dataset) -> list[tuple[str, str, str, str, str]]:
    """Rows of the table of main outcomes: title, unit in words, median, interval of half the runs, and the widest."""
    outcomes, rows, shares = main_outcomes(dataset), list[tuple[str, str, str, str, str]](), levels(dataset.sizes["run"])
    for name, entry in MAIN.items():
        values = outcomes[name].values.astype("float64")
        values = values[np.isfinite(values)]
        if not values.size:
            rows.append((entry.title, entry.label, "not defined", "", ""))
            continue
        lowest, low, median, high, highest = (quantity(quantile, entry.unit) for quantile in np.quantile(values, shares))
        rows.append((entry.title, entry.label, median, f"{low} to {high}", f"{lowest} to {highest}"))
    return rows


def facts(mapping: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    """The leaves of nested facts as pairs of a dotted name and a text, in the order given."""
    for key, value in mapping.items():
        name = f"{prefix}{key}"
        if isinstance(value, Mapping):
            yield from facts(value, f"{name}.")
        elif isinstance(value, list | tuple):
            yield name, ", ".join(str(item) for item in value)
        elif value is not None:
            yield name, f"{value:g}" if isinstance(value, float) else str(value)
