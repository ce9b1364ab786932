"""What it takes to add a recorded variable and an outcome: tried in a copy of the package."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import concertacion

RECORDED = '    stress: A[Array, Field("quarter,country", "share", "stress of the budget")]\n'
WRITTEN = "        record.stress[t, i] = societies.fiscal_stress[i]\n"
OUTCOME = '''

@outcome("share", 0, 1, "norms[t,0] at the last t", ("countries",))
def last_norm(issues, q, m):
    """Norms at the end."""
    return issues.norms[q.last[m] - 1, 0]
'''
CHECK = """
from concertacion.sim.ensembles import ensemble
from concertacion.sim.world import load_world
world = load_world("southeast_asia", years=1, settle=0)
names = ("level.stress", "spread.stress", "level.democracy_fall", "last_norm", "norm_content")
run = ensemble(world, runs=1, workers=1).isel(run=0)
means = ensemble(world, runs=1, workers=1, keep="summary", outcomes=names).isel(run=0)
expected = (
    run["stress"].mean(), run["stress"].std("country").mean(), run["democracy_fall"].mean(), run["norms"][-1, 0],
    run["norm_content"].mean(),
)
assert float(run["stress"].min()) > 0.05 and world.state.societies.fiscal_stress.mean() > 0.05
for name, value in zip(names, expected):
    assert abs(float(means[name]) - float(value)) < 1e-6, (name, float(means[name]), float(value))
assert run["stress"].attrs["long_name"] == "stress of the budget" and means["last_norm"].attrs["long_name"] == "Norms at the end"
"""


def after(path: Path, line: str, addition: str) -> None:
    """Put a line below another, which must be there once."""
    text = path.read_text(encoding="utf-8")
    assert text.count(line) == 1
    path.write_text(text.replace(line, line + addition), encoding="utf-8")


def test_a_recorded_variable_is_two_lines_and_an_outcome_one_function(tmp_path):
    copy = tmp_path / "concertacion"
    shutil.copytree(Path(concertacion.__file__).parent, copy, ignore=shutil.ignore_patterns("__pycache__"))
    trust = '    trust: A[Array, Field("quarter,country", "share", "mean trust of others in the government")]\n'
    after(copy / "sim" / "record.py", trust, RECORDED)
    after(copy / "sim" / "writing.py", "        record.trust[t, i] = mean_trust_in(i, ties)\n", WRITTEN)
    with (copy / "sim" / "outcomes" / "politics.py").open("a", encoding="utf-8") as theme:
        theme.write(OUTCOME)
    environment = {**os.environ, "PYTHONPATH": str(tmp_path), "NUMBA_DISABLE_JIT": "1"}  # the same text, without a compilation
    done = subprocess.run([sys.executable, "-c", CHECK], env=environment, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
