"""Generated attacks: commands and files that are wrong, odd or hostile, each from its number alone.

Nothing is written by hand but the odd values: settings come from their declarations, files from those that the project has.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from importlib.resources import files
from typing import Any

import yaml

from concertacion.experiments.effective import config_digest
from concertacion.experiments.notebook import in_grammar
from concertacion.experiments.settings.declaration import declarations
from concertacion.experiments.settings.kinds import KINDS
from concertacion.sim.declare import Variant
from concertacion.sim.parameters import DECLARED
from tests.attack.making import ANYTHING, Attack, bytes_spoilt, likely, misspelt, rows, spoilt, written_as, yaml_file
from tests.attack.odd import BESIDE, CHEAP, FREE, ODD, RAW, SMALL


def attack(number: int) -> Attack:
    """The attack of a number."""
    source = random.Random(f"attack {number}")
    makers, weights = zip(*KINDS_OF_ATTACK, strict=True)
    return source.choices(makers, weights)[0](source)


def key_of(source: random.Random, kind: str) -> tuple[str, Any]:
    """A setting or a part of one, and a value for it that may be right."""
    known = declarations(KINDS[kind])
    name = source.choice([*known, *["parameters"] * 4, *["world"] * 3, "scenario"])
    if name == "parameters":
        parameter = source.choice(list(DECLARED))
        entry = DECLARED[parameter]
        forms = isinstance(entry, Variant)
        return f"parameters.{parameter}", source.choice(entry.forms) if forms else source.choice(
            [entry.low, entry.high, 2 * entry.high + 1]
        )
    if name == "world" and source.random() < 0.8:
        part = source.choice(["countries", "overrides", "folder", "name", "tables"])
        values = {
            "countries": ["ARG", "BRA"],
            "overrides": {"organisations": {"MERCOSUR": {"depth": 0.6}}},
            "tables": "southeast_asia",
        }
        return f"world.{part}", values.get(part, "mine")
    if name == "scenario" and source.random() < 0.8:
        return f"scenario.{source.choice(['name', 'description', 'parameters', 'events', 'source'])}", "calm"
    return name, likely(source, known[name])


def settings(source: random.Random) -> Attack:
    """One to three settings of an experiment that simulates or of a region, right, odd, misspelt or of another experiment."""
    kind = source.choice(list(CHEAP))
    command = [f"experiment={'default' if kind == 'ensemble' else kind}", *CHEAP[kind]]
    culprits, values = [], {}
    for _ in range(source.choice([1, 1, 1, 2, 3])):
        name, value = key_of(source, kind if source.random() < 0.9 else source.choice(list(KINDS)))
        if source.random() < 0.1:
            name = misspelt(source, name)
        if source.random() < 0.55:
            value = source.choice(ODD)
        written = in_grammar(value) if source.random() < 0.9 else source.choice(RAW)
        command = [argument for argument in command if not argument.startswith(f"{name}=")]
        command.append(f"{name}={written}")
        values[name] = value if written == in_grammar(value) else ANYTHING
        culprits += [name, name.partition(".")[0], written[:20]]
    if source.random() < 0.05:
        command.append(source.choice(FREE))
        culprits += [command[-1] or "''", f"'{re.split('[.=]', command[-1])[0]}'"]
        values = {}
    for name, _, value in (argument.partition("=") for argument in command):
        culprits += [name.rpartition(".")[2].rstrip("s"), value.strip("'[]{}")]  # one of the outcomes is an outcome
    return Attack(command, BESIDE.get(kind, {}), culprits, values)


def shipped(source: random.Random, group: str) -> Any:
    """The data of one of the project's configs."""
    folder = files("concertacion.configs").joinpath(group)
    name = source.choice(sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".yaml")))
    return yaml.safe_load(folder.joinpath(name).read_text(encoding="utf-8"))


def scenario(source: random.Random) -> Attack:
    """A scenario of the project, spoilt."""
    content, culprits = yaml_file(source, shipped(source, "scenario") | {"name": "mine"}, "here/scenario/mine.yaml")
    command = ["--config-dir", "here", "scenario=mine", "start=2012", "years=12", "replicates=2"]
    return Attack(command, {"here/scenario/mine.yaml": content}, [*culprits, "scenario"], {})


def claim(source: random.Random) -> Attack:
    """A claim of the project, spoilt."""
    content, culprits = yaml_file(source, shipped(source, "claim"), "here/X-1.yaml")
    command = ["experiment=claims", "claim=X-1", "claims_folder=here", "points=2", "pairs=2", "replicates=2"]
    return Attack(command, {"here/X-1.yaml": content}, culprits, {})


