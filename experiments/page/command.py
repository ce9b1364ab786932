"""A page on a country or a forum, made on request from the folder of a run: whole or not at all."""

from __future__ import annotations

import json
import shlex
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from concertacion.analysis.checksums import check_whole
from concertacion.experiments.job import Job
from concertacion.experiments.output.files import check_writable, write_bytes
from concertacion.experiments.output.output_dir import MANIFEST
from concertacion.experiments.settings.declaration import cut
from concertacion.experiments.settings.page import PageSettings
from concertacion.sim.declare import InputError, nearest
from concertacion.sim.events import SPARE
from concertacion.sim.world import World, quarter_labels

RESULTS = "results.nc"


def run(job: Job[PageSettings]) -> Path:
    """Write the page that the settings ask for; returns its path.

    Raises
    ------
    InputError
        If the folder holds no run, the run has no such country or forum, or the file may not be written.
    """
    settings = job.settings
    folder, out = settings.from_, settings.out
    if folder is None:
        raise InputError("from=DIR is missing: name the folder of a run")
    if settings.of is None:
        raise InputError("of=NAME is missing: name a country by its code, such as of=BRA, or a forum")
    check_file(out)
    if not (folder / RESULTS).is_file():
        raise InputError(f"from={folder}: holds no {RESULTS}; name the folder of a run, as concertacion writes it")

    from concertacion.experiments.plot.runs import config_and_world, opened_arms

    check_whole(folder, [MANIFEST])
    manifest: Mapping[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    _, world = config_and_world(folder, manifest)
    code = subject_of(settings.of, world)
    text = page(
        opened_arms(folder, {str(manifest["scenario"]): folder / RESULTS}, manifest), manifest, world, code, job.arguments
    )
    assert out is not None
    path = out.absolute()
    path.parent.mkdir(parents=True, exist_ok=True)
    write_bytes(path, text.encode())
    print(f"Page: {out}")
    return path


def page(runs: Any, manifest: Mapping[str, Any], world: World, code: str, arguments: tuple[str, ...]) -> str:
    """The page on a country or a forum of runs."""
    from concertacion.analysis import runs_that_went_well
    from concertacion.analysis.outcomes import MAIN
    from concertacion.analysis.reports.country import country_page
    from concertacion.analysis.reports.forum import forum_page

    (arm, results), command = next(iter(runs.arms.items())), shlex.join(["concertacion", *arguments])
    well = runs_that_went_well(results)
    failed = results.sizes["run"] - well.sizes["run"]
    runs = runs._replace(arms={arm: well.assign(outcomes=runs.measured(arm, tuple(MAIN)))})
    if code in world.forums:
        return forum_page(runs, manifest, code, command, failed)
    return country_page(runs, manifest, code, command, elections_of(world, code), failed)


def elections_of(world: World, code: str) -> list[str]:
    """The quarters of elections in the calendar of a country, as far as the record goes."""
    clock = world.exogenous.time_to_election[:, world.countries.index(code)]
    return [label for label, left in zip(quarter_labels(world)[: world.recorded_quarters], clock, strict=False) if left == 0]


def subject_of(name: str, world: World) -> str:
    """The code of a country or forum: the name may be the code, in any case, or the name of the country or forum.

    Raises
    ------
    InputError
        If there is none of this name, with the nearest one.
    """
    forums = [(code, title) for code, title in zip(world.forums, world.forum_names, strict=True) if not code.startswith(SPARE)]
    known: dict[str, str] = {}
    for code, title in (*zip(world.countries, world.country_names, strict=True), *forums):
        known |= {title.casefold(): code, code.casefold(): code}
    if name.casefold() in known:
        return known[name.casefold()]
    if name.startswith(SPARE):
        raise InputError(
            f"of={cut(name)}: forums founded in a run differ from run to run; name a country, or a forum of the start"
        )
    close = get_close_matches(name.casefold(), known, n=1, cutoff=0.6)
    hint = nearest(known[close[0]] if close else name, list(dict.fromkeys(known.values())))
    raise InputError(f"of={cut(name)}: the run has no such country or forum; {hint}")


def check_file(out: Path | None) -> None:
    """Refuse a file that is no page's, is taken by something else, or cannot be written to.

    Raises
    ------
    InputError
        In one sentence that names the file.
    """
    from concertacion.analysis.reports.subject import GENERATOR

    if out is None or out.suffix.lower() != ".html":
        raise InputError(
            f"out={cut(str(out))}: name a file that ends in .html" if out else "out=FILE.html is missing: name the file"
        )
    path = out.absolute()
    try:
        if path.is_dir():
            raise InputError(f"out={out}: is a folder; name a file")
        if path.exists() and GENERATOR.encode() not in path.read_bytes():
            raise InputError(f"out={out}: exists already and was not written by this command; name another file")
        check_writable(path.parent, out)
    except OSError as error:
        raise InputError(f"out={cut(str(out))}: cannot be written to ({error.strerror})") from error
