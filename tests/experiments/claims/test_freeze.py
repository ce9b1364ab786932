"""What is frozen before any arm is run, and what a ledger says when something of it has changed since."""

from __future__ import annotations

import json
import shutil

from concertacion.experiments.claims import freeze
from concertacion.experiments.claims.freeze import frozen_state, main
from concertacion.experiments.claims.reading import claim_files
from concertacion.experiments.output import manifest
from concertacion.experiments.output.manifest import PROJECT

FILES = claim_files()


def test_what_changed_since_the_freeze_is_named(tmp_path, monkeypatch, capsys):
    path, own = tmp_path / "freeze.json", tmp_path / "MSF-01.yaml"
    assert not frozen_state(["MSF-01"], FILES, path).holds  # nothing is frozen yet
    assert main(["--file", str(path)]) == 0
    assert frozen_state(list(FILES), FILES, path).holds
    own.write_text(FILES["MSF-01"].read_text(encoding="utf-8") + "note: later\n", encoding="utf-8")
    assert frozen_state(["MSF-01", "MSF-02"], {**FILES, "MSF-01": own}, path).changed == ("claim MSF-01",)
    assert frozen_state(["MSF-02"], {**FILES, "MSF-01": own}, path).holds  # of the claims that are tested
    assert frozen_state(["OWN-1"], {"OWN-1": own}, path).changed == ("claim OWN-1",)
    monkeypatch.setattr(freeze, "TYPES", {**freeze.TYPES, "share": freeze.TYPES["share"]._replace(smallest=0.5)})
    assert frozen_state(["MSF-01"], FILES, path).changed == ("smallest effects",)


def test_a_range_and_the_code_of_the_model_are_frozen_too(tmp_path, monkeypatch):
    path = tmp_path / "freeze.json"
    main(["--file", str(path)])
    declared = {**freeze.DECLARED, "audience": freeze.DECLARED["audience"]._replace(high=9.0)}
    monkeypatch.setattr(freeze, "DECLARED", declared)
    monkeypatch.setattr(freeze, "source_sha256", lambda folders: "0" * 64)
    changed = frozen_state(["MSF-01"], FILES, path).changed
    assert changed == (
        "parameters and their ranges", "code of the model", "worlds", "code that judges", "code that reads the record",
    )  # fmt: skip
    assert {f"claim {name}" for name in FILES} < set(json.loads(path.read_text()))


def test_what_runs_claims_and_reads_the_record_is_frozen_file_by_file(tmp_path, monkeypatch):
    """A copy of the project in which one file is another at a time."""
    watched = {
        "experiments/claims/sweeps.py": "code that judges", "analysis/claims/shares.py": "code that judges",
        "configs/world/south_america.yaml": "worlds", "analysis/record/conflict.py": "code that reads the record",
        "analysis/observation.py": "code that reads the record", "analysis/observation_pairs.py": "code that reads the record",
    }  # fmt: skip
    project, path = tmp_path / "project", tmp_path / "freeze.json"
    for name in ("experiments/claims", "analysis/claims", "analysis/record", "configs/world", "sim/data"):
        shutil.copytree(PROJECT / name, project / name)
    for name in ("analysis/observation.py", "analysis/observation_pairs.py"):
        shutil.copy(PROJECT / name, project / name)
    for module in (freeze, manifest):
        monkeypatch.setattr(module, "PROJECT", project)
    monkeypatch.setattr(freeze, "source_sha256", manifest.source_sha256.__wrapped__)  # which keeps no answer
    main(["--file", str(path)])
    assert frozen_state(["MSF-01"], FILES, path).holds
    for name, entry in watched.items():
        before = (project / name).read_bytes()
        (project / name).write_bytes(before + b"\n")
        assert frozen_state(["MSF-01"], FILES, path).changed == (entry,), name
        (project / name).write_bytes(before)
    monkeypatch.setattr(freeze, "EFFORTS", {**freeze.EFFORTS, "full": freeze.EFFORTS["quick"]})
    assert frozen_state(["MSF-01"], FILES, path).changed == ("points and pairs of a test",)


def test_it_is_frozen_once(tmp_path, capsys):
    path = tmp_path / "freeze.json"
    assert main(["--file", str(path)]) == 0 and main(["--file", str(path)]) == 2
    assert "--again opens a new edition" in capsys.readouterr().err
    assert main(["--file", str(path), "--again"]) == 0
