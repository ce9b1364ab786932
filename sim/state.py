"""What a region carries from one quarter to the next, as themed tuples of arrays.

What never changes in a run is in `sim.inputs` (Setting, Traits); what every quarter works out anew, in `sim.view`.
Dimension letters: N countries, K issue domains, M forum slots, P outside powers, C channels, T quarters. Pair arrays are laid out
[domain, country, other]. A share is a number in [0, 1]. No tuple holds more than sixteen arrays: compile time and the cost of a
call from Python grow with them.
"""

from __future__ import annotations

from math import inf
from typing import Annotated as A
from typing import Any, NamedTuple

import numpy as np

from concertacion.sim.declare import Event, Field, declared

Array = np.ndarray

DOMAINS = ("migration", "health", "security", "trade", "democracy", "technology", "climate")
MIGRATION, HEALTH, SECURITY, TRADE, DEMOCRACY, TECHNOLOGY, CLIMATE = range(7)
CHANNELS = ("technical", "minilateral", "summit")
TECHNICAL, MINILATERAL, SUMMIT = range(3)
FORUM_STATUS = ("unused", "active", "dormant", "dead")
UNUSED, ACTIVE, DORMANT, DEAD = range(len(FORUM_STATUS))
MEETING = ("none", "held", "put_off", "lower")
NO_MEETING, HELD, PUT_OFF, LOWER = range(len(MEETING))
CALLED = 4  # a meeting that nobody has opened or put off yet: only within a quarter
MEMBERSHIP = ("none", "associate", "full", "suspended")  # as recorded; the link itself is one of the first three
OUTSIDE, ASSOCIATE, FULL = 0.0, 1.0, 2.0
MOST_MIGRANTS = 5.0  # times what a country can absorb: more no longer makes a difference (bound)
TRADE_FORUM, POLITICAL_FORUM, AD_HOC_FORUM, TECHNICAL_FORUM = range(4)  # founding kinds
ECONOMIC_MODELS = ("strategic", "social", "productive")
POLITICAL_MODELS = ("acquiescent", "autonomist", "counter_hegemonic")


class Region(NamedTuple):
    """What the region shares."""

    price: A[Array, Field("one", "log", "commodity price, deviation from its long-run mean")]
    norm_content: A[Array, Field("one", "-1..1", "what democracy norms protect: +1 democracy, -1 whoever is in office")]
    usual_norm: A[Array, Field("one", "share", "norm of democracy when the run began")]


class Governments(NamedTuple):
    """The government of each country."""

    ideology: A[Array, Field("country", "-1..1", "left to right", Event(low=-1.0))]
    populism: A[Array, Field("country", "share", "plays to the street", Event())]
    sovereigntism: A[Array, Field("country", "share", "turned inward", Event())]
    approval: A[Array, Field("country", "share", "public approval", Event())]
    time_in_office: A[Array, Field("country", "quarter", "quarters since the leader took office")]
    time_to_election: A[Array, Field("country", "quarter", "quarters to the next executive election", Event(low=-inf, high=inf))]
    terms_served: A[Array, Field("country", "count", "terms won in a row")]
    propensity: A[Array, Field("country", "log-odds", "readiness of the president to travel, drawn with each leader")]


class Leanings(NamedTuple):
    """Where the politics of each country comes back to."""

    ideology_centre: A[Array, Field("country", "-1..1", "long-run centre of the country's politics", Event(low=-1.0))]
    populism_centre: A[Array, Field("country", "share", "long-run populism", Event())]
    sovereigntism_centre: A[Array, Field("country", "share", "long-run sovereigntism", Event())]


