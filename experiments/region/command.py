"""`experiment=region`: writes the templates of a region, or checks its tables, all of them, and says what it holds."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path

from concertacion.analysis.formatting import listed
from concertacion.experiments.job import Job
from concertacion.experiments.region.sources import unsourced
from concertacion.experiments.region.summary import summary
from concertacion.experiments.region.templates import GIVEN, order, write_templates
from concertacion.experiments.settings.region import RegionSettings
from concertacion.sim.declare import InputError, shortened
from concertacion.sim.worlds.columns import TABLES
from concertacion.sim.worlds.coverage import missing, missing_at, possible_starts
from concertacion.sim.worlds.selection import powers_of
from concertacion.sim.worlds.tables import Found, Tables, examined

LONGEST = 400  # characters of a line


def run(job: Job[RegionSettings]) -> Path:
    """Write templates into a folder that is missing or empty, else check its tables and print all that is to be said of them.

    Raises
    ------
    InputError
        If the folder cannot be read or written, or a table has a fault.
    """
    settings = job.settings
    assert settings.folder is not None
    folder = settings.folder
    if folder.exists() and not folder.is_dir():
        raise InputError(f"folder={folder}: is a file; name a folder")
    try:
        is_new = not folder.exists() or not any(folder.iterdir())
    except OSError as error:
        raise InputError(f"folder={folder}: cannot be read ({error.strerror})") from error
    if is_new:
        write_templates(folder.absolute())
        print(begun(folder))
    else:
        check(folder)
    return folder


def begun(folder: Path) -> str:
    """What was written, and what to do with it."""
    again = shlex.join(["concertacion", "experiment=region", f"folder={folder}"])
    given = listed([f"{name}.csv" for name in GIVEN])
    return (
        f"{folder}: templates of {len(TABLES)} tables, and README.md, which explains every column.\n\nFill them in this order\n"
        + "\n".join(f"  {line}" for line in order().splitlines())
        + f"\n\n{given} hold what they hold for Southeast Asia: change them where your region differs.\nThen check them: {again}"
    )


def check(folder: Path) -> None:
    """Print every fault and doubt; without a fault, what the region holds.

    Raises
    ------
    InputError
        If there are faults: how many.
    """
    tables = examined(folder)
    faults = in_order([*tables.faults, *incomplete(tables)])
    doubts = in_order([*tables.doubts, *unsourced(tables, folder)]) if tables.frames else []
    for word, entries in (("error", faults), ("warning", doubts)):
        for entry in entries:
            print(shortened(f"{word}: {tables.sentence(*entry)}", LONGEST))
    if faults:
        count = f"{len(faults)} {'error' if len(faults) == 1 else 'errors'}"
        raise InputError(
            f"{folder}: {count} in {len({name for name, _ in faults})} of {len(TABLES)} tables; correct and check again"
        )
    print(("\n" if doubts else "") + summary(tables, folder))


def incomplete(tables: Tables) -> Iterator[Found]:
    """What a run with all countries lacks, whatever its start or, if there is none, in the year that lacks least."""
    frames = tables.frames
    if "countries" not in frames or "powers" not in frames:
        return
    countries, powers = sorted(frames["countries"]["iso3"]), powers_of(frames)
    yield from missing(frames, countries, powers)
    if frames.keys() == TABLES.keys() and not possible_starts(frames, countries, powers):
        years = frames["indicators"]["year"].dropna().astype(int).unique().tolist()
        lacking = ([*missing_at(frames, countries, powers, year)] for year in sorted(years, reverse=True))
        yield from min(lacking, key=len, default=[])  # where no year can be read, its faults say so


def in_order(entries: Sequence[Found]) -> list[Found]:
    """Faults by table and row, each once."""
    places = list(TABLES)
    return sorted(dict.fromkeys(entries), key=lambda entry: (places.index(entry[0]), entry[1].row or 0))
