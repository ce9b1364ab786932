"""The ranges of attendance and rationality that moved between the editions, old and new, as row G5 of the page asks."""

from __future__ import annotations

from typing import NamedTuple


class Declared(NamedTuple):
    """A parameter as an edition declares it: its range, default and unit."""

    low: float
    high: float
    default: float
    unit: str

    def __str__(self) -> str:
        return f"{self.low:g} to {self.high:g} {self.unit}, default {self.default:g}"


# Name of the second edition (of the first too, but where `RENAMED` says another) -> first edition, this edition. Written down,
# since the page is made under either edition; a test holds the second column against the declarations.
MOVED: dict[str, tuple[Declared, Declared]] = {
    "attend_base": (Declared(-1, 1.5, 0.4, "utility"), Declared(0, 1.7, 0.8, "log-odds")),
    "attend_vitality": (Declared(0, 2, 0.8, "utility"), Declared(0, 1, 0.5, "utility")),
    "attend_clout": (Declared(-1, 2, 0.5, "utility"), Declared(-0.5, 1, 0.3, "utility")),
    "attend_distance": (Declared(-1, 1, 0.1, "utility"), Declared(-0.5, 0.5, 0.1, "utility")),
    "attend_turmoil": (Declared(0, 2, 0.6, "utility"), Declared(0, 1, 0.4, "utility")),
    "sovereigntist_reserve": (Declared(0, 1.5, 0.4, "utility"), Declared(0, 1, 0.3, "utility")),
    "quorum": (Declared(0.3, 0.7, 0.48, "share"), Declared(0.3, 0.6, 0.45, "share")),
    "rationality": (Declared(0, 10, 3, "1/utility"), Declared(0.5, 8, 3, "1/utility")),
}
RENAMED = {"sovereigntist_reserve": "attend_sovereigntism"}
INTRODUCTION = """
## Ranges that moved (G5)

Row G5 asks for presidents who meet about as often as on record at most points of the space, by ranges of attendance and
rationality argued anew. These moved, all in commit f10c9dd, which laid out the second edition and precedes every run of its
claims; later only the default of `attend_base` did (0.85, then 1.05, then 0.8). In the first edition `attend_base` was a utility,
multiplied by rationality (at 3: -3 to 4.5 in log-odds); now it is in log-odds. Rationality may still be set from 0 to 10.
"""


def ranges() -> str:
    """The section of the page."""
    head = "| parameter | first edition | second edition |\n| --- | --- | --- |\n"
    lines = (f"| `{name}`{_once(name)} | {first} | {second} |\n" for name, (first, second) in MOVED.items())
    return f"{INTRODUCTION}\n{head}{''.join(lines)}"


def _once(name: str) -> str:
    return f" (was `{RENAMED[name]}`)" if name in RENAMED else ""