class Societies(NamedTuple):
    """The state and the society of each country."""

    aspiration: A[Array, Field("country", "a year", "growth that people have come to expect")]
    turmoil: A[Array, Field("country", "share", "domestic turmoil", Event())]
    crime: A[Array, Field("country", "share", "organised crime", Event())]
    relief: A[Array, Field("country", "share", "crime that aid at symptoms holds down")]
    secured: A[Array, Field("country", "share", "cooperation usually delivered on security before the run, sum of channels")]
    traded: A[Array, Field("country", "share", "cooperation usually delivered on trade before the run, sum of channels")]
    inequality: A[Array, Field("country", "share", "inequality of incomes (Gini)", Event(low=0.2))]
    fiscal_stress: A[Array, Field("country", "share", "fiscal stress", Event())]
    democracy: A[Array, Field("country", "share", "electoral democracy", Event())]
    democracy_memory: A[Array, Field("country", "share", "slowly remembered level of democracy")]
    capacity: A[Array, Field("country", "share", "capacity of the state", Event(low=0.02))]
    benefit: A[Array, Field("country", "share", "cooperation delivered to the country last quarter, mean over domains")]
    episode: A[Array, Field("country", "0/1", "a break with democracy is under way")]


class Standing(NamedTuple):
    """Where each country stands towards others."""

    autonomy: A[Array, Field("country", "share", "tradition of autonomy, whoever governs", Event())]
    alignment: A[
        Array, Field("country", "-1..1", "alignment between the rival power (-1) and the leading one (+1)", Event(low=-1.0))
    ]
    standard: A[Array, Field("country", "-1..1", "technological sphere joined", Event(low=-1.0))]
    migrants: A[Array, Field("country", "of absorptive capacity", "displaced people hosted", Event(high=MOST_MIGRANTS))]
    closed: A[Array, Field("country", "0/1", "border closed to displaced people")]
    city_ideology: A[Array, Field("country", "-1..1", "colour of cities and provinces")]
    rising_ties: A[Array, Field("country", "share", "ties abroad of rising leaders")]
    addressed: A[Array, Field("country", "share", "how far aid and inducement are meant for the country", Event())]


class Issues(NamedTuple):
    """Issue by issue, what each country faces, is expected to do and is delivered, and the norms in force."""

    shock: A[Array, Field("domain,country", "share", "pressure of a shock", Event("shock_{domain}"))]
    technical_faith: A[Array, Field("domain,country", "share", "expected technical participation")]
    summit_faith: A[Array, Field("domain,country", "share", "expected commitment at summits")]
    delivered: A[Array, Field("channel,domain,country", "share", "cooperation delivered to the country")]
    norms: A[Array, Field("domain", "share", "stock of shared norms carried into domestic law")]


class Ties(NamedTuple):
    """What binds countries to one another."""

    trust: A[Array, Field("country,other", "share", "trust of the government in the other")]
    network: A[Array, Field("domain,country,other", "share", "ties of bureaucracies, cities and civil society", Event(cells="pairs"))]
    memory: A[Array, Field("domain,country,other", "share", "highest the network has been: what can be reawakened", Event(cells="pairs"))]
    trade: A[Array, Field("country,other", "share", "trade with the other as a share of all trade", Event(cells="sum"))]


class Bilateral(NamedTuple):
    """What presidents have agreed with one another, two by two."""

    mandate: A[
        Array, Field("country,other", "share", "mandate for officials to work with the other's; symmetric", Event(cells="pairs"))
    ]


class Forums(NamedTuple):
    """The forums of the region, free slots included."""

    status: A[Array, Field("forum", "code", "0 unused, 1 active, 2 dormant, 3 dead")]
    kind: A[Array, Field("forum", "code", "founding kind: 0 trade, 1 political, 2 ad hoc, 3 technical")]
    depth: A[Array, Field("forum", "share", "authority delegated", Event())]
    vitality: A[Array, Field("forum", "share", "life left in the forum", Event())]
    brand_position: A[Array, Field("forum", "-1..1", "ideological brand", Event(low=-1.0))]
    brand_strength: A[Array, Field("forum", "share", "strength of the brand", Event())]
    interval: A[Array, Field("forum", "quarter", "statutory interval between meetings")]
    countdown: A[Array, Field("forum", "quarter", "quarters to the next statutory meeting")]
    threshold: A[Array, Field("forum", "share", "part of those present that must consent: 1 by consensus")]
    patron: A[Array, Field("forum", "index", "country that pays, -1 none; the powers follow the countries")]
    patron_share: A[Array, Field("forum", "share", "patron's share of the funds", Event())]
    dormant_for: A[Array, Field("forum", "quarter", "quarters since the forum went dormant")]
    failed: A[Array, Field("forum", "count", "statutory meetings put off in a row")]
    silent_for: A[Array, Field("forum", "quarter", "quarters since presidents, or in technical forums ministers, last met")]


