"""Bad input as data: what somebody may write on the command line or in a file, by the kind of mistake.

A case is a command, and where it needs files, what they hold. Files of a region are those of Southeast Asia with one text
replaced by another; a file replaced by None is missing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Case(NamedTuple):
    """Arguments of the command, the files that it finds, and edits of the tables of a region, (table, old, new)."""

    command: str
    files: Mapping[str, str | bytes] = {}
    edits: tuple[tuple[str, str | None, str | None], ...] = ()


def plain(text: str) -> list[Case]:
    """Commands that need no files, one a line."""
    return [Case(line) for line in text.strip().splitlines()]


def scenarios(text: str) -> list[Case]:
    """Scenario files, each of one line: what follows their name."""
    head = "name: mine\ndescription: A scenario.\nsource: nobody\n"
    return [
        Case(
            "--config-dir here scenario=mine world=southeast_asia start=2005 years=1",
            {"here/scenario/mine.yaml": f"{head}{line}\n"},
        )
        for line in text.strip().splitlines()
    ]


def tables_of_points(text: str) -> list[Case]:
    """Tables of points, each on one line: rows apart by ` | `."""
    command = "experiment=sweep design=table table=points.csv"
    return [Case(command, {"points.csv": line.replace(" | ", "\n") + "\n"}) for line in text.strip().splitlines()]


CLAIM = {
    "paper": "Nobody 2020", "section": "First", "passage": "second paragraph", "status": "stated", "sentence": "It holds.",
    "arms": "{with: {set: {insulation: 0.5}}, without: {set: {insulation: 0.1}}}", "measures": "{delivered: delivered.technical}",
    "effect": "with.delivered - without.delivered", "shape": "greater", "smallest": "0.01", "reason": "enough",
    "direct": "[insulation]",
}  # fmt: skip


def claims(text: str) -> list[Case]:
    """Claim files: a good one with one line put in place of its own; `-KEY` leaves a line out."""
    cases = []
    for line in text.strip().splitlines():
        key = line.lstrip("-").split(":")[0]
        lines = [f"{name}: {value}" for name, value in CLAIM.items() if name != key]
        content = "\n".join([*lines, *([] if line.startswith("-") else [line])]) + "\n"
        cases.append(Case("experiment=claims claim=X-1 claims_folder=here years=2", {"here/X-1.yaml": content}))
    return cases


def regions(*edits: tuple[str, str | None, str | None]) -> list[Case]:
    """Regions with one mistake each."""
    return [Case("world=own world.folder=region start=2005 years=5", {}, (edit,)) for edit in edits]


CASES: dict[str, list[Case]] = {
    "The command line": plain("""
