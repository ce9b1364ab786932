"""How attacks are made: names misspelt, data and bytes spoilt, files written."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import yaml

from concertacion.experiments.help import configs
from concertacion.experiments.settings.declaration import Declaration, Group
from tests.attack.odd import ODD

ANYTHING = object()


class Attack(NamedTuple):
    """A command, the files it finds, what a refusal should name, and the values that the config should hold if it is accepted."""

    command: list[str]
    files: dict[str, bytes]
    culprits: list[str]  # at least one of these is in the sentence
    values: dict[str, Any]  # by dotted key


def misspelt(source: random.Random, name: str) -> str:
    """A name with one letter dropped, doubled, changed or moved."""
    at = source.randrange(len(name))
    return (
        source.choice(
            [name[:at] + name[at + 1 :], name[:at] + name[at] + name[at:], name[:at] + "q" + name[at + 1 :], name.upper()]
        )
        or "q"
    )


def likely(source: random.Random, entry: Declaration) -> Any:
    """A value that a setting may well take: at its ends, a choice, or the default."""
    setting = entry.setting
    if isinstance(setting, Group):
        return source.choice(configs(entry.name) or ("default",))
    if setting.choices:
        return source.choice(setting.choices)
    if entry.type is int:
        return source.choice([int(setting.low), int(setting.high), entry.in_config, 2, 5])
    return source.choice([entry.in_config, setting.low, setting.high, 1, 0.5])


def spoilt(source: random.Random, node: Any) -> tuple[Any, list[str]]:
    """YAML data with one entry replaced, renamed, added or dropped; and the keys on the way to it."""
    path: list[str] = []
    if isinstance(node, Mapping) and node:
        key = source.choice(list(node))
        path.append(str(key))
        if source.random() < 0.6:
            inner, further = spoilt(source, node[key])
            return {**node, key: inner}, path + further
        change = source.randrange(3)
        rest = {name: value for name, value in node.items() if name != key}
        if change == 0:
            return rest, path
        name = misspelt(source, str(key)) if change == 1 else key
        return {**rest, name: source.choice(ODD) if change == 2 else node[key]}, [*path, str(name)]
    if isinstance(node, list) and node and source.random() < 0.7:
        at = source.randrange(len(node))
        inner, further = spoilt(source, node[at])
        return [*node[:at], inner, *node[at + 1 :]], further
    return source.choice(ODD), path


def bytes_spoilt(source: random.Random, content: bytes) -> bytes:
    """A file cut short, with bytes changed, in another encoding, or with other ends of lines."""
    at = source.randrange(len(content) + 1)
    changes: list[Callable[[], bytes]] = [
        lambda: content[:at], lambda: content[:at] + b"\x00" + content[at:], lambda: content[:at] + b"\xff\xfe" + content[at:],
        lambda: content.replace(b"\n", b"\r\n"), lambda: b"\xef\xbb\xbf" + content, lambda: content.replace(b",", b";"),
        lambda: content[:at] + b"{[" + content[at:], lambda: b"", lambda: content + content,
        lambda: content[:at] + b"\t" + content[at:],
    ]  # fmt: skip
    return source.choice(changes)()


def yaml_file(source: random.Random, data: Any, path: str) -> tuple[bytes, list[str]]:
    """Data as YAML, spoilt once or twice; and the names of what was spoilt."""
    data, culprits = spoilt(source, data)
    if source.random() < 0.3:
        data, more = spoilt(source, data)
        culprits += more
    content = yaml.safe_dump(data, allow_unicode=True).encode("utf-8", "surrogatepass")
    if source.random() < 0.2:
        content = bytes_spoilt(source, content)
    stem = path.rpartition("/")[2].partition(".")[0]
    return content, [*culprits, path, stem]


def rows(source: random.Random, header: list[str], values: Callable[[], list[Any]]) -> bytes:
    """A CSV file with a few odd cells, and sometimes odd bytes."""
    table = [header, *(values() for _ in range(source.randrange(4)))]
    for _ in range(source.choice([0, 1, 1, 2])):
        row = source.choice(table)
        if row:
            row[source.randrange(len(row))] = source.choice(ODD)
    content = "".join(",".join(str(cell).replace("\n", " ") for cell in row) + "\n" for row in table)
    content_bytes = content.encode("utf-8", "surrogatepass")
    return bytes_spoilt(source, content_bytes) if source.random() < 0.3 else content_bytes


def written_as(name: str, data: Any) -> bytes:
    """Data as the file of that name holds it."""
    text = yaml.safe_dump(data, allow_unicode=True) if name == "config.yaml" else json.dumps(data)
    return text.encode("utf-8", "surrogatepass")
