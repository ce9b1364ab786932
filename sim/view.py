"""What a quarter sees: arrays that it works out anew before it reads them. Nothing here goes on to the next quarter."""

from __future__ import annotations

from typing import Annotated as A
from typing import NamedTuple

from concertacion.sim.declare import Event, Field
from concertacion.sim.state import Array

# What events decide at once of the state.
BREAK = "societies.democracy,societies.episode"
GOVERNMENT = ",".join(
    f"governments.{name}" for name in ("ideology", "populism", "sovereigntism", "time_in_office", "terms_served", "propensity")
)


class Outlook(NamedTuple):
    """What each country has just seen happen, at home and among the others."""

    takes_office: A[Array, Field("country", "0/1", "a new leader took office this quarter (2 while a coup still awaits one)")]
    turn: A[Array, Field("country", "-2..2", "ideological change of a new leader against the predecessor")]
    democracy_fall: A[Array, Field("country", "share", "fall of democracy in this quarter", Event(decides=BREAK))]
    growth: A[Array, Field("country", "a year", "growth of output")]
    election_nearness: A[Array, Field("country", "share", "1 in the quarter of an election, 0 a year or more before it")]
    clout: A[Array, Field("country", "share", "capacity to call others together")]
    skill: A[Array, Field("country", "share", "square root of the capacity of the state")]
    stature: A[Array, Field("country", "share", "weight over that of the heaviest country, to the power clout_exponent")]
    far: A[Array, Field("country", "0..2", "mean ideological distance to those who matter")]
    far_cities: A[Array, Field("country", "0..2", "mean distance of the cities to the cities of those who matter")]
    companions: A[Array, Field("country", "share", "capacity of acceptable partners nearby")]
    accepted: A[Array, Field("country", "share", "nearness to acceptable partners")]
    among: A[Array, Field("country", "0..2", "mean ideological distance to acceptable partners")]
    before: A[Array, Field("country", "-1..1", "ideology of the government before this quarter's elections")]
    tenure: A[Array, Field("country", "quarter", "time in office before this quarter's elections")]
    incoming: A[
        Array,
        Field(
            "country", "-1..2", "ideology of a government that events bring in, 2 none",
            Event("new_government", low=-1.0, decides=GOVERNMENT),
        ),
    ]  # fmt: skip
    heft: A[Array, Field("country", "1", "how much more a partner of this weight brings than the average one")]


class Fortunes(NamedTuple):
    """What comes to each country from outside, and what it does and suffers this quarter."""

    offer: A[Array, Field("country", "share", "what the powers offer the country")]
    aid: A[Array, Field("country", "share", "aid that reaches the country")]
    grievance: A[Array, Field("country", "share", "grievance against those who govern")]
    civil: A[Array, Field("country", "share", "ties that civil society builds with the others, mean")]
    backing: A[Array, Field("country", "-1..1", "stance in the most intense crisis")]
    convened: A[Array, Field("country", "count", "meetings that the country called")]
    vetoes: A[Array, Field("country", "count", "agreements that failed by its dissent")]
    journeys: A[Array, Field("country", "count", "journeys of the president outside the region")]
    judged: A[Array, Field("country", "0/1/2", "charters judged a break of democracy: 1, and 2 where one of them acted")]
    spent: A[Array, Field("country", "1", "money that levers spend on its work, over a channel's cost at the default")]


class Pairs(NamedTuple):
    """How each country sees each other one."""

    nearness: A[
        Array,
        Field("country,other", "share", "weight of the other among those who matter; rows sum to one"),
    ]
    bridged: A[Array, Field("country,other", "share", "how far a bridge spans the pair")]
    joint: A[Array, Field("country,other", "1", "common successes this quarter, over the number of domains and channels")]
    apart: A[Array, Field("country,other", "1", "distance between technological spheres")]
    distance: A[Array, Field("country,other", "0..2", "ideological distance between governments")]
    near: A[Array, Field("other,country", "share", "nearness, by partner")]
    relations: A[Array, Field("other,country", "share", "`near`, less what severed relations take")]
    welcome: A[Array, Field("other,country", "share", "how acceptable the other is to the country, by partner")]
    reach: A[Array, Field("other,country", "share", "what the other could bring to technical work with the country, by partner")]
    near_rivals: A[Array, Field("other,country", "share", "`relations` on security, where former rivals build confidence")]
    reach_rivals: A[Array, Field("other,country", "share", "`reach` on security, where former rivals build confidence")]
    boost: A[Array, Field("other,country", "1", "how much further a mandate carries technical work, 1 without one")]
    building: A[Array, Field("other,country", "1", "how much faster the pair's networks grow, by a mandate or a bridge")]
    visits: A[Array, Field("country,other", "0/1", "the president visits the other")]
    agreements: A[Array, Field("country,other", "0/1", "the visit ends in an agreement")]
    pair_work: A[Array, Field("country,other", "share", "technical work of the pair, mean over domains")]
    security_work: A[Array, Field("country,other", "share", "technical work of the pair on security")]


