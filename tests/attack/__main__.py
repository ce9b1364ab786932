"""`python -m tests.attack [HOW_MANY [FROM]]`: put generated attacks to the command, and show those it answers badly."""

import sys

from tests.attack.cases import attack
from tests.attack.harness import before_the_first_run, faults

given = [int(word) for word in sys.argv[1:]]
how_many, first = (*given, *(5000, 0)[len(given) :])
bad = 0
with before_the_first_run():
    for number in range(first, first + how_many):
        if wrong := faults(number):
            bad += 1
            made = attack(number)
            print(f"attack {number}: {made.command!r} {[path for path in made.files][:3]}", *wrong, sep="\n    ", flush=True)
print(f"{how_many} attacks, {bad} answered badly")
sys.exit(bad > 0)
