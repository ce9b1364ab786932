"""A claim of a user's own, and settings that test it in a moment."""

TINY = ("points=4", "pairs=2", "ablation_points=2", "ablation_pairs=2", "replicates=2", "quiet=true", "workers=1")
OWN = """
paper: Own
section: One
passage: first paragraph
status: stated
sentence: Insulated bureaucracies deliver more.
start: 2015
years: 6
sign: {expected: "+", why: insulation keeps officials}
arms:
  control: {}
  treated: {set: {insulation: 1}}
measures: {work: delivered.technical, met: meetings_held}
parts:
  - {name: more_work, claim: true, effect: treated.work / control.work - 1, shape: greater, type: relative-channel}
applies: control.met >= 1
treatment: {measure: work, arm: treated, type: relative-channel}
direct: [purge]
"""