class Stakes(NamedTuple):
    """What each issue means to each country."""

    salience: A[Array, Field("domain,country", "1", "how much the issue matters now")]
    position: A[Array, Field("domain,country", "-1..1", "position of the government on the issue")]
    crowd: A[
        Array, Field("domain,country", "share", "life of the forums that the country has on the issue, over the number of forums")
    ]


class Meetings(NamedTuple):
    """The meetings of the quarter, forum by forum; what is said of attendance and agreement holds where one is held."""

    meeting: A[Array, Field("forum", "code", "0 none, 1 held, 2 put off, 3 held at a lower level, 4 called")]
    host: A[Array, Field("forum", "index", "host of the meeting, -1 none")]
    agreed: A[Array, Field("forum,domain", "0/1", "domain agreed at the meeting")]
    agenda: A[Array, Field("forum,domain", "0/1", "domain on the agenda of this meeting")]
    chance: A[Array, Field("forum,country", "share", "probability that the president comes to a meeting if one is held")]
    attending: A[Array, Field("forum,country", "0/1", "president of a member attends this meeting")]
    guests: A[Array, Field("forum,country", "0/1", "president of an associate attends this meeting")]
    distance: A[Array, Field("forum,country", "0..2", "mean ideological distance to the others who attend")]
    agreement: A[Array, Field("forum,domain", "share", "probability that those who attend agree")]
    spread: A[Array, Field("forum,domain", "1", "least distance from the proposal within which enough members stand to carry it")]
    expected: A[Array, Field("forum,domain", "share", "capacity expected to commit, of the capacity present")]
    force: A[Array, Field("forum,domain", "1", "what overlap leaves of the forum's force, times the focus of its model")]
    heat: A[Array, Field("forum", "share", "how hotly a crisis divides those who sit in the forum")]
    bracketed: A[Array, Field("forum,domain", "0/1", "toxic issue kept off the agenda")]


class Choices(NamedTuple):
    """What was chosen, and on what grounds."""

    utility: A[Array, Field("channel,domain,country", "utility", "utility of each channel at the moment of choice")]
    local_utility: A[Array, Field("domain,country", "utility", "utility of cooperation to cities and provinces")]
    partners: A[Array, Field("country", "0/1", "there is anybody to cooperate with")]
    venue: A[Array, Field("domain,country", "index", "forum of the best meeting on the domain, -1 none")]
    technical: A[Array, Field("domain,country", "0/1", "bureaucracy cooperates")]
    president: A[Array, Field("domain,country", "code", "0 neither, 1 minilateral group, 2 commits at a meeting")]
    local: A[Array, Field("domain,country", "0/1", "cities and provinces cooperate on their own")]
    minilateral: A[Array, Field("domain,country", "index", "number of the minilateral group joined, 0 none")]
    participation: A[Array, Field("domain,country", "share", "how far the country takes part in technical work")]
    partnership: A[Array, Field("domain,country", "share", "what partners bring to technical work, expected or actual")]
    helped: A[Array, Field("domain,country", "share", "what officials of outside powers bring to the country's technical work")]


class View(NamedTuple):
    """Everything that is seen anew each quarter: written in one phase, read in later ones and in the record."""

    outlook: Outlook
    fortunes: Fortunes
    pairs: Pairs
    stakes: Stakes
    meetings: Meetings
    choices: Choices


class Scratch(NamedTuple):
    """Room to work in: what a phase writes here, only that phase reads. Numbers of countries stand side by side here, so that
    loops over partners can use vector instructions.
    """

    draws: A[Array, Field("channel,country", "share", "draws of one forum or domain, side by side")]
    waiting: A[
        Array, Field("country", "time", "who would call a minilateral group together first: the shortest wait, domain by domain")
    ]
    journeys: A[Array, Field("country", "share", "draws of journeys outside the region, side by side")]
    side: A[Array, Field("country", "-1/1", "side of a bridge on which the country lies")]
    queue: A[Array, Field("country", "index", "those who want a minilateral group, in the order in which they come forward")]
    pace: A[Array, Field("country", "share", "what a country carries out in a quarter of what is left to do")]
    fair: A[Array, Field("country", "1", "what a member gets of the delivery of one forum, over what an average one gets")]
    able: A[Array, Field("country", "1", "heft times capacity")]
    aided: A[Array, Field("country", "share", "how much faster aid lets a country build networks with others")]
    obstructed: A[Array, Field("country", "share", "how far the government obstructs civil society")]
    builds: A[Array, Field("country,other", "share", "how fast technical work of a pair builds its network")]
    together: A[Array, Field("country,other", "share", "how far both of a pair take part in the work on one issue")]
    linked: A[Array, Field("country,other", "share", "what civil society adds to the network of a pair")]
    split: A[Array, Field("country", "share", "how far crises keep each president away from the meeting of one forum")]
    objections: A[Array, Field("voter", "1", "how far each who votes is from a proposal: countries, then powers")]
    hands: A[Array, Field("domain,country", "share", "pace left to each forum in which the country has pledges to carry out")]
    pace_left: A[Array, Field("forum", "share", "pace left to each of one forum, of two, ... in which a country has pledges")]
    matters: A[Array, Field("domain", "1", "how much each issue open to debate matters to those who came to one meeting")]
