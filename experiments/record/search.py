"""What is searched with: the facts that weigh, those of earlier years, and the waves that they ask for."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from concertacion.analysis.record.exploring import Exploration, Simulate, Size, Wave, explore, judged
from concertacion.analysis.record.facts import CHECK, Fact, discrepancies
from concertacion.analysis.record.implausibility import Against
from concertacion.analysis.record.sample import Sample
from concertacion.analysis.record.screening import screened
from concertacion.experiments import phases
from concertacion.experiments.record.reading import known_at, read_facts, recorded, table_of
from concertacion.experiments.settings.record import RecordSettings
from concertacion.sim.declare import InputError


class FactsOfYears(NamedTuple):
    """The facts of the years of the runs, and those known at the end of earlier years."""

    facts: list[Fact]
    earlier: dict[int, list[Fact]]

    @property
    def all(self) -> list[Fact]:
        """All that runs are reduced to: those of the years of the runs first."""
        return [*self.facts, *(fact for facts in self.earlier.values() for fact in facts)]

    @property
    def weighing(self) -> np.ndarray:
        """Whether each of `all` weighs in the search, bool (facts,)."""
        return np.array([fact.weighs for fact in self.facts] + [False] * (len(self.all) - len(self.facts)))


def facts_of_years(settings: RecordSettings) -> FactsOfYears:
    """The facts that the settings ask for, with the values that the world's record has of them.

    Raises
    ------
    InputError
        If a fact or the record is wrong, there is no record, or no fact weighs.
    """
    known, table = read_facts(settings.facts_folder), table_of(settings.world)
    found = FactsOfYears(
        recorded(known, table, settings.start, settings.years),
        {year: known_at(known, table, settings.start, year) for year in settings.eves},
    )
    if not found.weighing.any():
        raise InputError("facts: none of them weighs; give one the role weight")
    return found


def searched(facts: FactsOfYears, axes: int, settings: RecordSettings, simulate: Simulate) -> Exploration:
    """All waves, as far as the facts that weigh ask for them."""
    size = Size(settings.points, settings.wave_points, settings.waves, settings.seed)

    def told(wave: Wave) -> None:
        phases.say(wave.sentence, settings.quiet)

    return explore(simulate, axes, _against(facts.facts, settings), size, facts.weighing, told)


def known_before(found: Exploration, facts: FactsOfYears, settings: RecordSettings) -> dict[int, Exploration]:
    """What the same points say by what is known at the end of earlier years."""
    told, first = {}, len(facts.facts)
    for year, some in facts.earlier.items():
        weighing = [first + n for n, fact in enumerate(some) if fact.weighs]
        sample = found.sample._replace(values=found.values[:, :, weighing])
        against, first_wave = _against(some, settings), sample.wave == 0
        screen = screened(Sample(*(each[first_wave] for each in sample)), against)._replace(active=found.screen.active)
        told[year] = judged(sample, found.values, screen, found.log_prior, against, settings.seed)
        first += len(some)
    return told


def _against(facts: list[Fact], settings: RecordSettings) -> Against:
    """What those of the facts that weigh hold a sample against."""
    some = [fact for fact in facts if fact.role != CHECK]
    return Against(np.array([fact.value for fact in some]), discrepancies(some, settings.discrepancy))
