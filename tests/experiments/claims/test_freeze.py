"""What is frozen before any arm is run, and what a ledger says when something of it has changed since."""

from __future__ import annotations

import json

from concertacion.experiments.claims import freeze
from concertacion.experiments.claims.freeze import frozen_state, main
from concertacion.experiments.claims.reading import claim_files

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
    assert changed == ("parameters and their ranges", "code of the model", "code that judges")
    assert {f"claim {name}" for name in FILES} < set(json.loads(path.read_text()))


def test_it_is_frozen_once(tmp_path, capsys):
    path = tmp_path / "freeze.json"
    assert main(["--file", str(path)]) == 0 and main(["--file", str(path)]) == 2
    assert "--again opens a new edition" in capsys.readouterr().err
    assert main(["--file", str(path), "--again"]) == 0
