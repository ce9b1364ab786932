"""Every case of bad input put to the command, and what it says."""

from __future__ import annotations

import contextlib
import io
import os
import shlex
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from concertacion.experiments.run import main
from concertacion.sim import declare
from tests.messages.cases import CASES, Case

MESSAGES = Path(__file__).with_name("messages.txt")
REGION = Path(declare.__file__).parent / "data" / "southeast_asia"
PROJECT = Path(__file__).resolve().parents[2]
LONGEST = 400
PREFIX = "concertacion: error: "
HEAD = """\
What the command answers to bad input, one sentence a mistake; nothing is created, and the exit code is 2.
Written by `python -m tests.messages` from tests/messages/{commands,experiments,figures}.py, and compared by a test.
"""


class Answer(NamedTuple):
    """What a case came to."""

    shown: str  # the case, as it stands in messages.txt
    code: int | str  # the exit code, or the exception that escaped
    printed: str
    said: str  # on standard error
    created: tuple[str, ...]  # paths that were not there before


def shown(case: Case) -> str:
    """A case in a few lines: its command, and what its files hold."""
    lines = [f"$ concertacion {case.command}"]
    for path, content in case.files.items():
        text = content if isinstance(content, str) else repr(content)
        body = text.rstrip("\n").splitlines()
        own = body[-1:] if len(body) > 3 else body  # the rest is that of every case
        lines.append(f"  {path}: {' | '.join(own) or '(empty)'}")
    for table, old, new in case.edits:
        lines.append(f"  region/{table}: {'missing' if old is None else f'{old!r} is {new!r}'}")
    return "\n".join(lines)


def prepare(case: Case, folder: Path) -> None:
    """Write the files of a case."""
    for path, content in case.files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content if isinstance(content, bytes) else content.encode())
    if case.edits:
        shutil.copytree(REGION, folder / "region")
    for table, old, new in case.edits:
        path = folder / "region" / table
        if old is None or new is None:
            path.unlink()
            continue
        text = path.read_text(encoding="utf-8")
        if old not in text:
            raise ValueError(f"{table} holds no {old!r}")
        path.write_text(text.replace(old, new, 1), encoding="utf-8")


@contextlib.contextmanager
def within(folder: Path) -> Iterator[None]:
    """In this folder as the current one."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def answer(case: Case) -> Answer:
    """Put one case to the command, in an empty folder."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve() / "work"
        folder.mkdir()
        prepare(case, folder)
        before, code = set(folder.rglob("*")), "no code"
        out, err = io.StringIO(), io.StringIO()
        quiet = contextlib.redirect_stdout(out), contextlib.redirect_stderr(err)
        with within(folder), quiet[0], quiet[1]:
            try:
                code = main(shlex.split(case.command))
            except BaseException as escaped:
                code = f"{type(escaped).__name__}: {escaped}"
        created = tuple(sorted(str(path.relative_to(folder)) for path in {*folder.rglob("*")} - before))
        said = err.getvalue()
        for path, word in ((folder, "HERE"), (folder.parent, "ABOVE"), (PROJECT, "PROJECT")):
            said = said.replace(str(path), word)
        return Answer(shown(case), code, out.getvalue(), said, created)


def section(title: str) -> str:
    """How a section of messages.txt begins."""
    return f"\n\n{title}\n{'=' * len(title)}\n"


def written(one: Answer) -> str:
    """An answer as it stands in messages.txt."""
    return f"\n{one.shown}\n{one.said.removeprefix(PREFIX)}"


def everything() -> tuple[list[Answer], str]:
    """All cases put to the command, one after the other: the answers, and the text of messages.txt."""
    answers = {title: [answer(case) for case in cases] for title, cases in CASES.items()}
    text = HEAD + "".join(section(title) + "".join(map(written, answers[title])) for title in CASES)
    return [one for part in answers.values() for one in part], text


def faults(answers: list[Answer]) -> list[str]:
    """What is wrong with how cases are answered, whatever the words."""
    wrong = []
    for one in answers:
        sentence = one.said
        reasons = [
            f"exit code {one.code}" if one.code != 2 else "",
            "not one line" if sentence.count("\n") != 1 or not sentence.endswith("\n") else "",
            "does not begin as an error does" if not sentence.startswith(PREFIX) else "",
            "a traceback" if "Traceback" in sentence else "",
            f"{len(sentence)} characters" if len(sentence) >= LONGEST else "",
            f"printed {one.printed[:80]!r}" if one.printed else "",
            f"created {', '.join(one.created[:3])}" if one.created else "",
        ]
        if any(reasons):
            wrong.append(f"{one.shown}\n    {'; '.join(filter(None, reasons))}: {sentence[:200]}")
    return wrong
