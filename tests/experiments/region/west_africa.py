"""Eight countries of West Africa in round numbers: what somebody writes who fills the templates for the first time."""

from __future__ import annotations

import csv
from itertools import combinations, permutations
from math import acos, cos, radians, sin
from pathlib import Path
from typing import Any

DOMAINS = ("migration", "health", "security", "trade", "democracy", "technology", "climate")
# name, latitude, longitude, tile row and column, leader, since, election, GDP (billions), people (millions), capacity, democracy
COUNTRIES: dict[str, tuple[Any, ...]] = {
    "BEN": ("Benin", 6.5, 2.6, 2, 4, "Boni Yayi", "2006-04-06", "2006-03-05", 9.5, 9.4, 0.35, 0.6),
    "BFA": ("Burkina Faso", 12.4, -1.5, 1, 3, "Compaoré", "1987-10-15", "2005-11-13", 10.1, 16.1, 0.35, 0.4),
    "CIV": ("Côte d'Ivoire", 5.3, -4.0, 2, 1, "Gbagbo", "2000-10-26", "2000-10-22", 34.9, 21.1, 0.3, 0.3),
    "GHA": ("Ghana", 5.6, -0.2, 2, 2, "Atta Mills", "2009-01-07", "2008-12-07", 42.6, 25.6, 0.5, 0.75),
    "MLI": ("Mali", 12.6, -8.0, 1, 2, "Touré", "2002-06-08", "2007-04-29", 10.7, 15.5, 0.3, 0.6),
    "NGA": ("Nigeria", 9.1, 7.5, 1, 5, "Jonathan", "2010-02-09", "2007-04-21", 361.5, 161.0, 0.35, 0.45),
    "SEN": ("Senegal", 14.7, -17.4, 0, 0, "Wade", "2000-04-01", "2007-02-25", 16.1, 12.7, 0.45, 0.65),
    "TGO": ("Togo", 6.1, 1.2, 2, 3, "Gnassingbé", "2005-05-04", "2010-03-04", 4.5, 6.6, 0.25, 0.35),
}
BORDERS = ["BENBFA", "BENNGA", "BENTGO", "BFACIV", "BFAGHA", "BFAMLI", "BFATGO", "CIVGHA", "CIVMLI", "GHATGO", "MLISEN"]
POWERS = {"FRA": ("France", 20, 0.6, "Sarkozy", "2007-05-16"), "CHN": ("China", 0, -0.6, "Hu Jintao", "2002-11-15")}
REST = {
    "growth": 4.5, "inequality": 0.42, "homicide": 9, "approval": 0.5, "commodity_exposure": 0.7, "openness": 0.6,
    "fiscal_stress": 0.4,
}  # fmt: skip
SHARES = {"strategic": 0.4, "social": 0.2, "productive": 0.4, "acquiescent": 0.3, "autonomist": 0.5, "counter_hegemonic": 0.2}


def kilometres(a: str, b: str) -> int:
    """Between two capitals."""
    (north, east), (other_north, other_east) = ([radians(x) for x in COUNTRIES[code][1:3]] for code in (a, b))
    return round(6371 * acos(sin(north) * sin(other_north) + cos(north) * cos(other_north) * cos(east - other_east)))


def tables() -> dict[str, list[dict[str, Any]]]:
    """The rows of each table that the templates leave empty."""
    coded = {"basis": "coded", "source": "own"}
    facts = {
        code: dict(zip(("gdp", "population", "capacity", "democracy"), row[8:], strict=True)) | REST
        for code, row in COUNTRIES.items()
    }
    return {
        "countries": [
            {"iso3": code, "name": row[0], "subregion": "coast" if row[1] < 10 else "sahel", "groups": "wa8", "latitude": row[1],
             "longitude": row[2], "tile_row": row[3], "tile_column": row[4], "source": "own"}
            for code, row in COUNTRIES.items()
        ],
        "governments": [
            {"iso3": code, "leader": row[5], "from": row[6], "ideology": 0.1, "populism": 0.3, "sovereigntism": 0.3,
             "entry": "election", **coded}
            for code, row in COUNTRIES.items()
        ],
        "elections": [
            {"iso3": code, "date": row[7], "kind": "presidential", "source": "own"} for code, row in COUNTRIES.items()
        ],
        "terms": [
            {"iso3": code, "from": "1992-01-01", "term_quarters": 20, "reelection": "once", "source": "own"} for code in COUNTRIES
        ],
        "indicators": [
            {"iso3": code, "year": 2010, "variable": variable, "value": value, **coded}
            for code in COUNTRIES for variable, value in facts[code].items()
        ],
        "interests": [{"iso3": code, "domain": domain, "position": 0.1, **coded} for code in COUNTRIES for domain in DOMAINS],
        "geography": [
            {"a": a, "b": b, "distance_km": kilometres(a, b), "contiguous": int(a + b in BORDERS), "source": "own"}
            for a, b in combinations(COUNTRIES, 2)
        ],
        "trade": [
            {"exporter": a, "importer": b, "year": 2010, "exports": 100, **coded}
            for a, b in permutations([*COUNTRIES, *POWERS], 2) if a in COUNTRIES or b in COUNTRIES
        ],
        "dependence": [
            {"iso3": code, "power": power, "year": 2010, "value": 0.3, **coded} for code in COUNTRIES for power in POWERS
        ],
        "powers": [
            {"power": code, "name": row[0], "term_quarters": row[1], "group_position": row[2], "source": "own"}
            for code, row in POWERS.items()
        ],
        "administrations": [
            {"power": code, "leader": row[3], "from": row[4], "ideology": 0.2, "engagement": 0.6, "pressure": 0.3,
             "reliability": 0.6, "framing": 0.2, "willingness": 0.6, **coded}
            for code, row in POWERS.items()
        ],
        "organisations": [
            {"organisation": "ECOWAS", "name": "Economic Community of West African States", "founded": "1975-05-28",
             "kind": "political", "scope": "trade; security; migration", "brand_position": 0, "brand_strength": 0.2, "depth": 0.4,
             "interval_quarters": 2, "rule": "consensus", "patron": "NGA", "patron_share": 0.4, **SHARES, **coded}
        ],
        "memberships": [
            {"organisation": "ECOWAS", "member": code, "from": "1975-05-28", "status": "full", "source": "own"}
            for code in COUNTRIES
        ],
    }  # fmt: skip


def fill(folder: Path, delimiter: str = ",") -> None:
    """Write the rows below the headers of the templates, with decimal commas between semicolons, as a spreadsheet does."""
    for name, rows in tables().items():
        path = folder / f"{name}.csv"
        header = path.read_text(encoding="utf-8").strip().split(",")
        with path.open("w", newline="", encoding="utf-8-sig" if delimiter == ";" else "utf-8") as file:
            writer = csv.DictWriter(file, header, restval="", delimiter=delimiter)
            writer.writeheader()
            for row in rows:
                decimal = {key: str(value).replace(".", ",") for key, value in row.items() if isinstance(value, float)}
                writer.writerow(row | (decimal if delimiter == ";" else {}))


def edit(folder: Path, table: str, old: str, new: str) -> None:
    """Replace a text in a table of a folder."""
    path = folder / f"{table}.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
