"""What a user edits between two commands makes another sweep: own scenarios that an axis names, tables of an own region."""

import shutil
from importlib.resources import files

import numpy as np

from concertacion.analysis.sweeps import sweep_frame
from concertacion.experiments.compose import composed_config
from concertacion.experiments.run import main
from concertacion.experiments.settings.kinds import settings_of
from concertacion.experiments.sweep.plan import plan_of
from concertacion.experiments.sweep.study import evaluate

SMALL = ["experiment=sweep", "years=3", "points=2", "replicates=2", "workers=1", "quiet=true", "outcomes=[delivered]"]
MINE = "name: mine\ndescription: costs\nsource: own\nparameters: [{{from: 0, set: {{insulation: {}}}}}]\nevents: []\n"


def test_a_scenario_edited_between_two_commands_is_another_sweep(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "my" / "scenario").mkdir(parents=True)
    file = tmp_path / "my" / "scenario" / "mine.yaml"
    over = [*SMALL, "world=southeast_asia", "design=grid", "over={scenario:[baseline,mine]}"]
    file.write_text(MINE.format(0.9), encoding="utf-8")
    assert main(["--config-dir", "my", *over, "out=here"]) == 0
    rows = sweep_frame("here")
    file.write_text(MINE.format(0.1), encoding="utf-8")
    capsys.readouterr()
    assert main(["--config-dir", "my", *over, "out=here"]) == 2
    assert "holds a different sweep (choices.scenario.mine.parameters: stored" in capsys.readouterr().err
    assert main(["--config-dir", "my", *over, "out=there"]) == 0
    assert not sweep_frame("there").equals(rows)
    assert main(["experiment=rerun", "from=here", "out=again", "quiet=true"]) == 0  # with the scenario as it was
    assert sweep_frame("again").equals(rows)


def test_tables_edited_between_two_sweeps_of_a_session_are_read_anew(tmp_path):
    shutil.copytree(str(files("concertacion.sim") / "data" / "southeast_asia"), tmp_path / "mine")
    table = tmp_path / "mine" / "organisations.csv"
    arguments = [*SMALL, "world=own", f"world.folder={tmp_path / 'mine'}", "start=2005", "over=[insulation]"]

    def planned():
        config = composed_config(arguments)
        return plan_of(settings_of(config), config).study

    study = planned()
    first = evaluate(study, 0, 4)
    lines = table.read_text(encoding="utf-8").splitlines()
    depth = lines[0].split(",").index("depth")
    moved = [line.split(",") for line in lines[1:]]
    for cells in moved:
        cells[depth] = "0.05"
    table.write_text("\n".join([lines[0], *(",".join(cells) for cells in moved)]), encoding="utf-8")
    assert not np.array_equal(evaluate(planned(), 0, 4).values, first.values)
    from concertacion.experiments.sweep import setups

    setups._world.cache_clear()  # as in a process that begins now
    setups.load_setup.cache_clear()
    assert "its tables were changed after this work began" in evaluate(study, 0, 1).reason[0]
