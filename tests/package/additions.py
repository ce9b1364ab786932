"""One addition of each kind that the README's table "How to extend it" names, in the files that it names."""

# What the README's table calls an addition -> (file, text after which, text added). None: a new file, or at the end of one.
MECHANISM = '''

@compiled
def levelled(inequality, levelling):
    """x' = 0.2 + (1 - rate) (x - 0.2): inequality falls to its floor at the rate `levelling` a quarter."""
    return 0.2 + (1.0 - levelling) * (inequality - 0.2) if levelling > 0.0 else inequality
'''
OUTCOME = '''

@outcome("share", 0, 1, "mean over t and i of gini[t,i]", ("countries",))
def mean_inequality(countries, q, m):
    """Inequality of incomes."""
    total, count = 0.0, 0.0
    for t in range(q.first[m], q.last[m]):
        for i in range(q.countries.shape[1]):
            total += q.countries[m, i] * countries.gini[t, i]
            count += q.countries[m, i]
    return total / count
'''
CLAIM = """\
paper: Nobody 2020
section: First
passage: second paragraph
status: inferred
sentence: Levelling lowers inequality.
arms:
  control: {set: {levelling: 0.0}}
  treated: {set: {levelling: 1.0}}
measures: {inequality: mean_inequality}
sign: {expected: "+", why: levelling lowers inequality}
parts:
  - {name: lower, claim: true, effect: control.inequality - treated.inequality, shape: greater, type: share}
treatment: {measure: inequality, arm: treated, type: share}
direct: [levelling]
"""
SCENARIO = """\
name: hush
description: Every government loses its jealousy of sovereignty for a year.
source: nobody
events:
  - {from: +0, to: +3, variable: sovereigntism, countries: all, set: 0.125}
"""
ORGANISATION = (
    "WALK,Walkers,1990-01-01,,technical,health,0.00,0.10,0.15,8,consensus,,,,"
    "0.00,0.15,0.40,0.45,0.05,0.90,0.05,coded,invented,own\n"
)
ADDED: dict[str, list[tuple[str, str | None, str]]] = {
    "a mechanism": [
        ("sim/mechanisms/home.py", None, MECHANISM),
        (
            "sim/mechanisms/home.py",
            r"( +)(\w+)\.inequality\[i\] = max\(LEAST_GINI, .*\n",
            r"\1\2.inequality[i] = levelled(\2.inequality[i], p.levelling)" + "\n",
        ),
        (
            "sim/parameters/home.py",
            r"( +)turmoil_rate: .*\n",
            r'\1levelling: A[float, Prior(0, 1, "1/quarter", "fall of inequality to its floor", ASSUMED, neutral=0)] = 0' + "\n",
        ),
    ],
    "a scenario": [("configs/scenario/hush.yaml", None, SCENARIO)],
    "an organisation": [
        ("sim/data/latin_america/organisations.csv", None, ORGANISATION),
        (
            "sim/data/latin_america/memberships.csv",
            None,
            "".join(f"WALK,{c},1990-01-01,,full,own\n" for c in ("BRA", "CHL", "PER")),
        ),
    ],
    "a recorded variable": [
        (
            "sim/record.py",
            r'( +)capacity: A\[Array, Field\("quarter,country".*\n',
            r'\1gini: A[Array, Field("quarter,country", "share", "inequality of incomes")]' + "\n",
        ),
        (
            "sim/writing.py",
            r"( +)record\.capacity\[t, i\] = (\w+)\.capacity\[i\]\n",
            r"\1record.gini[t, i] = \2.inequality[i]" + "\n",
        ),
    ],
    "an outcome": [("sim/outcomes/politics.py", None, OUTCOME)],
    "a setting": [
        (
            "experiments/settings/shared.py",
            r"( +)seed: A\[.*\n",
            r'\1remark: A[str, Setting("a word kept with the result")] = "none"' + "\n",
        )
    ],
    "a claim": [("configs/claim/X-1.yaml", None, CLAIM)],
}
