"""The state of a region as themed tuples of arrays.

Dimension letters: N countries, K issue domains, M forum slots, P outside powers, C channels, T quarters. Pair arrays are laid out
[domain, country, other]. A share is a number in [0, 1]. No tuple holds more than sixteen arrays: compile time and the cost of a
call from Python grow with them.
"""

from __future__ import annotations

from typing import Annotated as A
from typing import NamedTuple

import numpy as np

from concertacion.sim.declare import Field

Array = np.ndarray

DOMAINS = ("migration", "health", "security", "trade", "democracy", "technology", "climate")
MIGRATION, HEALTH, SECURITY, TRADE, DEMOCRACY, TECHNOLOGY, CLIMATE = range(7)
CHANNELS = ("technical", "minilateral", "summit")
TECHNICAL, MINILATERAL, SUMMIT = range(3)
FORUM_STATUS = ("unused", "active", "dormant", "dead")
UNUSED, ACTIVE, DORMANT, DEAD = range(len(FORUM_STATUS))
MEETING = ("none", "held", "put_off")
NO_MEETING, HELD, PUT_OFF = range(len(MEETING))
TRADE_FORUM, POLITICAL_FORUM, AD_HOC_FORUM, TECHNICAL_FORUM = range(4)  # founding kinds
ECONOMIC_MODELS = ("strategic", "social", "productive")
POLITICAL_MODELS = ("acquiescent", "autonomist", "counter_hegemonic")


class Region(NamedTuple):
    """What the region shares."""

    price: A[Array, Field("one", "log", "commodity price, deviation from its long-run mean")]
    turn: A[Array, Field("one", "-2..2", "recent mean ideological turn of newly taken offices")]
    norm_content: A[Array, Field("one", "-1..1", "what democracy norms protect: +1 democracy, -1 whoever is in office")]


class Governments(NamedTuple):
    """The government of each country."""

    ideology: A[Array, Field("country", "-1..1", "left to right")]
    populism: A[Array, Field("country", "share", "plays to the street")]
    sovereigntism: A[Array, Field("country", "share", "turned inward")]
    approval: A[Array, Field("country", "share", "public approval")]
    time_in_office: A[Array, Field("country", "quarter", "quarters since the leader took office")]
    time_to_election: A[Array, Field("country", "quarter", "quarters to the next executive election")]
    terms_served: A[Array, Field("country", "count", "terms won in a row")]
    term_length: A[Array, Field("country", "quarter", "statutory term")]
    term_limit: A[Array, Field("country", "count", "terms allowed in a row")]
    ideology_centre: A[Array, Field("country", "-1..1", "long-run centre of the country's politics")]
    populism_centre: A[Array, Field("country", "share", "long-run populism")]
    sovereigntism_centre: A[Array, Field("country", "share", "long-run sovereigntism")]
    takes_office: A[Array, Field("country", "0/1", "a new leader took office this quarter")]
    turn: A[Array, Field("country", "-2..2", "ideological change of a new leader against the predecessor")]
    clout: A[Array, Field("country", "share", "capacity to call others together")]
    election_nearness: A[Array, Field("country", "share", "1 in the quarter of an election, 0 a year or more before it")]


class Societies(NamedTuple):
    """The state and the society of each country."""

    growth: A[Array, Field("country", "a year", "growth of output")]
    aspiration: A[Array, Field("country", "a year", "growth that people have come to expect")]
    turmoil: A[Array, Field("country", "share", "domestic turmoil")]
    crime: A[Array, Field("country", "share", "organised crime")]
    crime_centre: A[Array, Field("country", "share", "long-run level of organised crime")]
    inequality: A[Array, Field("country", "share", "inequality of incomes (Gini)")]
    fiscal_stress: A[Array, Field("country", "share", "fiscal stress")]
    democracy: A[Array, Field("country", "share", "electoral democracy")]
    democracy_memory: A[Array, Field("country", "share", "slowly remembered level of democracy")]
    democracy_centre: A[Array, Field("country", "share", "long-run level of democracy")]
    democracy_fall: A[Array, Field("country", "share", "fall of democracy in this quarter")]
    capacity: A[Array, Field("country", "share", "capacity of the state")]
    capacity_centre: A[Array, Field("country", "share", "long-run capacity")]
    benefit: A[Array, Field("country", "share", "cooperation delivered to the country last quarter, mean over domains")]
    weight: A[Array, Field("country", "share", "share of the region's output")]
    commodity_exposure: A[Array, Field("country", "share", "commodities in exports")]


