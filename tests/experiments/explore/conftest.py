"""One server and one browser for all tests of the page."""

import asyncio
import os
import shutil
import threading
from queue import Queue

import pytest

from concertacion.experiments.compose import composed_config
from concertacion.experiments.explore.command import served
from concertacion.experiments.settings.kinds import settings_of

START, YEARS, RUNS = 2019, 2, 24


@pytest.fixture(scope="session")
def settings():
    return settings_of(
        composed_config(["experiment=explore", "port=0", f"start={START}", f"years={YEARS}", f"replicates={RUNS}"])
    )


@pytest.fixture(scope="session")
def address(settings):
    """The address of a page that is served."""
    started: Queue = Queue()

    def serve():
        asyncio.set_event_loop(asyncio.new_event_loop())
        server, where = served(settings)
        started.put((server, where))
        server.io_loop.start()

    threading.Thread(target=serve, daemon=True).start()
    server, where = started.get(timeout=120)
    yield where
    server.io_loop.add_callback(server.io_loop.stop)


@pytest.fixture(scope="session")
def browser():
    """Chromium of the system; without it tests fail in the continuous integration and are skipped elsewhere."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("there is no chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield opened
        opened.close()
