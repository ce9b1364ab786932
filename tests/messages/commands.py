"""The command, its settings, worlds and scenarios: bad input, by the kind of mistake."""

from __future__ import annotations

from tests.messages.makers import Case, plain, scenarios

COMMANDS: dict[str, list[Case]] = {
    "The command line": plain("""
seed
seed=[1
seed=1,2
+x=1
~scenario
--foo
--multirun
hydra.run.dir=x
seed=${nothing}
seed=${oc.env:HOME}
luck=common
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
scenario={name:x}
world={a:{b:1}}
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
time_limit=5
points=10
experiment=pinned points=10
experiment=sweep screen=3
experiment=claims over=[insulation]
experiment=proposals effort=full
parameters_from=~nosuchuser/x.yaml
experiment=rerun from=~nosuchuser/x
experiment=check from=~nosuchuser/x
--cfg job experiment=check from=.
"""),
    "Texts that look like something else": plain("""
country_class=12
country_class=true
country_class=[a]
"country_class=a, b"
"country_class=f(x)"
'country_class=the "first" (own)'
"country_class=it's"
"""),
    "The world": plain("""
world=own
world.folder=nowhere
world=own world.folder=nowhere
world.countries=[ARG,BRX]
world.countries=[ARG,ARG]
world.countries=latin_america
world=southeast_asia start=1990
world.countries=5
world.countries={ARG:1}
world.countries=[ARG,false]
world.overrides=0
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
events: [{from: +1, variable: approval, countries: [IDN, NO], set: 0.2}]
events: [{from: 12:30, variable: approval, countries: all, set: 0.2}]
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
        Case("--config-dir result --config-name config", {"result/config.yaml": "seed: 1\n"}),
        Case("--config-dir result", {"result/config.yaml": "seed: 1\n", "result/manifest.json": "{}"}),
        Case("--config-dir here", {"here/mine.yaml": "name: mine\n"}),
        Case("--config-dir here scenario=mine", {"here/scenario/mine.yaml": b"description: Brice\xf1o\n"}),
        Case("--config-dir here scenario=mine", {"here/scenario/mine.yaml": "description: ${oc.env:HOME}\n"}),
    ],
    "The folder of the result": [
        Case("out=full", {"full/thesis.tex": ""}),
        Case("out=file", {"file": ""}),
        Case("out=file/inside", {"file": ""}),
        Case("out=."),
    ],
}
