"""A claim of a user's own, and settings that test it in a moment."""

TINY = ("points=4", "pairs=2", "ablation_points=2", "ablation_pairs=2", "replicates=2", "quiet=true", "workers=1")
OWN = """
paper: Own
section: One
passage: first paragraph
status: stated
sentence: Insulated bureaucracies deliver more.
arms:
  control: {}
  treated: {set: {insulation: 1}}
measures: {work: delivered.technical}
effect: treated.work / control.work - 1
shape: greater
smallest: 0.05
reason: made up for a test
direct: [purge]
"""
