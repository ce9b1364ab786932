"""What a result that is looked at again is said to lack."""

import pytest
from tests.experiments.chunks.cheap import with_trajectories
from tests.experiments.chunks.whole import make

from concertacion.analysis.checksums import CHECKSUMS, read_checksums, whole
from concertacion.experiments import check
from concertacion.experiments.chunks.stops import Unfinished
from concertacion.experiments.compose import composed_config
from concertacion.experiments.effective import stored
from concertacion.experiments.output.output_dir import CONFIG, begin
from concertacion.experiments.output.stored import seal, write_stored


def made(folder, *line):
    begin(folder, stored(composed_config(line)), {"experiment": "default"})
    seal(folder)
    return folder


def test_a_result_that_came_whole_may_be_without_a_report(tmp_path):
    assert check.run(made(tmp_path / "out", "figures=none")) == tmp_path / "out"


def test_a_sweep_is_whole_with_all_that_it_keeps(tmp_path, capsys):
    make(tmp_path / "sweep", with_trajectories)
    assert check.run(tmp_path / "sweep") == tmp_path / "sweep"
    lost = sorted((tmp_path / "sweep" / "trajectories").iterdir())[0]
    lost.unlink()
    with pytest.raises(Unfinished, match="is unfinished"):
        check.run(tmp_path / "sweep")
    assert "10 of 80 runs with their trajectories are not there yet" in capsys.readouterr().out


def test_a_digest_of_a_file_that_never_came_is_no_longer_there_once_all_is_sealed(tmp_path):
    write_stored(tmp_path, "points.csv", b"few")
    with (tmp_path / CHECKSUMS).open("a") as file:  # as where a command was stopped before it renamed the larger one
        file.write(f"{'0' * 64}  points.csv\n")
    seal(tmp_path, read_checksums(tmp_path))
    assert whole(tmp_path, "points.csv", read_checksums(tmp_path))


@pytest.mark.parametrize("experiment", ["claims", "sensitivity", "proposals", "record"])
def test_one_that_grows_in_place_ends_with_its_report(experiment, tmp_path, capsys):
    folder = made(tmp_path / "out", f"experiment={experiment}")
    for _ in range(2):
        with pytest.raises(Unfinished, match="is unfinished"):
            check.run(folder)
        assert "report.html is not there yet" in capsys.readouterr().out
        (folder / CONFIG).unlink(missing_ok=True)  # as where the kill came before it
        (folder / "checksums.sha256").unlink()
        seal(folder)