seed
seed=[1
out=a=b
seed=1,2
+x=1
~scenario
--foo
--multirun
hydra.run.dir=x
seed=${nothing}
out=???
sed=7
scenaro=pandemic
paramters.insulation=0.5
seed.x=1
replicates={a:1}
--config-dir=nowhere
--config-dir
"""),
    "Names of configs": plain("""
experiment=defualt
experiment=[sweep]
world=latinamerica
scenario=pandmic
scenario=[pandemic]
parameters=best
world.foldr=x
world.name=a/b
scenario.name=a/b
scenario.events=none
experiment.kind=ensembel
"""),
    "Numbers and choices": plain("""
seed=-1
seed=abc
seed=1.5
seed=9223372036854775808
years=0
years=true
replicates=0
replicates=2.5
workers=0
start=1950
start=soon
until=soon
mode=fre
engine=kernl
out=
out=[a]
"""),
    "Parameters": plain("""
parameters.insulaton=0.2
parameters.insulation=1.2
parameters.insulation=nan
parameters.insulation=much
parameters.insulation=true
parameters.insulation=[0.1,0.2]
parameters.insulation=0,5
parameters.rationality=-1
parameters.nest=0
parameters.channels=joined
"""),
    "Settings that contradict each other": plain("""
mode=replay
until=2010
mode=replay until=2026 start=2010
mode=pinned start=2010
country_class=a.B
engine=mesa country_class=NoModule
engine=mesa country_class=nowhere.Class
engine=mesa country_class=concertacion.sim.model.Contry
engine=mesa country_class=pathlib.Path
replicates=3 years=4 levels=3
points=10
"""),
    "The world": plain("""
world=own
world.folder=nowhere
world=own world.folder=nowhere
world.countries=[ARG,BRX]
world.countries=[ARG,ARG]
world.countries=latin_america
world=southeast_asia start=1990
world.overrides={countries.BRA.capcity:0.5}
world.overrides={countries.BRX.capacity:0.5}
world.overrides={cuntries.BRA.capacity:0.5}
world.overrides={countries.BRA:0.5}
world.overrides={organisations.UNASUR.dept:0.5}
world.overrides={organisations.UNASUR.depth:1.5}
world.overrides={countries.BRA.weight:1,countries.ARG.weight:1}
"""),
    "A scenario": [
        *plain("""
scenario=venezuelan_crisis world=southeast_asia
scenario=pandemic years=3
scenario.events=[{from:+1}]
"""),
        *scenarios("""
events: [{from: 2001Q5, variable: approval, countries: all, add: 0.1}]
events: [{from: soon, variable: approval, countries: all, add: 0.1}]
events: [{from: +4, to: +2, variable: approval, countries: all, add: 0.1}]
events: [{from: +1, until: +3, variable: approval, countries: all, add: 0.1}]
events: [{from: +1, variable: aproval, countries: all, add: 0.1}]
events: [{from: +1, variable: approval, countries: all, add: 0.1, set: 0.2}]
events: [{from: +1, variable: approval, countries: all, add: much}]
events: [{from: +1, variable: approval, countries: all, set: 1.5}]
events: [{from: +1, variable: approval, countries: some, set: 0.2}]
events: [{from: +1, variable: approval, countries: largest-99, set: 0.2}]
events: [{from: +1, variable: approval, countries: [IDX], set: 0.2}]
events: [{from: +1, variable: approval, forums: [ASEAN], set: 0.2}]
events: [{from: +1, variable: depth, forums: [ASEEN], set: 0.2}]
parameters: [{from: +1}]
parameters: [{from: +1, set: {insulaton: 0.5}}]
parameters: [{from: +1, set: {channels: joined}}]
parameters: [{from: +8, to: +4, set: {insulation: 0.5}}]
"""),
        Case("--config-dir here scenario=mine", {"here/scenario/mine.yaml": "name: mine\ndescription: one: two\n"}),
        Case("--config-dir here scenario=mine", {"here/scenario/mine.yaml": "name: mine\n\tsource: x\n"}),
        Case("--config-dir here scenario=mine", {"here/scenario/mine.yaml": "- name\n- mine\n"}),
        Case("--config-dir here scenario=mine", {"here/scenario/mine.yaml": "description: without a name\n"}),
        Case("--config-dir here scenario=other", {"here/scenario/mine.yaml": "name: mine\n"}),
        Case("--config-dir file scenario=mine", {"file": ""}),
    ],
    "The folder of the result": [
        Case("out=full", {"full/thesis.tex": ""}),
        Case("out=file", {"file": ""}),
        Case("out=file/inside", {"file": ""}),
        Case("out=."),
    ],
    "A sweep": [
        *(
            Case(f"experiment=sweep {line}")
            for line in """
design=latin
points=0
over=[insulaton]
over=[]
over={insulation:[0.5,0.2]}
over={insulation:[0,2]}
over={insulation:[0.1]}
over={insulation:0.5}
over={insulation:{values:[0.5]}}
over={insulation:{values:[0.5,0.5]}}
over={insulation:{value:[0.1,0.5]}}
over={channels:[joint,excluding]}
over={scenario:[baseline,pandmic]}
over=[start]
over={start:{values:[2000,soon]}}
over={world:[latin_america_20,atlantis]}
over=[world.overrides.organisations.UNASUR]
over=[world.overrides.organisations.UNASUR.dept]
over=[world.overrides.countries.BRA.capcity]
over=[insulation] fixed=[insulation]
fixed=[insulaton]
fixed=[parameters,variants]
design=sobol points=100
design=grid levels=1
design=grid levels={insulaton:3} over=[insulation]
design=morris levels=3
design=table
design=table table=nowhere.csv
table=points.csv
limit=0
over=[insulation] outcomes=[deliverd]
over=[insulation] outcomes=[delivered.helth]
over=[insulation] outcomes=[delivered@+8:+4]
over=[insulation] outcomes=[delivered@+400:]
over=[insulation] outcomes=[delivered,delivered]
over=[insulation] outcomes=[delivered.UNASUR]
over=[insulation] outcomes=[meetings_held.UNASR]
over=[insulation] trajectories=[aproval]
over=[insulation] common_random_numbers=comon
over=[insulation] quiet=loud
over=[insulation] executor=cluster
over=[insulation] executor.adress=x
""".strip().splitlines()
        ),
        *tables_of_points("""
insulaton | 0.5
insulation | high
insulation | 2
insulation
insulation,rationality | 0.5
insulation | 
channels | joined
scenario | pandmic
insulation;rationality | 0,5;2,5
"""),
    ],
    "A sensitivity analysis": plain("""
experiment=sensitivity method=sobl
experiment=sensitivity points=100
experiment=sensitivity method=morris screen=3
experiment=sensitivity screen=0
experiment=sensitivity method=morris second_order=true
experiment=sensitivity phase=[insulation]
experiment=sensitivity phase=[insulation,channels]
experiment=sensitivity phase=[insulation,insulaton]
experiment=sensitivity phase_steps=1
experiment=sensitivity threshold=0
experiment=sensitivity design=lhs
"""),
    "Claims": [
        *plain("""
experiment=claims claim=MSF-99
experiment=claims claim=[MSF-01,MSF-99]
experiment=claims claim=3
experiment=claims claim=MSF-01 effort=some
experiment=claims claim=MSF-01 points=1
experiment=claims claim=MSF-01 pairs=0
experiment=claims claim=MSF-01 most_pairs=2 pairs=8
experiment=claims claim=MSF-01 engine=mesa
experiment=claims claims_folder=nowhere
experiment=claims claim=MSF-01 world=southeast_asia
experiment=claims claim=MSF-01 outcomes=[delivered]
"""),
        *claims("""
-arms
-direct
author: nobody
status: certain
shape: bigger
smallest: 0
arms: {with: {set: {insulation: 0.5}}}
arms: {with: {}, without: {}}
arms: {with: {set: {insulaton: 0.5}}, without: {}}
arms: {with: {change: {insulation: 0.5}}, without: {}}
arms: {with: {scenario: pandmic}, without: {}}
arms: {with: {events: [{from: +1, variable: aproval, countries: all, add: 0.1}]}, without: {}}
arms: {with: {world: {countries.BRA.capcity: 0.5}}, without: {}}
measures: {delivered: deliverd.technical}
measures: {delivered: delivered.technical@+90:}
effect: with.delivered -
effect: with.delivered - other.delivered
effect: with.delivered - without.received
effect: exp(with.delivered)
effect: __import__("os")
direct: [insulaton]
direct: [rationality]
control: nobody
rivals: [MSF-99]
record: {fact: nothing}
"""),
        Case("experiment=claims claim=X-1 claims_folder=here", {"here/X-1.yaml": "paper: one: two\n"}),
        Case("experiment=claims claim=X-1 claims_folder=here", {"here/X-1.yaml": "- paper\n"}),
        Case("experiment=claims claim=X-1 claims_folder=here", {"here/X-1.yaml": b"paper: Brice\xf1o\n"}),
    ],
    "Proposals": plain("""
experiment=proposals proposals=[MSF-P99]
experiment=proposals proposals=[]
experiment=proposals proposals=3
experiment=proposals points=0
experiment=proposals budget=-1
experiment=proposals costs={MSF-P99:2}
experiment=proposals costs={MSF-P3:-1}
experiment=proposals costs=3
"""),
    "A region": regions(
        ("countries.csv", None, None),
        ("trade.csv", None, None),
        ("countries.csv", "iso3,", "iso,"),
        ("countries.csv", ",subregion", ""),
        ("countries.csv", "BRN,Brunei", "Brunei,Brunei"),
        ("countries.csv", "IDN,Indonesia", "BRN,Indonesia"),
        ("countries.csv", "4.89", "489"),
        ("elections.csv", "1997-05-29", "1997-29-05"),
        ("elections.csv", "parliamentary", "local"),
        ("elections.csv", "IDN,1997", "INO,1997"),
        ("governments.csv", "1984-01-01,,0.55", "1984-01-01,,5.5"),
        ("governments.csv", "BRN,Hassanal Bolkiah,1984-01-01", "BRN,Hassanal Bolkiah,2024-01-01"),
        ("domains.csv", "health,Health", "heath,Health"),
        ("powers.csv", "CHN,China,0,-1.00", "CHN,China,0,1.00"),
        ("geography.csv", "1526", "-1526"),
        ("geography.csv", "BRN,IDN,1526", "BRN,BRN,1526"),
        ("geography.csv", "BRN,IDN,1526", "BRN,XXX,1526"),
        ("indicators.csv", "approval", "aproval"),
        ("memberships.csv", "2002-11-04,,full", "2002-11-04,,partial"),
        ("memberships.csv", "ACFTA,BRN", "ACFTX,BRN"),
        ("organisations.csv", "consensus", "unanimity"),
        ("organisations.csv", "trade,trade", "trade,traed"),
        ("series.csv", "1995,1,", "1995,5,"),
        ("trade.csv", "BRN,CHN,2000,61", "BRN,CHN,2000,-61"),
        ("crises.csv", "2003-05-19,2005-08-15", "2005-08-15,2003-05-19"),
        ("dependence.csv", "BRN,CHN,1995,0.010", "BRN,RUS,1995,0.010"),
        ("terms.csv", "unlimited", "always"),
    ),
}  # fmt: skip
