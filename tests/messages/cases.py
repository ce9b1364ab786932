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
        Case("--config-dir here scenario=mine years=4", {"here/scenario/mine.yaml": f"{head}{line}\n"})
        for line in text.strip().splitlines()
    ]


def tables_of_points(text: str) -> list[Case]:
    """Tables of points, each on one line: rows apart by ` | `."""
    command = "experiment=sweep design=table table=points.csv"
    return [Case(command, {"points.csv": line.replace(" | ", "\n") + "\n"}) for line in text.strip().splitlines()]


CLAIM = {
    "paper": "Nobody 2020", "section": "First", "passage": "second paragraph", "status": "stated", "sentence": "It holds.",
    "arms": "{with: {set: {insulation: 0.5}}, without: {set: {insulation: 0.1}}}", "measures": "{delivered: delivered.technical}",
    "effect": "with.delivered - without.delivered", "shape": "greater", "smallest": "0.01", "reason": "enough", "direct": "[insulation]",
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
seed=
=3
out=a=b
seed=1,2
+x=1
++seed=4
~scenario
--foo
--multirun
-m seed=1,2
hydra.run.dir=x
hydra.verbose=true
seed=${nothing}
out=???
sed=7
yeras=3
scenaro=pandemic
paramters.insulation=0.5
seed.x=1
years.first=2
replicates={a:1}
--config-dir=nowhere
--config-dir
"""),
    "Names of configs": plain("""
experiment=defualt
experiment=swep
experiment=null
experiment=[sweep]
world=latinamerica
world=celac
world=null
scenario=pandmic
scenario=pink-tide
scenario=[pandemic]
scenario=null
parameters=best
world.foldr=x
world.name=a/b
world.name=3.5
scenario.name=a/b
scenario.events=none
scenario.event=[]
experiment.kind=ensembel
"""),
    "Numbers and choices": plain("""
seed=-1
seed=abc
seed=1.5
seed=9223372036854775808
years=0
years=201
years=true
years=ten
replicates=0
replicates=-5
replicates=2.5
replicates=2000000
workers=0
workers=two
workers=4000
start=1950
start=2150
start=soon
start=2000.5
start=null
until=soon
mode=fre
mode=Pinned
mode=1
engine=kernl
engine=numba
engine=null
out=
out=[a]
country_class=
country_class=3
"""),
    "Parameters": plain("""
parameters.insulaton=0.2
parameters.insulation=1.2
parameters.insulation=-0.2
parameters.insulation=nan
parameters.insulation=inf
parameters.insulation=much
parameters.insulation=true
parameters.insulation=null
parameters.insulation=[0.1,0.2]
parameters.insulation={a:1}
parameters.insulation=0,5
parameters.rationality=-1
parameters.nest=0
parameters.channels=joined
parameters.channels=7
parameters.channels=null
parameters.expectations=Forward
parameters.agreement_by=range
parameters.minilaterals_by=wealth
"""),
    "Settings that contradict each other": plain("""
mode=replay
until=2010
mode=pinned until=2010
mode=replay until=1990
mode=replay until=2040
mode=replay until=2026 start=2010
mode=pinned start=2010
country_class=a.B
engine=mesa country_class=NoModule
engine=mesa country_class=nowhere.Class
engine=mesa country_class=concertacion.sim.model.Contry
engine=mesa country_class=pathlib.Path
engine=mesa country_class=.Class
replicates=3 years=4 levels=3
points=10
design=lhs
claim=MSF-01
executor=processes
"""),
    "The world": plain("""
world=own
world.folder=nowhere
world=own world.folder=nowhere
world.countries=[ARG,BRX]
world.countries=[ARG,arg]
world.countries=[ARG,ARG]
world.countries=[]
world.countries=latin_america
world.countries=[NO]
world=southeast_asia start=1990
world=southeast_asia world.countries=[ARG]
world.overrides={countries.BRA.capcity:0.5}
world.overrides={countries.BRA.capacity:2}
world.overrides={countries.BRA.capacity:high}
world.overrides={countries.BRX.capacity:0.5}
world.overrides={cuntries.BRA.capacity:0.5}
world.overrides={countries.BRA:0.5}
world.overrides={organisations.UNASR.depth:0.5}
world.overrides={organisations.UNASUR.dept:0.5}
world.overrides={organisations.UNASUR.depth:1.5}
world.overrides={organisations.UNASUR.rule:unanimous}
world.overrides={domains.healt.toxicity:0.5}
world.overrides={domains.health.toxicity:deadly}
world.overrides={governments.BRA.ideology:-3}
world.overrides={powers.USA.ideolgy:0}
world.overrides={countries.BRA.weight:1,countries.ARG.weight:1}
"""),
    "A scenario": [
        *plain("""
scenario=venezuelan_crisis world=southeast_asia
scenario=pandemic years=3
scenario.events=[{from:+1}]
scenario=pandemic scenario.events=[3]
"""),
        *scenarios("""
events: {from: +1}
events: [3]
events: [{variable: approval, countries: all, add: 0.1}]
events: [{from: 2001Q5, variable: approval, countries: all, add: 0.1}]
events: [{from: 2001, variable: approval, countries: all, add: 0.1}]
events: [{from: -3, variable: approval, countries: all, add: 0.1}]
events: [{from: soon, variable: approval, countries: all, add: 0.1}]
events: [{from: +4, to: +2, variable: approval, countries: all, add: 0.1}]
events: [{from: +400, variable: approval, countries: all, add: 0.1}]
events: [{from: +1, until: +3, variable: approval, countries: all, add: 0.1}]
events: [{from: +1, variable: aproval, countries: all, add: 0.1}]
events: [{from: +1, variable: shock_helth, countries: all, add: 0.1}]
events: [{from: +1, variable: approval, countries: all}]
events: [{from: +1, variable: approval, countries: all, add: 0.1, set: 0.2}]
events: [{from: +1, variable: approval, countries: all, add: much}]
events: [{from: +1, variable: approval, countries: all, set: 1.5}]
events: [{from: +1, variable: approval, countries: all, add: -2}]
events: [{from: +1, variable: approval, countries: all, set: .nan}]
events: [{from: +1, variable: approval, countries: all, set: true}]
events: [{from: +1, variable: approval, set: 0.2}]
events: [{from: +1, variable: approval, countries: some, set: 0.2}]
events: [{from: +1, variable: approval, countries: largest-0, set: 0.2}]
events: [{from: +1, variable: approval, countries: largest-99, set: 0.2}]
events: [{from: +1, variable: approval, countries: largest-two, set: 0.2}]
events: [{from: +1, variable: approval, countries: share-1.5, set: 0.2}]
events: [{from: +1, variable: approval, countries: [], set: 0.2}]
events: [{from: +1, variable: approval, countries: [BRX], set: 0.2}]
events: [{from: +1, variable: approval, countries: BRA, set: 0.2}]
events: [{from: +1, variable: approval, forums: [UNASUR], set: 0.2}]
events: [{from: +1, variable: depth, countries: [BRA], set: 0.2}]
events: [{from: +1, variable: depth, forums: [UNASR], set: 0.2}]
events: [{from: +1, variable: depth, forums: largest-2, set: 0.2}]
events: [{from: +1, variable: depth, set: 0.2}]
parameters: {insulation: 0.5}
parameters: [insulation]
parameters: [{set: {insulation: 0.5}}]
parameters: [{from: +1}]
parameters: [{from: +1, set: insulation}]
parameters: [{from: +1, set: {}}]
parameters: [{from: +1, set: {insulaton: 0.5}}]
parameters: [{from: +1, set: {insulation: 5}}]
parameters: [{from: +1, set: {insulation: high}}]
parameters: [{from: +1, set: {channels: joined}}]
parameters: [{from: +8, to: +4, set: {insulation: 0.5}}]
parameters: [{from: +1, add: {insulation: 0.5}}]
parameters: [{from: 2050Q1, set: {insulation: 0.5}}]
author: nobody
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
        Case("out=.."),
        Case("out=/"),
        Case("experiment=sweep over=[insulation] out=full", {"full/thesis.tex": ""}),
        Case("experiment=sweep over=[insulation] out=file", {"file": ""}),
        Case("experiment=sweep over=[insulation] out=."),
        Case("experiment=sweep over=[insulation] out=broken", {"broken/manifest.json": "{"}),
        Case("experiment=sweep over=[insulation] out=other", {"other/manifest.json": '{"seed": 1}'}),
        Case("experiment=claims claim=MSF-01 out=full", {"full/thesis.tex": ""}),
    ],
    "A sweep": [
        *(
            Case(f"experiment=sweep {line}")
            for line in """
design=latin
design=null
points=0
points=-3
points=2.5
points=many
over=[insulaton]
over=[]
over={}
over=3
over=[3]
over=[insulation,insulation]
over={insulation:[0.5,0.2]}
over={insulation:[0,2]}
over={insulation:[0.1]}
over={insulation:[low,high]}
over={insulation:0.5}
over={insulation:{values:[0.5]}}
over={insulation:{values:[0.5,0.5]}}
over={insulation:{values:[0.5,7]}}
over={insulation:{values:0.5}}
over={insulation:{value:[0.1,0.5]}}
over={channels:[joint,excluding]}
over={channels:[joint]}
over={levers:[0,1]}
over={scenario:[baseline,pandmic]}
over=[scenario]
over=[start]
over={start:{values:[2000,soon]}}
over={start:{values:[1900,2000]}}
over={mode:[free,fre]}
over={world:[latin_america_20,atlantis]}
over=[world.overrides.organisations.UNASUR]
over=[world.overrides.organisation.UNASUR.depth]
over=[world.overrides.organisations.UNASUR.dept]
over=[world.overrides.countries.BRA.capcity]
over=[insulation] fixed=[insulation]
over=[insulation] parameters.insulation=0.3
fixed=[insulaton]
fixed=[parameters,variants]
fixed={insulation:0.5}
design=sobol points=100
design=saltelli points=100
design=grid levels=1
design=grid levels=many
design=grid levels={insulaton:3} over=[insulation]
design=morris levels=3
design=lhs levels=3
design=table
design=table table=nowhere.csv
table=points.csv
over=[insulation] replicates=1000000 points=100
over=[insulation] limit=10
limit=0
over=[insulation] outcomes=[deliverd]
over=[insulation] outcomes=[delivered.helth]
over=[insulation] outcomes=[delivered.technical@+8]
over=[insulation] outcomes=[delivered@+8:+4]
over=[insulation] outcomes=[delivered@soon:]
over=[insulation] outcomes=[delivered@+400:]
over=[insulation] outcomes=[delivered,delivered]
over=[insulation] outcomes=[delivered.technical.technical]
over=[insulation] outcomes=[delivered.UNASUR]
over=[insulation] outcomes=[meetings_held.UNASR]
over=[insulation] outcomes=[]
over=[insulation] outcomes=3
over=[insulation] trajectories=[aproval]
over=[insulation] trajectories=[]
over=[insulation] luck=comon
over=[insulation] second_order=maybe
over=[insulation] quiet=loud
over=[insulation] executor=cluster
over=[insulation] executor=dask executor.address=nowhere
over=[insulation] executor.adress=x
""".strip().splitlines()
        ),
        *tables_of_points("""
insulaton | 0.5
insulation | high
insulation | 2
insulation
insulation,rationality | 0.5
insulation,insulation | 0.5,0.6
insulation | 
channels | joined
scenario | pandmic
start | soon
insulation;rationality | 0,5;2,5
"""),
    ],
    "A sensitivity analysis": plain("""
experiment=sensitivity method=sobl
experiment=sensitivity points=100
experiment=sensitivity points=0
experiment=sensitivity method=pawn points=2
experiment=sensitivity method=morris screen=3
experiment=sensitivity screen=0
experiment=sensitivity screen=five
experiment=sensitivity method=morris second_order=true
experiment=sensitivity over=[insulaton]
experiment=sensitivity over=[insulation]
experiment=sensitivity phase=[insulation]
experiment=sensitivity phase=[insulation,channels]
experiment=sensitivity phase=[insulation,insulaton]
experiment=sensitivity phase=weakest
experiment=sensitivity phase_steps=1
experiment=sensitivity threshold=0
experiment=sensitivity threshold=wide
experiment=sensitivity outcomes=[deliverd]
experiment=sensitivity outcomes=[]
experiment=sensitivity design=lhs
experiment=sensitivity limit=100
"""),
    "Claims": [
        *plain("""
experiment=claims claim=MSF-99
experiment=claims claim=[MSF-01,MSF-99]
experiment=claims claim=3
experiment=claims claim=[]
experiment=claims claim=MSF-01 effort=some
experiment=claims claim=MSF-01 points=1
experiment=claims claim=MSF-01 pairs=0
experiment=claims claim=MSF-01 most_pairs=2 pairs=8
experiment=claims claim=MSF-01 engine=mesa
experiment=claims claim=MSF-01 quiet=perhaps
experiment=claims claim=MSF-01 limit=10
experiment=claims claims_folder=nowhere
experiment=claims claim=MSF-01 replicates=none
experiment=claims claim=MSF-01 world=southeast_asia
experiment=claims claim=MSF-01 outcomes=[delivered]
"""),
        *claims("""
-paper
-sentence
-arms
-measures
-effect
-shape
-smallest
-reason
-direct
author: nobody
status: certain
shape: bigger
smallest: small
smallest: -1
smallest: 0
arms: {with: {set: {insulation: 0.5}}}
arms: {with: {}, without: {}}
arms: [with, without]
arms: {with: {set: {insulaton: 0.5}}, without: {}}
arms: {with: {set: {insulation: 5}}, without: {}}
arms: {with: {change: {insulation: 0.5}}, without: {}}
arms: {with: {scenario: pandmic}, without: {}}
arms: {with: {events: [{from: +1, variable: aproval, countries: all, add: 0.1}]}, without: {}}
arms: {with: {world: {countries.BRA.capcity: 0.5}}, without: {}}
measures: {delivered: deliverd.technical}
measures: {delivered: delivered.technical@+90:}
measures: [delivered]
measures: {}
effect: with.delivered -
effect: with.delivered - other.delivered
effect: with.delivered - without.received
effect: with.delivered ** 2
effect: exp(with.delivered)
effect: 3
effect: "1 + 2"
effect: __import__("os")
direct: [insulaton]
direct: [rationality]
direct: insulation
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
experiment=proposals proposals=[MSF-P1,MSF-P1]
experiment=proposals proposals=[]
experiment=proposals proposals=3
experiment=proposals points=0
experiment=proposals budget=-1
experiment=proposals budget=much
experiment=proposals costs={MSF-P99:2}
experiment=proposals costs={MSF-P3:-1}
experiment=proposals costs=3
experiment=proposals limit=10
experiment=proposals replicates=0
experiment=proposals claims_folder=nowhere
"""),
    "A region": regions(
        ("countries.csv", None, None),
        ("trade.csv", None, None),
        ("countries.csv", "iso3,", "iso,"),
        ("countries.csv", ",subregion", ""),
        ("countries.csv", "BRN,Brunei", "Brunei,Brunei"),
        ("countries.csv", "IDN,Indonesia", "BRN,Indonesia"),
        ("countries.csv", "4.89", "north"),
        ("countries.csv", "4.89", "489"),
        ("countries.csv", ",own\nIDN", "\nIDN"),
        ("elections.csv", "1997-05-29", "1997-29-05"),
        ("elections.csv", "1997-05-29", "29.5.1997"),
        ("elections.csv", "parliamentary", "local"),
        ("elections.csv", "IDN,1997", "INO,1997"),
        ("governments.csv", "1984-01-01,,0.55", "1984-01-01,,5.5"),
        ("governments.csv", "BRN,Hassanal Bolkiah,1984-01-01", "BRN,Hassanal Bolkiah,2024-01-01"),
        ("governments.csv", "1967-03-12,1998-05-21", "1967-03-12,1966-05-21"),
        ("domains.csv", "health,Health", "heath,Health"),
        ("domains.csv", "0.50,0.30,0.55", "0.50,0.30,"),
        ("powers.csv", "CHN,China,0,-1.00", "CHN,China,0,1.00"),
        ("powers.csv", "CHN,China", "USA,China"),
        ("geography.csv", "1526", "-1526"),
        ("geography.csv", "BRN,IDN,1526", "BRN,BRN,1526"),
        ("geography.csv", "BRN,IDN,1526", "BRN,XXX,1526"),
        ("indicators.csv", "0.500", "50%"),
        ("indicators.csv", "approval", "aproval"),
        ("interests.csv", "-0.35", "-3.5"),
        ("memberships.csv", "2002-11-04,,full", "2002-11-04,,partial"),
        ("memberships.csv", "ACFTA,BRN", "ACFTX,BRN"),
        ("organisations.csv", "consensus", "unanimity"),
        ("organisations.csv", "0.15,0.20,0.20", "0.15,0.20,20"),
        ("organisations.csv", "trade,trade", "trade,traed"),
        ("series.csv", "1995,1,", "1995,5,"),
        ("shocks.csv", "0.30", "3"),
        ("trade.csv", "BRN,CHN,2000,61", "BRN,CHN,2000,-61"),
        ("trade.csv", "BRN,CHN,2000,61", "BRN,CHN,2000,sixty"),
        ("displacement.csv", "36.00", "-36.00"),
        ("crises.csv", "0.40", "4"),
        ("crises.csv", "2003-05-19,2005-08-15", "2005-08-15,2003-05-19"),
        ("dependence.csv", "BRN,CHN,1995,0.010", "BRN,RUS,1995,0.010"),
        ("administrations.csv", "CHN,Hu", "RUS,Hu"),
        ("terms.csv", "unlimited", "always"),
    ),
}  # fmt: skip
