"""Put an attack to the command, stopped where the first run would begin, and say what is wrong with the answer."""

from __future__ import annotations

import contextlib
import gc
import io
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest import mock

from concertacion.experiments.compose import composed_config
from concertacion.experiments.effective import config_digest, effective
from concertacion.experiments.output.manifest import code_provenance
from concertacion.experiments.run import main
from concertacion.experiments.settings.declaration import declarations
from concertacion.experiments.settings.kinds import KINDS, kind_of
from tests.attack import cases
from tests.attack.cases import attack
from tests.attack.making import ANYTHING, Attack
from tests.messages.collect import within

LONGEST = 400
WRITES = {
    "ensemble": "new_output_dir", "compare": "new_output_dir", "sweep": "open_store", "sensitivity": "begun", "claims": "begun",
    "proposals": "begun", "region": "write_templates", "score": "new_output_dir", "record": "begun",
}  # fmt: skip
MEASURES = {"sweep.plan": "rate_of", "claims.command": "rate_over", "proposals.command": "rate_over"}  # by a few runs


class Accepted(BaseException):
    """The command would begin to write now."""


COMPOSED: list[dict[str, Any]] = []  # the configs of the attack under way, that of its command first


def composed_and_kept(arguments: list[str]) -> dict[str, Any]:
    """`composed_config`, whose results are kept: to compose is most of what an attack takes."""
    COMPOSED.append(composed_config(arguments))
    return COMPOSED[-1]


@contextlib.contextmanager
def before_the_first_run() -> Iterator[None]:
    """Inside, a command that passes all checks raises Accepted, and nothing is simulated."""
    config = composed_config(["years=2", "replicates=2", "world.countries=[ARG,BRA,CHL]"])
    manifest = {"command": "concertacion years=2", "config_sha256": config_digest(config), **code_provenance()}
    cases.STORED.update({"config.yaml": effective(config), "manifest.json": manifest})
    gc.freeze()  # what is imported stays, and is not looked through again
    with contextlib.ExitStack() as stack:
        for kind, name in WRITES.items():
            stack.enter_context(mock.patch(f"concertacion.experiments.{kind}.command.{name}", side_effect=Accepted))
        for module, name in MEASURES.items():
            stack.enter_context(mock.patch(f"concertacion.experiments.{module}.{name}", return_value=1.0))
        stack.enter_context(mock.patch("concertacion.experiments.job.compile_model"))
        stack.enter_context(mock.patch("concertacion.experiments.job.Reporter"))
        stack.enter_context(mock.patch("concertacion.experiments.job.composed_config", composed_and_kept))
        yield


def faults(number: int) -> list[str]:
    """What is wrong with the answer to the attack of that number."""
    made = attack(number)
    COMPOSED.clear()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve() / "work"
        for path, content in made.files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content)
        folder.mkdir(exist_ok=True)
        before, code = {*folder.parent.rglob("*")}, None
        out, err = io.StringIO(), io.StringIO()
        with within(folder), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            try:
                code = main(made.command)
            except Accepted:
                wrong = _of_accepted(made, COMPOSED[0])
            except BaseException as escaped:
                return [f"{type(escaped).__name__} escaped: {escaped}"]
            else:
                wrong = _of_refusal(made, code, out.getvalue(), err.getvalue())
        created = {*folder.parent.rglob("*")} - before
        return [*wrong, *(f"created {path}" for path in sorted(created))]


def _of_refusal(made: Attack, code: int, printed: str, sentence: str) -> list[str]:
    named = any(len(culprit) > 1 and " ".join(culprit.split())[:20] in sentence for culprit in made.culprits)
    asked = any(option in made.command for option in ("--help", "--version", "--cfg", "-h"))
    reasons = {
        f"exit code {code}": code != 2,
        "printed something": bool(printed),
        "not one line": sentence.count("\n") != 1 or not sentence.endswith("\n"),
        "no error": not sentence.startswith("concertacion: error: "),
        "a traceback": "Traceback" in sentence,
        f"{len(sentence)} characters": len(sentence) > LONGEST,
        f"names none of {made.culprits}": not named,
    }
    return [f"{reason}: {sentence[:500]!r}" for reason, holds in reasons.items() if holds and not asked]


def _of_accepted(made: Attack, config: dict[str, Any]) -> list[str]:
    """Each value that was given must be in the config, under a setting that the experiment has."""
    known, wrong = declarations(KINDS[kind_of(config)]), []
    for key, value in made.values.items():
        there: Any = config
        for part in key.split("."):
            there = there.get(part, ANYTHING) if isinstance(there, dict) else ANYTHING
        if isinstance(there, dict) and isinstance(value, str):
            there = there.get("name")
        as_typed = f"{key}={there}" in made.command  # the name of a file or folder, whatever it looks like
        usual = value is ANYTHING or key == "parameters_from" or "${" in str(value) or as_typed
        if key.partition(".")[0] not in known or not (usual or there in (value, str(value))):
            wrong.append(f"accepted {key}={value!r}, and the config holds {there!r}")
    return wrong
