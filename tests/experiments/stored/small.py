"""One tiny command for each kind of experiment, and what its result says."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from concertacion.analysis.sweeps import sweep_frame
from concertacion.sim.worlds.selection import DATA

BASE = ["years=1", "replicates=2", "world.countries=[ARG,BRA,CHL]", "workers=1"]
QUIET = ["quiet=true"]
SWEPT = ["over=[insulation]", "points=4", "outcomes=[attendance]"]
COMMANDS = {
    "default": [*BASE, "scenario=isolation"],
    "compare": ["experiment=compare", *BASE, "arms=[baseline,isolation]", "outcomes=[attendance]"],
    "sweep": ["experiment=sweep", *BASE, *QUIET, *SWEPT],
    "trajectories": ["experiment=sweep", *BASE, *QUIET, *SWEPT, "trajectories=[approval]"],
    "sensitivity": ["experiment=sensitivity", *BASE, *QUIET, "over=[insulation,rationality]", "method=pawn", "points=40",
                    "outcomes=[attendance]", "phase=null"],
    "claims": ["experiment=claims", "years=25", "workers=1", *QUIET, "claim=[MSF-01]", "replicates=2", "points=4", "pairs=2",
               "ablation_points=2", "ablation_pairs=2"],
    "score": ["experiment=score", *BASE, "start=2010", "settle=0", f"data={DATA / 'latin_america' / 'observed' / 'travel.csv'}"],
    "record": ["experiment=record", "settle=0", "years=8", "replicates=3", "workers=1", *QUIET, "over=[insulation,rationality]",
               "points=16", "wave_points=16", "waves=1"],
    "proposals": ["experiment=proposals", *BASE, *QUIET, "proposals=[MSF-P1,MSF-P2]", "points=2"],
}  # fmt: skip
TABLES = {"default": "csv", "sweep": "parquet", "sensitivity": "excel", "claims": "parquet", "proposals": "excel"}
COMMANDS = {name: [*command, f"tables={TABLES.get(name, 'none')}"] for name, command in COMMANDS.items()}


def files(folder: Path) -> dict[str, bytes]:
    """Content by name of all that a result holds but what differs each time: locks, and when it was made."""
    passing = (".lock", "sessions.json", "checksums.sha256")
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name not in passing and not path.name.endswith(".damaged")
    }


def table(folder: Path) -> pd.DataFrame:
    """The table of a sweep."""
    return sweep_frame(folder)
