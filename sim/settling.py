"""A settled start: what the tables do not tell of the beginning is run in before the first quarter.

How far countries trust each other and the powers, on whose side they stand, how much officials are in touch, what they expect,
have promised and been delivered, the norms they share, how much turmoil there is and how much life in a forum is on no record.
Assumed numbers would drift towards what the parameters make of them, and the drift would be told as history. So the model runs
for some quarters with everything else held at the start: after each every number outside `SETTLED` goes back to the tables.
Powers and crises are those of the start, levers stand at their defaults and no event happens. Each country votes once a term,
in a quarter of its own; a new government breaks pledges, purges officials and starts trust afresh, as it does in a run, and after
its quarter the government of the start is back.

All runs of a point start alike. The draws are those of runs that nobody else has. What is delivered on security and trade in a
usual quarter, from which crime and trade are told in a run, is the mean over the last quarters, for one alone is half luck.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from concertacion.sim.compiled import entry
from concertacion.sim.declare import Prior
from concertacion.sim.inputs import Events, Exogenous, Setting, Traits
from concertacion.sim.kernel import simulate
from concertacion.sim.packing import Packed, positions
from concertacion.sim.parameters import DECLARED, ROW, Parameters
from concertacion.sim.record import scratch_record
from concertacion.sim.state import ACTIVE, DEMOCRACY, SECURITY, TRADE, State

SETTLED = (
    "issues.technical_faith", "issues.summit_faith", "issues.delivered", "societies.benefit", "ties.trust", "ties.network",
    "ties.memory", "circles.pledged", "circles.implemented", "forums.vitality", "circles.blocked_on", "forums.failed",
    "forums.countdown", "forums.silent_for", "bilateral.mandate", "issues.norms", "societies.turmoil", "standing.alignment",
    "standing.standard", "standing.rising_ties", "regard.trust", "powers.engagement", "issues.shock",
)  # fmt: skip
# Forums meet and shocks come while all settles; then clocks and shocks are those of the tables again.
GIVEN_BACK = ("forums.countdown", "forums.failed", "issues.shock")
USUAL = 40  # the last quarters of settling, over which the mean is taken of what is delivered: a quarter's is half luck
STAYS = tuple(Parameters._fields.index(name) for name in ("exit_rate", "return_rate", "accession_rate"))
SEED = 0
LAST_RUN = 2**32 - 1  # runs are numbered from 0 to less than 2**31; each quarter takes a number from the far end
FAR = 4000.0  # quarters: no election is in sight
# At their defaults, not their neutral values: rivalry of the powers is never quite absent, and alignments rest on it.
LEVERS = {
    Parameters._fields.index(name): float(getattr(Parameters(), name))
    for name, declared in DECLARED.items()
    if isinstance(declared, Prior) and declared.lever
}


class Start(NamedTuple):
    """What a run starts with, as `sim.runs.CompiledRun` holds it."""

    setting: Setting
    traits: Traits
    exogenous: Exogenous
    events: Events
    sizes: dict[str, int]


class Settling:
    """What it takes to settle a prepared world, under one set of parameters after another."""

    def __init__(self, start: Start, tables: State, quarters: int) -> None:
        self._status = tables.forums.status
        self._packed, self.places = Packed(tables), positions(tables)
        self._tables = self._packed.start.copy()
        settles = np.isin(np.arange(self._tables.size), np.concatenate([self.places[name].ravel() for name in SETTLED]))
        self._held = np.flatnonzero(~settles)
        delivered = self.places["issues.delivered"]
        self._watched = np.ascontiguousarray(np.stack([delivered[:, domain] for domain in (SECURITY, TRADE)]))
        self._usual = np.zeros((len(self._watched), delivered.shape[-1]))
        # Contiguous, as it would be with one country: another layout is another type, for which numba compiles everything again.
        self._clock = np.ascontiguousarray(self.places["governments.time_to_election"])
        self._ballots = ballots(start, quarters)
        sizes = start.sizes | {"quarter": 1, "pair_quarter": 0, "chance_quarter": 0}
        self._wiped, self._record = scratch_record(sizes)
        self._settled_at = b""
        setting = start.setting._replace(
            pinned_until=np.array([0]), forums_until=np.array([0]), pairs_kept=np.zeros(1), chances_kept=np.zeros(1)
        )
        events = Events(np.zeros(2, np.int64), *(column[:0].copy() for column in start.events[1:]))
        self._world = setting, start.traits, start.exogenous, events

    def numbers(self, row: np.ndarray) -> np.ndarray:
        """The packed state after the quarters of settling from what the tables say, under parameters `row` without its levers.

        The next call writes into the same array, unless it is for the same parameters: points that differ by levers alone, or in
        later windows, start alike.
        """
        packed, plain = self._packed, without_levers(row)
        if plain.tobytes() == self._settled_at:
            return packed.start
        self._settled_at = plain.tobytes()
        packed.start[:] = self._tables
        if not len(self._ballots):
            return packed.start
        while_held = plain.copy()
        while_held[list(STAYS)] = 0.0  # who is linked to a forum is held, and its pledges are not lost again and again
        table = while_held.reshape(1, -1).view(ROW).reshape(-1)
        run_in(
            *self._world, table, np.zeros(1, np.int64), SEED, 0, 1, packed.start[:0], packed.now, packed.state, packed.view,
            packed.scratch, self._wiped, self._record, self._tables, self._held, self._clock, self._ballots, self._watched,
            self._usual,
        )  # fmt: skip
        packed.start[:] = packed.now[: packed.start.size]
        for given in GIVEN_BACK:
            packed.start[self.places[given]] = self._tables[self.places[given]]
        for usual, name in zip(self._usual, ("societies.secured", "societies.traded"), strict=True):
            packed.start[self.places[name]] = usual
        wake(packed.start, self.places, self._status, float(plain[Parameters._fields.index("dormancy_threshold")]))
        return packed.start


def without_levers(row: np.ndarray) -> np.ndarray:
    """The parameters of a quarter with levers at their defaults."""
    plain = np.array(row, dtype=np.float64)
    plain[list(LEVERS)] = list(LEVERS.values())
    return plain


def settled(start: Start, tables: State, row: np.ndarray, quarters: int) -> State:
    """The state after `quarters` quarters of settling, as `Settling.numbers`."""
    if quarters == 0:
        return tables
    settling = Settling(start, tables, quarters)
    return unpacked(tables, settling.numbers(row), settling.places)


@entry
def run_in(
    setting, traits, exogenous, events, table, segment, seed, first, last, start, now, state, view, scratch, wiped, record,
    tables, held, clock, ballots, watched, usual,
):  # fmt: skip
    """Quarters of settling, one for each row of `ballots`: what is `held` goes back to what the `tables` say, the rest goes on.

    Into `usual` (domain, country) goes the mean over the last `USUAL` of them of what is delivered, min(1, sum of channels);
    `watched` (domain, channel, country) are the places. `start` is empty, for each quarter starts where the one before has left
    `now`. `first` and `last` are arguments, for a constant would compile `simulate` once more.
    """
    for i in range(tables.size):
        now[i] = tables[i]
    usual[:, :] = 0.0
    quarters = min(USUAL, ballots.shape[0])
    for quarter in range(ballots.shape[0]):
        for i in range(clock.size):
            now[clock[i]] = ballots[quarter, i]
        simulate(
            setting, traits, exogenous, events, table, segment, seed, LAST_RUN - quarter, first, last, start, now, state, view,
            scratch, wiped, record,
        )  # fmt: skip
        for i in range(held.size):
            now[held[i]] = tables[held[i]]
        for domain in range(usual.shape[0] if quarter >= ballots.shape[0] - quarters else 0):
            for i in range(usual.shape[1]):
                delivered = 0.0
                for channel in range(watched.shape[1]):
                    delivered += now[watched[domain, channel, i]]
                usual[domain, i] += min(1.0, delivered) / quarters


def ballots(start: Start, quarters: int) -> np.ndarray:
    """Quarters to the next election, float64[quarter, country], where each country votes every term, in a quarter that its key
    decides.
    """
    term = start.traits.politics.term_length
    return np.where(term > 0.0, term - (np.arange(quarters)[:, None] + start.setting.keys) % np.maximum(term, 1.0), FAR)


def unpacked(like: State, numbers: np.ndarray, places: dict[str, np.ndarray]) -> State:
    """A state of the same shape whose numbers are those of a packed one."""
    whole = {
        name: type(theme)(
            *(numbers[places[f"{name}.{field}"]].view(array.dtype) for field, array in zip(theme._fields, theme, strict=True))
        )
        for name, theme in like._asdict().items()
    }
    return State(**whole)


def wake(numbers: np.ndarray, places: dict[str, np.ndarray], status: np.ndarray, dormancy_threshold: float) -> None:
    """In a packed state, networks remember no better past than the present, forums alive by their `status` are awake, and the
    norm of democracy counts as usual.
    """
    alive = places["forums.vitality"][status == ACTIVE]
    numbers[alive] = np.maximum(numbers[alive], dormancy_threshold)
    numbers[places["forums.silent_for"]] = 0.0
    numbers[places["ties.memory"]] = numbers[places["ties.network"]]
    numbers[places["region.usual_norm"]] = numbers[places["issues.norms"][DEMOCRACY]]
