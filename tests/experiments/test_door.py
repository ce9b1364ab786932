"""The one door: the same bad input put to every kind of experiment is refused at once, in one line, with nothing created."""

import time

import pytest

from concertacion.experiments.run import main
from concertacion.experiments.settings.kinds import KINDS

SIMULATED = [kind for kind, settings in KINDS.items() if settings.simulates]  # others refuse every setting of a run
COMMANDS = {
    "ensemble": [], "compare": ["arms=[baseline,isolation]"], "claims": ["claim=MSF-01"],
    "proposals": ["proposals=[MSF-P1,MSF-P2]", "points=2"],
    "score": ["data=no.csv", "years=5"],
    "sweep": ["over=[insulation]", "points=2"], "sensitivity": ["over=[insulation]", "points=8"],
    "record": ["over=[insulation]", "points=16", "waves=0", "replicates=3"],
}  # fmt: skip
BAD = {  # with the culprit that the sentence names
    "parameters.purge=99": "parameters.purge=99",
    "parameters.purge=${oc.env:HOME}": "parameters.purge",
    "world.countries=5": "countries=5",
    "world.countries={ARG:1}": "countries={'ARG': 1}",
    "world.countries=[ARG,false]": "False is not a name",
    "world.overrides=0": "overrides=0",
    "world.folder=no where": "no where",
    "world={a:{b:1}}": "world={a:{b:1}}",
    "scenario={name:x}": "scenario={name:x}",
    "scenario.events=[{from:+1}]": "entry 1 of events",
    "scenario=venezuelan_crisis world=southeast_asia start=2010": "VEN",
    "experiment.kind=[a]": "experiment.kind=[a]",
    "mode=replay": "until",
    f"seed={'7' * 100_000}x": "seed=",
    f"scenario.name={'x' * 500}": "out=",
    "out=full": "full",
    "out=file/inside": "file/inside",
    "--config-dir=full": "full",
    "luck=common": "common_random_numbers",
}
OF_ALL_KINDS = (  # one for each check that a command passes on its way; the rest of it is the same code for every kind
    "parameters.purge=99", "world.countries=[ARG,false]", "scenario.events=[{from:+1}]", "mode=replay", "out=full",
)  # fmt: skip


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder that holds a thesis and a file."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "thesis.tex").touch()
    (tmp_path / "file").touch()
    return tmp_path


def test_every_kind_that_simulates_has_a_command_here():
    assert set(SIMULATED) == set(COMMANDS)


@pytest.mark.parametrize("kind", COMMANDS)
def test_the_same_bad_input_is_refused_by_every_experiment(kind, folder, capsys, monkeypatch):
    def no_run(*_):
        raise AssertionError("a run was begun")

    monkeypatch.setattr("concertacion.experiments.sweep.study.run_batch", no_run)
    monkeypatch.setattr("concertacion.sim.ensembles.ensemble", no_run)
    before, faults = sorted(folder.rglob("*")), []
    usual = COMMANDS[kind] + ([f"experiment={kind}"] if kind != "ensemble" else [])
    for line, culprit in BAD.items() if kind == "ensemble" else ((line, BAD[line]) for line in OF_ALL_KINDS):
        began = time.process_time()
        words = [line] if line.startswith(("out=", "world.folder=")) else line.split(" ")
        code = main([*usual, *words])
        said = capsys.readouterr()
        one_line = said.err.count("\n") == 1 and len(said.err) <= 401 and said.err.startswith("concertacion: error: ")
        took = time.process_time() - began
        if (code, said.out) != (2, "") or not one_line or culprit not in said.err or took > 20:
            faults.append(f"{line[:80]}: {code}, {took:.1f} s, {said.out[:80]} {said.err[:400]}")
        if sorted(folder.rglob("*")) != before:
            faults.append(f"{line[:80]}: created {sorted(set(folder.rglob('*')) - set(before))}")
    assert faults == []
