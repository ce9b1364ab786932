"""Sweeps, sensitivity analyses, claims and proposals: bad input, by the kind of mistake."""

from __future__ import annotations

from tests.messages.makers import Case, claims, plain, tables_of_points

MET = "organisation,year,meetings\n{},2008,1\n"  # a table to score
EXPERIMENTS: dict[str, list[Case]] = {
    "A comparison": [
        *(
            Case(f"experiment=compare start=2015 years=2 {line}")
            for line in """
arms=null
arms=pandemic
arms=[baseline]
arms=[baseline,baseline]
arms=[baseline,false]
arms=[baseline,pandmic]
arms=[baseline,a/b]
arms=[baseline,pandemic]
arms=[a,b,c,d,e,f,g,h,i]
arms={plain:{}}
arms={plain:{},Strong:{set:{insulation:0.9}}}
arms={plain:{},strong:{set:{insulatoin:0.9}}}
arms={plain:{},strong:{set:{insulation:9}}}
arms={plain:{},strong:{sett:{insulation:0.9}}}
arms={plain:{},strong:{set:0.9}}
arms={plain:{},strong:{scenario:pandmic}}
arms={plain:{},strong:{world:{organisations.UNASUR.dept:1}}}
arms={plain:{},strong:{events:[{from:+4,variable:aproval,countries:all,add:0.1}]}}
arms={plain:{},same:{set:{insulation:0.25}}} parameters.insulation=0.25
arms=[baseline,isolation] outcomes=[deliverd]
arms=[baseline,isolation] baseline=false
arms=[baseline,isolation] over=[insulation]
""".strip().splitlines()
        ),
        *plain("""
arms=[baseline,pandemic]
experiment=sweep over=[insulation] baseline=false
baseline=perhaps
"""),
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
over={insulation:{normal:[0.5]}}
over={insulation:{normal:[0.5,0.4]}}
over={insulation:{truncated_normal:[0.5,0.4,0,2]}}
over={insulation:{log_uniform:[0,1]}}
over={insulation:{discrete:[0.1,0.2]}}
over={insulation:{discrete:{0.1:0,0.2:1}}}
over={insulation:{normal:[0.5,0.1]}} design=grid
over={insulation:{discrete:{0.1:1,0.2:3}}} design=morris
over=[insulation] ties=bridge
over=[insulation] ties={bridge:insulatoin}
over=[insulation] ties={bridge:aid}
over=[insulation] ties={bridge:insulation,parameters.bridge:insulation}
over=[insulation] ties={bridge:{insulation:[0.1,0.3]}}
over=[insulation,bridge] ties={bridge:insulation}
over={channels:[joint,excluding]}
over={scenario:[baseline,pandmic]}
over=[start]
over={start:{values:[2000,soon]}}
over={world:[latin_america_20,celac_3]}
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
design=table table=points.csv levels=0
design=lhs second_order=false
table=points.csv
limit=0
over=[insulation] outcomes=[deliverd]
over=[insulation] outcomes=[delivered.helth]
over=[insulation] outcomes=[delivered@+8:+4]
over=[insulation] outcomes=[delivered@+400:]
over=[insulation] outcomes=[delivered,delivered]
over=[insulation] outcomes=[delivered.UNASUR]
over=[insulation] outcomes=[meetings_held.UNASR]
over=[insulation] outcomes=[level]
over=[insulation] outcomes=[level.aproval]
over=[insulation] outcomes=[level.closed]
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
insulation;rationality | 0,5;2.5
id,insulation | 1,0.5
start | 2000.5
"""),
    ],
    "A sensitivity analysis": plain("""
experiment=sensitivity method=sobl
experiment=sensitivity points=100
experiment=sensitivity method=morris screen=3
experiment=sensitivity screen=0
experiment=sensitivity screen_points=8
experiment=sensitivity screen=3 ties={bridge:insulation}
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
experiment=claims claim=MSF-01 "points='~nosuchuser/x'"
experiment=claims claim=MSF-01 pairs=0
experiment=claims claim=MSF-01 most_pairs=2 pairs=8
experiment=claims claim=MSF-01 engine=mesa
experiment=claims claim=MSF-01 replicates=1
experiment=claims world=southeast_asia
experiment=claims claims_folder=nowhere
experiment=claims claim=MSF-01 world=southeast_asia
experiment=claims claim=MSF-01 outcomes=[delivered]
"""),
        *claims("""
-arms
-direct
author: nobody
status: certain
parts: [{name: more, claim: true, effect: "treated.delivered - control.delivered", shape: bigger, type: share}]
parts: [{name: more, claim: true, effect: treated.delivered, shape: greater, type: share, smallest: 0, reason: none}]
parts: [{name: more, claim: true, effect: "treated.delivered - control.delivered", shape: greater, type: share, smallest: 0.1}]
parts: [{name: more, claim: true, effect: "treated.delivered - control.delivered", shape: greater, type: shares}]
parts: [{name: more, claim: false, effect: "treated.delivered - control.delivered", shape: greater, type: share}]
parts: more
arms: {treated: {set: {insulation: 0.5}}}
arms: {treated: {}, control: {}}
arms: {treated: {set: {insulaton: 0.5}}, control: {}}
arms: {treated: {change: {insulation: 0.5}}, control: {}}
arms: {treated: {scenario: pandmic}, control: {}}
arms: {treated: {events: [{from: +1, variable: aproval, countries: all, add: 0.1}]}, control: {}}
arms: {treated: {world: {countries.BRA.capcity: 0.5}}, control: {}}
measures: {delivered: deliverd.technical}
measures: {delivered: delivered.technical@+90:}
parts: [{name: more, claim: true, effect: "treated.delivered -", shape: greater, type: share}]
parts: [{name: more, claim: true, effect: "treated.delivered - other.delivered", shape: greater, type: share}]
parts: [{name: more, claim: true, effect: "treated.delivered - control.received", shape: greater, type: share}]
parts: [{name: more, claim: true, effect: "exp(treated.delivered)", shape: greater, type: share}]
parts: [{name: more, claim: true, effect: "__import__(1)", shape: greater, type: share}]
direct: [insulaton]
direct: [power_trust_rate]
direct: [attend_base]
control: nobody
control: [control]
arms: {treated: {set: 5}, control: {}}
arms: {treated: {parameters: {insulation: 0}}, control: {}}
arms: {with: {set: {insulation: 0.5}}, without: {}}
parts: [{name: more, claim: true, effect: "treated.delivered - control.delivered + 1 / 0", shape: greater, type: share}]
parts: [{name: more, claim: true, effect: "1 / (control.delivered - control.delivered)", shape: greater, type: share}]
parts: [{name: more, claim: true, effect: "treated.delivered + 1e400", shape: greater, type: share}]
measures: {delivered: delivered.technical, unused: delivered}
direct: [on]
rivals: [MSF-99]
record: {fact: nothing}
sign: {expected: "+"}
sign: {expected: plus, why: it does}
start: twenty
years: 0
world: southamerica
mode: replay
applies: control.delivered
applies: treated.delivered >= 1
applies: control.delivered >= 1 or control.delivered <= 2
treatment: {measure: delivered, arm: treated}
treatment: {measure: received, arm: treated, type: share}
treatment: {measure: delivered, arm: control, type: share}
-treatment
"""),
        Case("experiment=claims claim=X-1 claims_folder=here", {"here/X-1.yaml": "paper: one: two\n"}),
        Case("experiment=claims claim=X-1 claims_folder=here", {"here/X-1.yaml": "- paper\n"}),
        Case("experiment=claims claim=X-1 claims_folder=here", {"here/X-1.yaml": b"paper: Brice\xf1o\n"}),
    ],
    "Scores": [
        *plain("""
experiment=score
experiment=score data=no.csv
experiment=score data=no.csv mode=free
experiment=score data=no.csv until=2010
experiment=score data=no.csv engine=mesa
experiment=sweep over=[insulation] data=no.csv
"""),
        *(
            Case("experiment=score data=seen.csv start=2005 years=3", {"seen.csv": text})
            for text in (
                "organisation,year,meeting\nUNASUR,2008,1\n",
                "organisation,year,attended\nUNASUR,2008,1\n",
                "organisation,year,meetings\nUNASUR,2008,many\n",
                "organisation,year,meetings\nUNASUR,2008,1\nUNASUR,2008,2\n",
                "organisation,year,meetings\nUNASR,2008,1\n",
                "visitor,visited,year,visits\nBRA,BRA,2008,1\n",
                "country,year,sent,received\nBRA,1990,1,1\n",
            )
        ),
        Case("experiment=score world=southeast_asia data=seen.csv start=2005 years=3", {"seen.csv": MET.format("ASEAN")}),
        Case("experiment=score data=seen.csv weights=here start=2005 years=3", {"seen.csv": MET.format("MERCOSUR")}),
    ],
    "Proposals": plain("""
experiment=proposals proposals=[MSF-P99]
experiment=proposals proposals=[]
experiment=proposals proposals=3
experiment=proposals points=0
experiment=proposals points=2 replicates=5000
experiment=proposals budget=-1
experiment=proposals costs={MSF-P99:2}
experiment=proposals costs={MSF-P3:-1}
experiment=proposals costs=3
experiment=proposals proposals=[MSF-P1,MSF-P2] parameters.insulation=99
"""),
}
