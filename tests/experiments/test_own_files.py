"""Mistakes in a scenario of a user's own: the sentence names its file and counts entries from 1; a forgotten folder is named."""

import pytest

from concertacion.experiments.run import main

RUN = ["start=2015", "years=2", "replicates=2", "out=never", "baseline=false", "figures=none"]
EVENT = "{{from: 2016Q1, variable: {}, countries: all, add: 0.1}}"
FILES = {
    "typed": f"name: mine\nevents: [{EVENT.format('turmoil')}, {EVENT.format('turmoyl')}]\n",
    "twin": "name: mine\nparameters: [{from: 2016Q1, set: {insulation: 7}}]\n",
    "keyed": "name: keyed\nevants: []\n",
    "nameless": "events: []\n",
}


@pytest.fixture(autouse=True)
def own(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "own" / "scenario"
    folder.mkdir(parents=True)
    for name, text in FILES.items():
        (folder / f"{name}.yaml").write_text(text)
    return folder


def said(capsys, *arguments):
    assert main(list(arguments)) == 2
    return capsys.readouterr().err.removeprefix("concertacion: error: ")


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("typed", ", entry 2 of events: there is no variable 'turmoyl'; did you mean 'turmoil'?"),
        ("twin", ", entry 1 of parameters: insulation=7: outside its range [0, 1]"),
        ("keyed", ": evants: there is no such setting; did you mean 'events'?"),
        ("nameless", ": name=None: expected a name"),
    ],
)
def test_the_file_and_the_entry_are_named(name, sentence, own, capsys):
    assert said(capsys, f"scenario={name}", *RUN, "--config-dir", "own").startswith(f"{own / name}.yaml{sentence}")


def test_so_are_those_of_an_arm(own, capsys):
    arms = said(capsys, "experiment=compare", "arms=[baseline,typed]", *RUN[:3], "--config-dir", "own")
    assert arms.startswith(f"arms.typed: {own / 'typed'}.yaml, entry 2 of events: ")
    plain = "experiment=compare", "arms={a: {}, b: {events: [{from: 2016Q1, variable: turmoyl, countries: all, add: 1}]}}"
    assert said(capsys, *plain, *RUN[:3]).startswith("arms.b: entry 1 of events: there is no variable")


def test_a_folder_that_was_not_given_is_hinted_at(capsys):
    assert "; own/scenario/typed.yaml is read with --config-dir own\n" in said(capsys, "scenario=typed", *RUN)
    assert "did you mean 'pandemic'?; one of your own needs --config-dir DIR\n" in said(capsys, "scenario=pandemik", *RUN)
    assert "--config-dir" not in said(capsys, "scenario=pandemik", *RUN, "--config-dir", "own")
    assert "'nowhere': there is no such folder" in said(capsys, "scenario=typed", "--config-dir", "nowhere")
