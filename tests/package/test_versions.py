"""The versions that a manifest names."""

import ast
import sys
from importlib.metadata import packages_distributions

from concertacion.experiments.output.manifest import FOLDERS, PACKAGES, PROJECT

# They shape no number, verdict or file: progress, locks, folders, and the page in the browser.
BESIDE = {"cloudpickle", "filelock", "panel", "panel-material-ui", "param", "platformdirs", "tqdm"}


def imported(path):
    """The modules outside Python's own and the project's that a file imports, by their first name."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) and not node.level else []
        yield from (name.partition(".")[0] for name in names)


def test_every_package_that_the_project_imports_is_named():
    files = [path for folder in FOLDERS for path in (PROJECT / folder).rglob("*.py")]
    modules = {name for path in files for name in imported(path)} - set(sys.stdlib_module_names) - {"concertacion", "tests", ""}
    of = packages_distributions()
    found = {of[module][0].lower() for module in modules}
    assert found - {name.lower() for name in PACKAGES} == BESIDE
