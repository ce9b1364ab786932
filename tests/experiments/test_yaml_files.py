"""Files of a folder of configs by name."""

from concertacion.experiments.yaml_files import named_files


def test_hidden_files_are_passed_over(tmp_path):
    """As a Macintosh leaves them on a disk of another system."""
    for name in ("X-2.yaml", "X-10.yaml", "._X-2.yaml", ".yaml", "X-3.txt"):
        (tmp_path / name).touch()
    assert list(named_files("claim", "claims_folder", tmp_path, with_ours=False)) == ["X-2", "X-10"]
