"""`experiment=explore`: the page is served to this machine alone, until Ctrl-C. It writes nothing."""

from __future__ import annotations

import socket
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from concertacion.experiments.arguments import parsed
from concertacion.experiments.job import Job
from concertacion.experiments.phases import say
from concertacion.experiments.settings.explore import ExploreSettings
from concertacion.sim.declare import InputError

HOST = "127.0.0.1"
EXTRA = 'the page needs the two packages of the extra `explore`: pip install ".[explore]" in the folder of the project'


def run(job: Job[ExploreSettings]) -> Path:
    """Serve the page until the command is interrupted; returns the folder it was started in.

    Raises
    ------
    InputError
        If the packages of the extra `explore` are not installed, or the port is taken.
    """
    own = parsed(job.arguments).config_dir
    server, address = served(job.settings, () if own is None else ("--config-dir", str(own)))
    say(f"explore: {address} (Ctrl-C ends it)")
    server.io_loop.start()
    return Path.cwd()


def served(settings: ExploreSettings, further: Sequence[str] = ()) -> tuple[Any, str]:
    """The server, which answers once its loop runs, and the address of the page (raises what `run` does)."""
    port = free_port(settings.port)
    try:
        import panel as pn
        import panel_material_ui  # noqa: F401
    except ImportError as error:
        raise InputError(f"experiment=explore: {EXTRA} ({error.name} is missing)") from error

    from concertacion.experiments.explore.app import App
    from concertacion.experiments.explore.page import ExplorePage

    app = App(settings, further)
    _ = app.scenarios  # read before anybody sees the page
    app.compile()
    server = pn.serve(
        {"/": lambda: ExplorePage(app).page()}, port=port, address=HOST, show=False, start=False, verbose=False,
        title="Concertación: explore", websocket_origin=[f"{name}:{port}" for name in (HOST, "localhost")],
    )  # fmt: skip
    server.start()
    return server, f"http://{HOST}:{port}/"


def free_port(port: int) -> int:
    """The port, or with 0 any that is free.

    Raises
    ------
    InputError
        If another program has it.
    """
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise InputError(f"port={port}: cannot be used ({error.strerror}); name another, such as port={port + 1}") from error
        return int(probe.getsockname()[1])
