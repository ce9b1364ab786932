"""What attacks are made of: odd values, odd arguments, and the cheapest command of each kind of experiment that simulates."""

from typing import Any

# What people and programs write where something else is expected.
ODD: list[Any] = [
    0, 1, -1, 2, 3, 7, 0.5, -0.5, 1.5, 1e-9, 1e300, 10**30, 2**63, 2**31 - 1, float("nan"), float("inf"), True, False, None,
    "", " ", "x", "all", "free", "None", "nan", "1e5", "0x10", "1_000", "01", "ARG", "BRA", "insulation", "baseline", "../..",
    "/", "~", "~nosuchuser/x",
    "$HOME", "${seed}", "${oc.env:HOME}", "{ARG:1}", "[a", "a,b", "a=b", "a b", "a\nb", "a\x00b", "ñandú", "日本",
    "\ud83d", "'", '"', "\\", "%s", "{}", "x" * 500, "9" * 400, "[" * 60, "-5", "+1", "2001Q5", "01/02/2003",
    [], [1], ["a", "a"], [None], ["ARG", "BRA"], [["a"]], [0.1, 0.2], ["x"] * 300,
    {}, {"a": 1}, {"a": {"b": 1}}, {"values": [1, 2]}, {"insulation": [0.1, 0.2]}, {"1": 1}, {"_target_": "os.getcwd"},
]  # fmt: skip
RAW = [
    "", "=", "[", "]", "{", "'", '"', "1,2", "???", "${x}", "!", "{a:1", "a:b", "\\", "null", "~", "@", "a@b", "x=1", "$(ls)",
    ",", "é",
]  # fmt: skip
FREE = [
    "--foo", "-x", "--multirun", "--cfg", "--config-dir", "seed", "+seed=3", "~seed", "++a.b=1", "hydra.run.dir=x", "=3", "",
    "a.b.c=1", "hydra/launcher=joblib", "--config-name=x", "--package=x", "from=x", "from=~nosuchuser/x",
    "experiment=rerun", "@seed=1", "seed@x=1",
    "defaults=[a]",
]  # fmt: skip
SMALL = ["years=2", "replicates=2", "world.countries=[ARG,BRA,CHL,COL,MEX]"]
TWO = ["world.countries=[ARG,BRA,CHL,COL,MEX]", "over=[insulation,rationality]"]
CHEAP = {
    "ensemble": SMALL, "compare": [*SMALL, "arms=[baseline,isolation]"], "sweep": [*SMALL, "points=2", "over=[insulation]"],
    "sensitivity": ["years=2", "replicates=2", *TWO, "points=8"], "claims": ["claim=PL-03", "points=2", "pairs=2"],
    "proposals": ["years=2", "points=2", "proposals=[MSF-P1,MSF-P2]"], "region": ["folder=mine"],
    "score": ["data=met.csv", "replicates=2"], "record": ["points=40", "waves=1", "replicates=3"],
}  # fmt: skip
BESIDE = {"score": {"met.csv": b"organisation,year,meetings\nMERCOSUR,2008,2\n"}}  # files that these find
