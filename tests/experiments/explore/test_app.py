"""What the server reads and compiles before anybody sees the page, and what goes wrong there."""

import time
from types import SimpleNamespace

import pytest

from concertacion.experiments.explore import app as module
from concertacion.experiments.explore.app import App
from concertacion.experiments.explore.command import served
from concertacion.experiments.explore.page import ExplorePage
from concertacion.sim.declare import InputError


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("name: mine\n\t: [", "scenario mine, line 2: cannot be read as YAML"),
        ("- a\n", "scenario mine: expected the settings of"),
    ],
)
def test_a_broken_scenario_of_ones_own_is_refused_before_the_page_is_served(text, sentence, settings, tmp_path, monkeypatch):
    (tmp_path / "scenario").mkdir()
    (tmp_path / "scenario" / "._mine.yaml").write_bytes(b"\0\1")
    (tmp_path / "scenario" / "mine.yaml").write_text("name: mine\n")
    further = ("--config-dir", str(tmp_path))
    assert list(App(settings, further).scenarios)[:: len(App(settings).scenarios)] == ["baseline", "mine"]
    (tmp_path / "scenario" / "mine.yaml").write_text(text)
    monkeypatch.setattr(App, "compile", lambda _: pytest.fail("it is compiled"))
    with pytest.raises(InputError, match=sentence):
        served(settings, further)


def test_a_compilation_that_fails_is_said_on_the_page(settings, monkeypatch):
    def fails(*_, **__):
        raise OSError("no space left")

    monkeypatch.setattr(module, "is_compiled", lambda _: False)
    monkeypatch.setattr(module, "compile_model", fails)
    app = App(settings)
    app.compile()
    for _ in range(500):
        if not app.compiling:
            break
        time.sleep(0.01)
    assert (app.compiling, app.fault) == ("", "The model could not be compiled: no space left")
    told = []
    page = SimpleNamespace(app=app, shown=None, say=lambda *said: told.append(said), _beat=SimpleNamespace(stop=lambda: None))
    ExplorePage._tell_compiling(page)
    page.shown = "the runs came all the same"
    ExplorePage._tell_compiling(page)
    assert told == [(app.fault, "fault")]


def test_who_leaves_waits_for_nothing():
    left, steps = [], object()
    page = SimpleNamespace(app=SimpleNamespace(queue=SimpleNamespace(leave=left.append)), steps=steps)
    ExplorePage._left(page, None)
    assert left == [id(page), id(steps)]
