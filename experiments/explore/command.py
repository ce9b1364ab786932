"""`experiment=explore`: the page is served to this machine alone, until Ctrl-C. It writes nothing."""

from __future__ import annotations

import socket
from pathlib import Path

from concertacion.experiments.arguments import parsed
from concertacion.experiments.job import Job
from concertacion.experiments.phases import say
from concertacion.experiments.settings.explore import ExploreSettings
from concertacion.sim.declare import InputError

HOST = "127.0.0.1"
EXTRA = "the page needs two more packages: pip install 'concertacion[explore]'"


def run(job: Job[ExploreSettings]) -> Path:
    """Serve the page until the command is interrupted; returns the folder it was started in.

    Raises
    ------
    InputError
        If the packages of the extra `explore` are not installed, or the port is taken.
    """
    settings = job.settings
    port = free_port(settings.port)
    try:
        import panel as pn
        import panel_material_ui  # noqa: F401
    except ImportError as error:
        raise InputError(f"experiment=explore: {EXTRA} ({error.name} is missing)") from error

    from concertacion.experiments.explore.app import App
    from concertacion.experiments.explore.page import ExplorePage

    own = parsed(job.arguments).config_dir
    app = App(settings, () if own is None else ("--config-dir", str(own)))
    app.compile()
    server = pn.serve(
        {"/": lambda: ExplorePage(app).page()}, port=port, address=HOST, show=False, start=False, verbose=False,
        title="Concertación", websocket_origin=[f"{name}:{port}" for name in (HOST, "localhost")],
    )  # fmt: skip
    say(f"explore: http://{HOST}:{port}/ (Ctrl-C ends it)")
    server.start()
    server.io_loop.start()
    return Path.cwd()


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
