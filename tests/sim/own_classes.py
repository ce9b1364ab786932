"""Country classes as users may write them, each with one fault. Imported by the processes under test, too."""

from __future__ import annotations

import os

from concertacion.sim.model import Country


class Returns(Country):
    """Returns what `answer` says, once in the second quarter, in Brazil, on health."""

    answer: object = (0, 0)

    def choose(self, domain, utilities, available):
        there = self.code == "BRA" and self.model.quarter == 1 and domain == 1
        return self.answer if there else super().choose(domain, utilities, available)


class Expects(Country):
    """Comes with the probability `answer`, whatever the model's own is."""

    answer: object = 0.0

    def attendance_chance(self, forum, chance):
        return self.answer


class Does(Country):
    """Does in the third quarter, in Brazil, what a subclass says."""

    def choose(self, domain, utilities, available):
        if self.code == "BRA" and self.model.quarter == 2:
            self.fault()
        return super().choose(domain, utilities, available)

    def fault(self):
        print("a word of the class's own")


class Raises(Does):
    def fault(self):
        raise RuntimeError("no choice\n  is left. " + 500 * "x")


class Exits(Does):
    def fault(self):
        raise SystemExit(3)


class Interrupts(Does):
    def fault(self):
        raise KeyboardInterrupt


class Recurs(Does):
    def fault(self):
        self.fault()


class Ends(Does):
    def fault(self):
        os._exit(7)


class Crashes(Does):
    def fault(self):
        os.abort()


class Hangs(Does):
    def fault(self):
        while True:
            pass