def proposals(source: random.Random) -> Attack:
    """Lists and costs of proposals."""
    names = [source.choice(["MSF-P1", "MSF-P2", "MSF-P3", "MSF-01", "PL-03", "X", "MSF-P1 "]) for _ in range(source.randrange(4))]
    costs = {name: source.choice([1, 2.5, *ODD]) for name in names[:2]} if source.random() < 0.7 else source.choice(ODD)
    command = ["experiment=proposals", "years=2", "points=2", f"proposals={in_grammar(names)}", f"costs={in_grammar(costs)}"]
    return Attack(command, {}, ["proposals", "costs", *names], {})


def points(source: random.Random) -> Attack:
    """A table of points for a sweep."""
    names = source.sample(
        ["insulation", "rationality", "channels", "start", "scenario", "mode", "purge", "id", "world"], source.randint(1, 3)
    )
    usual = {
        "insulation": 0.5,
        "rationality": 2,
        "channels": "joint",
        "start": 2005,
        "scenario": "pandemic",
        "mode": "free",
        "purge": 0.1,
    }
    content = rows(source, list(names), lambda: [usual.get(name, 1) for name in names])
    command = ["experiment=sweep", "design=table", "table=points.csv", *SMALL]
    return Attack(command, {"points.csv": content}, [*names, "points.csv", "table"], {})


def parameter_file(source: random.Random) -> Attack:
    """A file of parameters."""
    names = source.sample(list(DECLARED), 3)
    if source.random() < 0.5:
        data = {name: getattr(DECLARED[name], "high", 1) for name in names}
        content, culprits = yaml_file(source, data if source.random() < 0.5 else {"parameters": data}, "mine.yaml")
        return Attack(["parameters_from=mine.yaml", *SMALL], {"mine.yaml": content}, culprits, {})
    pairs = [[name, getattr(DECLARED[name], "high", 1)] for name in names]
    content = rows(source, ["parameter", "value"], lambda: list(source.choice(pairs)))
    return Attack(["parameters_from=mine.csv", *SMALL], {"mine.csv": content}, ["mine.csv", *names], {})


def stored(source: random.Random) -> Attack:
    """The folder of a result, its config or manifest spoilt, run again; `harness.py` puts the folder there."""
    name = source.choice(["config.yaml", "manifest.json"])
    settings = ["experiment=rerun", "from=stored"]
    further = settings + (
        [f"{key}={in_grammar(value)}" for key, value in [key_of(source, "ensemble")]] if source.random() < 0.3 else []
    )
    data, culprits = spoilt(source, STORED[name])
    content = written_as(name, data)
    if source.random() < 0.2:
        content = bytes_spoilt(source, content)
    written = {f"stored/{each}": written_as(each, STORED[each]) for each in STORED} | {f"stored/{name}": content}
    if name == "config.yaml" and isinstance(data, dict) and source.random() < 0.7:  # as if another version had written it
        manifest = {**STORED["manifest.json"], "config_sha256": config_digest(data)}
        written["stored/manifest.json"] = written_as("manifest.json", manifest)
    return Attack(further, written, [*culprits, "stored", "from", *(word.partition("=")[0] for word in further[2:])], {})


def region(source: random.Random) -> Attack:
    """The tables of a region, a few cells of one of them odd."""
    tables = {entry.name: entry.read_bytes() for entry in REGION.iterdir() if entry.name.endswith(".csv")}
    name = source.choice(sorted(tables))
    lines = [line.split(",") for line in tables[name].decode().splitlines()]
    for _ in range(source.choice([1, 1, 3])):
        line = source.choice(lines)
        line[source.randrange(len(line))] = str(source.choice(ODD)).replace("\n", " ")
    content = "".join(",".join(line) + "\n" for line in lines).encode("utf-8", "surrogatepass")
    if source.random() < 0.2:
        content = bytes_spoilt(source, content)
    command = ["world=own", "world.folder=region", "start=2005", "years=2", "replicates=2"]
    stem = name.partition(".")[0]
    return Attack(command, {f"region/{each}": text for each, text in (tables | {name: content}).items()}, [stem, "region"], {})


STORED: dict[str, Any] = {}  # the files of a result, as data; `harness.py` puts them here
REGION = files("concertacion.sim").joinpath("data", "southeast_asia")

KINDS_OF_ATTACK: list[tuple[Callable[[random.Random], Attack], int]] = [
    (settings, 45), (scenario, 12), (claim, 10), (proposals, 4), (points, 8), (parameter_file, 9), (stored, 9), (region, 3),
]  # fmt: skip
