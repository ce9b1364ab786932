"""`experiment=plot`: one figure of an existing result, whole or not at all, and a CSV of what it draws beside it."""

from __future__ import annotations

import shlex
from pathlib import Path

from concertacion.experiments.job import Job
from concertacion.experiments.output.files import check_writable, write_bytes
from concertacion.experiments.settings.declaration import cut
from concertacion.experiments.settings.plot import PlotSettings
from concertacion.sim.declare import InputError


def run(job: Job[PlotSettings]) -> Path:
    """Draw the figure of the settings into its file; returns the path.

    Raises
    ------
    InputError
        If a name is not in the result, the figure cannot be drawn, or the file may not be written.
    """
    from concertacion.analysis.plot.request import request_of

    settings = job.settings
    request = request_of(
        settings.y,
        settings.x,
        settings.y2,
        settings.by,
        settings.select,
        settings.kind,
        settings.years,
        settings.record,
        settings.against,
    )
    if settings.from_ is None:
        raise InputError("from=DIR is missing: name the folder of a run, a sweep, a comparison, an analysis or a test of claims")
    check_files(settings.out)

    from concertacion.analysis.plot.picture import panels_of, picture
    from concertacion.analysis.plot.saving import csv_bytes, image_bytes, title_in_file
    from concertacion.experiments.plot.opened import opened

    assert settings.out is not None
    path = settings.out.absolute()
    panels = panels_of(opened(settings.from_, request), request)
    figure = picture(panels)
    caption = str(figure.axes[0].get_label())
    command = shlex.join(["concertacion", *job.arguments])
    image, table = image_bytes(figure, path.suffix.lower(), title_in_file(panels), caption, command), csv_bytes(panels)
    path.parent.mkdir(parents=True, exist_ok=True)
    numbers = path.with_suffix(".csv")
    before = numbers.read_bytes() if numbers.exists() else None
    write_bytes(numbers, table)
    try:
        write_bytes(path, image)
    except BaseException:  # an image that stays keeps its numbers
        numbers.unlink() if before is None else write_bytes(numbers, before)
        raise
    print(f"{caption}\nFigure: {settings.out}\nNumbers: {settings.out.with_suffix('.csv')}")
    return path


def check_files(out: Path | None) -> None:
    """Refuse a file for the figure that is none, is taken by something else, or cannot be written to.

    Raises
    ------
    InputError
        In one sentence that names the file.
    """
    from concertacion.analysis.plot.saving import FORMATS, MARK

    if out is None or out.suffix.lower() not in FORMATS:
        given = f"out={cut(str(out))}: " if out else "out=FILE is missing: "
        raise InputError(f"{given}name a file that ends in {', '.join(FORMATS[:-1])} or {FORMATS[-1]}")
    path = out.absolute()
    table = path.with_suffix(".csv")
    try:
        if path.is_dir():
            raise InputError(f"out={out}: is a folder; name a file")
        figures = [path.with_suffix(suffix) for suffix in FORMATS]
        ours = [figure for figure in (path, *figures) if figure.is_file() and MARK.encode() in figure.read_bytes()]
        check_writable(path.parent, out)
    except OSError as error:
        raise InputError(f"out={cut(str(out))}: cannot be written to ({error.strerror})") from error
    if path.exists() and path not in ours:
        raise InputError(f"out={out}: exists already and was not written by this command; name another file")
    if table.exists() and not ours:
        raise InputError(f"out={out}: {table.name} beside it exists and was not written by this command; name another file")