class Standing(NamedTuple):
    """Where each country stands towards others."""

    autonomy: A[Array, Field("country", "share", "a norm of autonomy that outlives governments")]
    alignment: A[Array, Field("country", "-1..1", "alignment between the second power (-1) and the first (+1)")]
    standard: A[Array, Field("country", "-1..1", "technological sphere joined")]
    migrants: A[Array, Field("country", "of absorptive capacity", "displaced people hosted")]
    closed: A[Array, Field("country", "0/1", "border closed to displaced people")]
    city_ideology: A[Array, Field("country", "-1..1", "colour of cities and provinces")]
    rising_ties: A[Array, Field("country", "share", "ties abroad of rising leaders")]
    skill: A[Array, Field("country", "share", "square root of the capacity of the state")]
    stature: A[Array, Field("country", "share", "square root of the weight over that of the heaviest country")]
    suspended: A[Array, Field("country", "quarter", "quarters of suspension from forums left to serve")]


class Issues(NamedTuple):
    """Issue by issue, what each country faces and is expected to do."""

    shock: A[Array, Field("domain,country", "share", "pressure of a shock")]
    interest: A[Array, Field("domain,country", "-1..1", "material interest")]
    salience: A[Array, Field("domain,country", "1", "how much the issue matters now")]
    position: A[Array, Field("domain,country", "-1..1", "position of the government on the issue")]
    technical_faith: A[Array, Field("domain,country", "share", "expected technical participation")]
    summit_faith: A[Array, Field("domain,country", "share", "expected commitment at summits")]


class Domains(NamedTuple):
    """Traits of the issue domains, and the norms in force."""

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
    norms: A[Array, Field("domain", "share", "stock of shared norms carried into domestic law")]


class Ties(NamedTuple):
    """What binds countries to one another."""

    trust: A[Array, Field("country,other", "share", "trust of the government in the other")]
    network: A[Array, Field("domain,country,other", "share", "ties of bureaucracies, cities and civil society")]
    memory: A[Array, Field("domain,country,other", "share", "highest the network has been: what can be reawakened")]
    nearness: A[Array, Field("country,other", "share", "weight of the other among those who matter; rows sum to one")]
    trade: A[Array, Field("country,other", "share", "trade with the other as a share of all trade")]
    joint: A[Array, Field("country,other", "1", "common successes this quarter, over the number of domains and channels")]
    apart: A[Array, Field("country,other", "1", "distance between technological spheres")]
    distance: A[Array, Field("country,other", "0..2", "ideological distance between governments")]
    near: A[Array, Field("other,country", "share", "nearness, by partner")]
    welcome: A[Array, Field("other,country", "share", "how acceptable the other is to the country, by partner")]
    reach: A[Array, Field("other,country", "share", "what the other could bring to technical work with the country, by partner")]
    far: A[Array, Field("country", "0..2", "mean ideological distance to those who matter")]
    far_cities: A[Array, Field("country", "0..2", "mean distance of the cities to the cities of those who matter")]
    companions: A[Array, Field("country", "share", "capacity of acceptable partners nearby")]
    accepted: A[Array, Field("country", "share", "nearness to acceptable partners")]
    among: A[Array, Field("country", "0..2", "mean ideological distance to acceptable partners")]


class Forums(NamedTuple):
    """The forums of the region, free slots included."""

    status: A[Array, Field("forum", "code", "0 unused, 1 active, 2 dormant, 3 dead")]
    kind: A[Array, Field("forum", "code", "founding kind: 0 trade, 1 political, 2 ad hoc, 3 technical")]
    depth: A[Array, Field("forum", "share", "authority delegated")]
    vitality: A[Array, Field("forum", "share", "life left in the forum")]
    brand_position: A[Array, Field("forum", "-1..1", "ideological brand")]
    brand_strength: A[Array, Field("forum", "share", "strength of the brand")]
    interval: A[Array, Field("forum", "quarter", "statutory interval between meetings")]
    countdown: A[Array, Field("forum", "quarter", "quarters to the next statutory meeting")]
    consensus: A[Array, Field("forum", "0/1", "decides by consensus (1) or majority (0)")]
    patron: A[Array, Field("forum", "index", "country that pays, -1 none")]
    patron_share: A[Array, Field("forum", "share", "patron's share of the funds")]
    blocked: A[Array, Field("forum", "share", "memory of meetings put off and agreements failed")]
    dormant_for: A[Array, Field("forum", "quarter", "quarters since the forum went dormant")]
    meeting: A[Array, Field("forum", "code", "0 none, 1 held, 2 put off")]
    host: A[Array, Field("forum", "index", "host of the meeting, -1 none")]
    agreed: A[Array, Field("forum", "count", "domains agreed at the meeting")]