class Circles(NamedTuple):
    """Who sits where, on what, and what they have promised."""

    members: A[Array, Field("forum,country", "0/1", "sits as a member: linked in full and not suspended")]
    link: A[
        Array, Field("forum,country", "0/1/2", "0 outside, 1 associate, 2 full member", Event(high=2.0))
    ]
    suspended: A[Array, Field("forum,country", "quarter", "quarters of suspension left to serve")]
    founder: A[Array, Field("forum,country", "0/1", "is among the founders")]
    former: A[Array, Field("forum,country", "0/1", "was a member once and left")]
    tie: A[Array, Field("forum,country", "log-odds", "readiness of the country to come to this forum, drawn at the start")]
    size: A[Array, Field("forum", "count", "members when overlap was last worked out, 0 where they have changed since")]
    overlap: A[Array, Field("forum,other_forum", "share", "countries in both forums, of those in either")]
    seats: A[Array, Field("forum,power", "0/1", "outside power is a member", Event(cells="first"))]
    scope: A[Array, Field("forum,domain", "0/1", "domain in the forum's scope")]
    pledged: A[Array, Field("forum,domain,country", "share", "commitment in force")]
    implemented: A[Array, Field("forum,domain,country", "share", "commitment carried out")]
    economic_model: A[Array, Field("forum,economic_model", "share", "strategic, social, productive")]
    political_model: A[Array, Field("forum,political_model", "share", "acquiescent, autonomist, counter-hegemonic")]
    blocked_on: A[Array, Field("forum,domain", "share", "memory of failures on the domain")]


class Powers(NamedTuple):
    """The powers outside the region, one or more: the first leads, the second rivals it."""

    ideology: A[Array, Field("power", "-1..1", "ideology of the administration")]
    engagement: A[Array, Field("power", "share", "resources and attention for cooperation")]
    pressure: A[Array, Field("power", "share", "coercion")]
    reliability: A[Array, Field("power", "share", "keeps what it announces")]
    framing: A[Array, Field("power", "share", "how far engagement is framed as containing the other power")]
    willingness: A[Array, Field("power", "share", "will at home to engage abroad")]
    mean_engagement: A[Array, Field("power", "share", "engagement around which administrations alternate")]
    mean_pressure: A[Array, Field("power", "share", "pressure around which administrations alternate")]
    phase: A[Array, Field("power", "-1/1", "which of two alternating postures is in office")]
    surprise: A[Array, Field("power", "share", "memory of unannounced turns")]
    countdown: A[Array, Field("power", "quarter", "quarters to the next administration")]


class Regard(NamedTuple):
    """What each country thinks of each power, and how far it depends on it."""

    trust: A[Array, Field("power,country", "share", "trust of the country in the power")]
    dependence: A[Array, Field("power,country", "share", "dependence of the country on the power")]


class Crises(NamedTuple):
    """Political crises that divide the region, each attached to the country where it burns."""

    intensity: A[Array, Field("country", "share", "intensity of the crisis in the country", Event("crisis"))]
    stance: A[Array, Field("country,other", "-1..1", "stance of the other towards the country's government in the crisis")]


class State(NamedTuple):
    """Everything that goes on from quarter to quarter."""

    region: Region
    governments: Governments
    leanings: Leanings
    societies: Societies
    standing: Standing
    issues: Issues
    ties: Ties
    bilateral: Bilateral
    forums: Forums
    circles: Circles
    powers: Powers
    regard: Regard
    crises: Crises


def zeros(owner: type, sizes: dict[str, int]) -> Any:
    """A themed tuple of arrays of zeros, shaped by its declarations: codes, indices and keys are int64, all else float64.

    `sizes` gives the length of each dimension.
    """
    kinds = {name: np.int64 if field.unit in ("code", "index", "key") else np.float64 for name, field in declared(owner).items()}
    return owner(*(np.zeros([sizes[d] for d in f.dims.split(",")], kinds[name]) for name, f in declared(owner).items()))
