"""Twenty faults put into the code one at a time: which of them do the tests of their folder catch? Run by `make mutants`.

Each mutation changes one formula, check or dispatch in a copy of the project. A fault is caught when a test of its folder fails
that passes without it; nothing is written outside temporary folders. The model is not compiled here: formulas give the same
numbers as plain Python, and a fault in one would cost a minute of compiling.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
LEFT_OUT = shutil.ignore_patterns(".*", "__pycache__", "results", "build", "*.egg-info")


class Mutation(NamedTuple):
    """A fault: `old` stands once in the Python files below `folder`, and is replaced by `new`."""

    name: str
    folder: str
    old: str
    new: str
    tests: tuple[str, ...]  # patterns of test files below the project


MECHANISMS = ("tests/sim/mechanisms/test_*.py",)
OUTCOMES = ("tests/sim/outcomes/test_*.py",)
SCENARIOS = ("tests/sim/mechanisms/test_events.py", "tests/sim/test_scenario.py", "tests/sim/test_freezing.py")
SETTINGS = ("tests/experiments/test_*.py",)
CHUNKS = ("tests/experiments/chunks/test_*.py",)
CLAIMS = ("tests/analysis/claims/test_*.py",)

MUTATIONS = (
    Mutation("participation: cities add to bureaucracies", "sim/mechanisms",
             "return max(technical, local_reach * local)", "return min(1.0, technical + local_reach * local)", MECHANISMS),
    Mutation("trust: no ceiling", "sim/mechanisms", "(joint + bridge) * (1.0 - trust)", "(joint + bridge)", MECHANISMS),
    Mutation("trust in powers: pressure is liked", "sim/mechanisms", "reliability - 0.5 * pressure",
             "reliability + 0.5 * pressure", MECHANISMS),
    Mutation("turmoil: strong states suffer", "sim/mechanisms", "(1.0 - approval) * (1.0 - capacity) * inequality",
             "(1.0 - approval) * capacity * inequality", MECHANISMS),
    Mutation("choice: nest without its scale", "sim/mechanisms", "worth = nest * (max(a, b)", "worth = (max(a, b)", MECHANISMS),
    Mutation("table: a country sits with itself", "sim/mechanisms", "/= max(1.0, number - attending[i])", "/= max(1.0, number)",
             MECHANISMS),
    Mutation("venue: the worst meeting is taken", "sim/mechanisms", "or utility > choices.utility[SUMMIT, k, i]",
             "or utility < choices.utility[SUMMIT, k, i]", MECHANISMS),
    Mutation("cities: with the government, not against it", "sim/mechanisms",
             "2.0 * leanings.ideology_centre[i] - governments.ideology[i]", "governments.ideology[i]", MECHANISMS),
    Mutation("free_riding: those who took part", "sim/outcomes", "part if worked[i] == 0 else 0.0",
             "part if worked[i] != 0 else 0.0", OUTCOMES),
    Mutation("resilience: the year before ends a quarter late", "sim/outcomes", "delivered[t - 1 - s, c, k, i]",
             "delivered[t - s, c, k, i]", OUTCOMES),
    Mutation("put_off_share: of meetings held", "sim/outcomes", "put_off / (held + put_off)",
             "put_off / max(held, 1.0)", OUTCOMES),
    Mutation("event: ties one way only", "sim", "for cell in (domain[row, other], domain[other, row])",
             "for cell in (domain[row, other],)", SCENARIOS),
    Mutation("frozen: events are not held", "sim", "_changes(treated.events) ^ _changes(control.events)",
             "_changes(treated.events) & _changes(control.events)", SCENARIOS),
    Mutation("settings: until before the run", "sim", "not world.start <= until <= last",
             "not until <= last", SETTINGS),
    Mutation("settings: true is a whole number", "experiments",
             "int | float) and not isinstance(value, bool) and math", "int | float) and math", SETTINGS),
    Mutation("identity: what only one side says is passed over", "experiments", "{**wanted, **stored}", "stored", CHUNKS),
    Mutation("resume: a shard of other bytes is whole", "experiments/chunks",
             "if not whole(store.folder, name, digests)", "if not digests.get(name)", CHUNKS),
    Mutation("claims: small contrary effects contradict", "analysis/claims", "high < -smallest", "high < smallest", CLAIMS),
    Mutation("verdict: robust against the record", "analysis/claims",
             "*forms]) >= least and not conflict", "*forms]) >= least", CLAIMS),
    Mutation("flip rule: no better than chance", "analysis/claims",
             "reached(scores, thresholds) > chance", "reached(scores, thresholds) > 0.0", CLAIMS),
)  # fmt: skip


def copy_project(to: Path) -> Path:
    """A copy of the project, its links as links."""
    return Path(shutil.copytree(ROOT, to / "project", symlinks=True, ignore=LEFT_OUT))


def place(project: Path, mutation: Mutation) -> Path:
    """The file in which the text of a fault stands (ValueError unless it stands exactly once)."""
    paths = [path for path in (project / mutation.folder).rglob("*.py") if mutation.old in path.read_text(encoding="utf-8")]
    texts = [path.read_text(encoding="utf-8") for path in paths]
    if sum(text.count(mutation.old) for text in texts) != 1:
        raise ValueError(f"{mutation.name}: {mutation.old!r} does not stand exactly once in {mutation.folder}")
    return paths[0]


def mutate(project: Path, mutation: Mutation) -> None:
    """Put the fault in (raises what `place` does)."""
    path = place(project, mutation)
    path.write_text(path.read_text(encoding="utf-8").replace(mutation.old, mutation.new), encoding="utf-8")


def first_failure(project: Path, tests: Sequence[str]) -> str | None:
    """The first test that fails, twice in a row, or None: some wait for other processes, and fail once on a busy machine."""
    passed_over: list[str] = []
    while test := failure(project, tests, [f"--deselect={name}" for name in passed_over]):
        if failure(project, tests, ["-k", test.split("::")[-1].split("[")[0]]):
            return test
        passed_over.append(test)
    return None


def failure(project: Path, tests: Sequence[str], options: Sequence[str]) -> str | None:
    """The first test that fails in one run of pytest with these options, or None."""
    files = [str(path) for pattern in tests for path in sorted(project.glob(pattern))]
    paths = os.pathsep.join(str(project / folder) for folder in ("src", ".") if (project / folder).is_dir())
    compiled = "0" if all("/sim/" not in path for path in files) else "1"
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *options, *files]
    environment = os.environ | {"PYTHONPATH": paths, "NUMBA_DISABLE_JIT": compiled}
    ended = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)
    failed = [line for line in ended.stdout.splitlines() if line.startswith(("FAILED ", "ERROR "))]
    if ended.returncode == 0:
        return None
    return failed[0].split(" - ")[0].split(" ", 1)[1] if failed else f"pytest ended with {ended.returncode}"


def outcome(mutation: Mutation) -> str | None:
    """The test that catches a mutation, or None."""
    with tempfile.TemporaryDirectory() as folder:
        project = copy_project(Path(folder))
        mutate(project, mutation)
        return first_failure(project, mutation.tests)


def unharmed(tests: tuple[str, ...]) -> str | None:
    """The test that fails without any mutation, or None."""
    with tempfile.TemporaryDirectory() as folder:
        return first_failure(copy_project(Path(folder)), tests)


def main(workers: int = 2) -> int:
    """Print which mutations are caught; 0 if all of them are."""
    with ThreadPoolExecutor(workers) as pool:
        groups = dict.fromkeys(mutation.tests for mutation in MUTATIONS)
        broken = [test for test in pool.map(unharmed, groups) if test]
        if broken:
            print(f"fails without any mutation: {', '.join(broken)}", file=sys.stderr)
            return 2
        caught = 0
        for mutation, test in zip(MUTATIONS, pool.map(outcome, MUTATIONS), strict=True):
            caught += test is not None
            print(f"{'caught' if test else 'MISSED':8}{mutation.name:52}{test or ''}", flush=True)
    print(f"{caught} of {len(MUTATIONS)} mutations are caught")
    return 0 if caught == len(MUTATIONS) else 1


if __name__ == "__main__":
    sys.exit(main())