class Circles(NamedTuple):
    """Who sits where, on what, and what they have promised."""

    members: A[Array, Field("forum,country", "0/1", "member")]
    size: A[Array, Field("forum", "count", "members when overlap was last worked out, 0 where they have changed since")]
    overlap: A[Array, Field("forum,other_forum", "share", "countries in both forums, of those in either")]
    seats: A[Array, Field("forum,power", "0/1", "outside power is a member")]
    scope: A[Array, Field("forum,domain", "0/1", "domain in the forum's scope")]
    agenda: A[Array, Field("forum,domain", "0/1", "domain on the agenda of this meeting")]
    attending: A[Array, Field("forum,country", "0/1", "president attends this meeting")]
    pledged: A[Array, Field("forum,domain,country", "share", "commitment in force")]
    implemented: A[Array, Field("forum,domain,country", "share", "commitment carried out")]
    blunting: A[Array, Field("forum,domain", "share", "what overlap with other circles leaves of the forum's force")]
    economic_model: A[Array, Field("forum,economic_model", "share", "strategic, social, productive")]
    political_model: A[Array, Field("forum,political_model", "share", "acquiescent, autonomist, counter-hegemonic")]
    eligible: A[Array, Field("forum,country", "0/1", "has been a member: may return")]
    agreement: A[Array, Field("forum,domain", "share", "probability that those who attend agree")]
    expected: A[Array, Field("forum,domain", "share", "capacity expected to commit, of the capacity present")]
    chance: A[Array, Field("forum,country", "share", "probability that the president comes to a meeting if one is held")]
    distance: A[Array, Field("forum,country", "0..2", "mean ideological distance to the others who attend")]
    draws: A[Array, Field("forum,country", "share", "luck of the meeting: who hosts, then who comes")]


class Powers(NamedTuple):
    """The powers outside the region: the first leads, the second rivals."""

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
    term: A[Array, Field("power", "quarter", "length of an administration, 0 without elections")]
    countdown: A[Array, Field("power", "quarter", "quarters to the next administration")]


class Regard(NamedTuple):
    """What each country thinks of each power, and how far it depends on it."""

    trust: A[Array, Field("power,country", "share", "trust of the country in the power")]
    dependence: A[Array, Field("power,country", "share", "dependence of the country on the power")]


class Crises(NamedTuple):
    """Political crises that divide the region, each attached to the country where it burns."""

    intensity: A[Array, Field("country", "share", "intensity of the crisis in the country")]
    stance: A[Array, Field("country,other", "-1..1", "stance of the other towards the country's government in the crisis")]


class Choices(NamedTuple):
    """What was chosen and what came of it this quarter."""

    technical: A[Array, Field("domain,country", "0/1", "bureaucracy cooperates")]
    local: A[Array, Field("domain,country", "0/1", "cities and provinces cooperate on their own")]
    partnership: A[Array, Field("domain,country", "share", "what partners bring to technical work, expected or actual")]
    participation: A[Array, Field("domain,country", "share", "how far the country takes part in technical work")]
    president: A[Array, Field("domain,country", "code", "0 neither, 1 minilateral group, 2 commits at a meeting")]
    venue: A[Array, Field("domain,country", "index", "forum of the best meeting on the domain, -1 none")]
    minilateral: A[Array, Field("domain,country", "index", "number of the minilateral group joined, 0 none")]
    partners: A[Array, Field("country", "0/1", "there is anybody to cooperate with")]
    draws: A[Array, Field("channel,domain,country", "share", "luck of the choice: technical work? does the president engage? and how?")]
    waiting: A[Array, Field("country", "time", "who would call a minilateral group together first: the shortest wait, domain by domain")]
    queue: A[Array, Field("country", "index", "those who want a minilateral group, in the order in which they come forward")]
    pace: A[Array, Field("country", "share", "what a country carries out in a quarter of what is left to do")]
    utility: A[Array, Field("channel,domain,country", "utility", "utility of each channel at the moment of choice")]
    local_utility: A[Array, Field("domain,country", "utility", "utility of cooperation to cities and provinces")]
    delivered: A[Array, Field("channel,domain,country", "share", "cooperation delivered to the country")]


class State(NamedTuple):
    """Everything that moves."""

    region: Region
    governments: Governments
    societies: Societies
    standing: Standing
    issues: Issues
    domains: Domains
    ties: Ties
    forums: Forums
    circles: Circles
    powers: Powers
    regard: Regard
    crises: Crises
    choices: Choices
