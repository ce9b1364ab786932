"""Inputs of a run, which it never changes: setting, traits, recorded series of the world, events of a scenario."""

from __future__ import annotations

from typing import Annotated as A
from typing import NamedTuple

from concertacion.sim.declare import Field
from concertacion.sim.state import Array


class Setting(NamedTuple):
    """What never changes in a run: who is where, and until when the record rules."""

    keys: A[Array, Field("country", "key", "stable address of the country's draws")]
    forum_keys: A[Array, Field("forum", "key", "stable address of the forum's draws")]
    subregion: A[Array, Field("country", "index", "subregion")]
    geography: A[Array, Field("country,other", "share", "closeness: falls with distance, doubled by a land border")]
    log_closeness: A[Array, Field("country,other", "log", "logarithm of the closeness, 0 with itself")]
    rivalry: A[Array, Field("country,other", "share", "former strategic rivalry, faded by the years since its end")]
    trade_start: A[Array, Field("country,other", "share", "trade with the other as a share of all trade at the start")]
    interest: A[Array, Field("domain,country", "-1..1", "material interest")]
    pinned_until: A[Array, Field("one", "index", "first quarter in which politics is simulated, not read from the record")]
    forums_until: A[Array, Field("one", "index", "first quarter in which forums follow the model, not the record")]
    axis: A[Array, Field("power", "-1..1", "where each power pulls: +1 the leading one, -1 the rival")]
    work: A[Array, Field("power,domain", "0/1", "issues on which the power's officials work with the region's")]
    open_to: A[Array, Field("forum,country", "0/1", "the country may join")]
    focus: A[Array, Field("economic_model,domain", "-1..1", "where each model of integration puts its weight; rows sum to 0")]
    pairs_kept: A[Array, Field("one", "0/1", "record what pairs of countries do together")]
    chances_kept: A[Array, Field("one", "0/1", "record the chances of attending, in every forum and quarter")]


class Politics(NamedTuple):
    """The rules of each country's politics."""

    term_length: A[Array, Field("country", "quarter", "statutory term")]
    term_limit: A[Array, Field("country", "count", "terms allowed in a row")]


class Structure(NamedTuple):
    """The weight and the long-run levels of each country."""

    weight: A[Array, Field("country", "share", "share of the region's output")]
    commodity_exposure: A[Array, Field("country", "share", "commodities in exports")]
    crime_centre: A[Array, Field("country", "share", "long-run level of organised crime")]
    democracy_centre: A[Array, Field("country", "share", "long-run level of democracy")]
    capacity_centre: A[Array, Field("country", "share", "long-run capacity")]
    usual_populism: A[Array, Field("country", "share", "long-run populism of governments at the start")]


class Domains(NamedTuple):
    """The nature of each issue domain."""

    salience: A[Array, Field("domain", "share", "how much the issue matters in quiet times")]
    toxicity: A[Array, Field("domain", "share", "how easily the issue becomes a matter of principle")]
    deliverability: A[Array, Field("domain", "share", "what bureaucracies can deliver on their own")]
    returns: A[Array, Field("domain", "1", "returns to scale: 1 proportional, below 1 the first to take part matter most")]
    publicness: A[Array, Field("domain", "share", "what outsiders get for free")]
    spillover: A[Array, Field("domain", "share", "how far a neighbour's shock is one's own")]
    ideology_weight: A[Array, Field("domain", "share", "weight of ideology against interest in a position")]
    shock_rate: A[Array, Field("domain", "a quarter", "probability of a regional shock")]
    shock_size: A[Array, Field("domain", "share", "size of a shock")]
    power_exposure: A[Array, Field("domain", "share", "how far rivalry between powers bears on the issue")]
    crisis: A[Array, Field("domain", "share", "how far a political crisis is about the issue")]


class Administrations(NamedTuple):
    """How the powers change government."""

    term: A[Array, Field("power", "quarter", "length of an administration, 0 without elections")]


class Traits(NamedTuple):
    """What countries, domains and powers are, for the whole of a run."""

    politics: Politics
    structure: Structure
    domains: Domains
    administrations: Administrations


class Exogenous(NamedTuple):
    """The recorded series of the world, quarter by quarter from the start (used while politics is pinned)."""

    price: A[Array, Field("quarter", "log", "commodity price, deviation from its long-run mean")]
    leader_new: A[Array, Field("quarter,country", "0/1", "another leader is in office at the end of the quarter")]
    ideology: A[Array, Field("quarter,country", "-1..1", "ideology of the government")]
    populism: A[Array, Field("quarter,country", "share", "populism of the government")]
    sovereigntism: A[Array, Field("quarter,country", "share", "sovereigntism of the government")]
    time_to_election: A[Array, Field("quarter,country", "quarter", "quarters to the next executive election")]
    shocks: A[Array, Field("quarter,domain,country", "share", "shock that arrives in the quarter")]
    arrivals: A[Array, Field("quarter,country", "share of absorptive capacity", "displaced people arriving")]
    crisis: A[Array, Field("quarter,country", "share", "intensity of a political crisis that divides the region")]
    power_posture: A[
        Array, Field("quarter,power,posture", "share", "ideology, engagement, pressure, reliability, framing, willingness")
    ]
    forum_status: A[Array, Field("quarter,forum", "code", "0 unused, 1 active, 2 dormant, 3 dead")]
    link: A[Array, Field("quarter,forum,country", "0/1/2/3", "0 outside, 1 associate, 2 full member, 3 suspended")]
    last_meeting: A[Array, Field("quarter,forum", "index", "quarter of the last statutory meeting by its end, -4000 without any")]
    next_meeting: A[Array, Field("quarter,forum", "index", "quarter of the first statutory meeting after it, 4000 without any")]


class Change(NamedTuple):
    """One row of `Events`: the columns after `first`, in order."""

    position: int
    parts: int
    hold: int
    low: float
    high: float
    sets: int
    value: float


class Events(NamedTuple):
    """Scenario events as changes of the block of memory that holds the state, in the order in which they happen.

    A change is of one number; or of the sum of `parts` numbers in a row, which are all scaled alike.
    """

    first: A[Array, Field("quarter+1", "index", "first change of the quarter; the last entry is the number of changes")]
    position: A[Array, Field("change", "index", "where the number, or the first of the row, lies in the block")]
    parts: A[Array, Field("change", "count", "numbers in a row that is scaled, 0 where one number is changed")]
    hold: A[Array, Field("change", "0/1", "1 makes the change again after elections")]
    low: A[Array, Field("change", "as the number", "lowest result")]
    high: A[Array, Field("change", "as the number", "highest result")]
    sets: A[Array, Field("change", "0/1", "1 sets the value, 0 adds it")]
    value: A[Array, Field("change", "as the number", "the value")]
