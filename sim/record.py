"""What a run leaves behind: arrays by quarter, written once at the end of each quarter by both engines."""

from __future__ import annotations

import math
from functools import cache
from typing import Annotated as A
from typing import Any, NamedTuple, get_type_hints

import numpy as np

from concertacion.sim.declare import Field, declared
from concertacion.sim.state import CHANNELS, FORUM_STATUS, MEETING, MEMBERSHIP

Array = np.ndarray
SEATS = ("no", "member", "guest")
JUDGED = ("no", "judged", "answered")


class CountryRecord(NamedTuple):
    """By quarter and country."""

    ideology: A[Array, Field("quarter,country", "-1..1", "ideology of the government, left to right")]
    populism: A[Array, Field("quarter,country", "share", "populism of the government")]
    sovereigntism: A[Array, Field("quarter,country", "share", "sovereigntism of the government")]
    approval: A[Array, Field("quarter,country", "share", "public approval")]
    growth: A[Array, Field("quarter,country", "a year", "growth of output")]
    aspiration: A[Array, Field("quarter,country", "a year", "growth that people have come to expect")]
    inequality: A[Array, Field("quarter,country", "share", "inequality of incomes (Gini)")]
    fiscal_stress: A[Array, Field("quarter,country", "share", "fiscal stress")]
    trade: A[Array, Field("quarter,country", "share", "trade with the others of the region as a share of all trade")]
    turmoil: A[Array, Field("quarter,country", "share", "domestic turmoil")]
    crime: A[Array, Field("quarter,country", "share", "organised crime")]
    democracy: A[Array, Field("quarter,country", "share", "electoral democracy")]
    democracy_fall: A[Array, Field("quarter,country", "share", "fall of democracy in the quarter, before charters answer")]
    suspended: A[Array, Field("quarter,country", "0/1", "suspended from forums by a charter")]
    judged: A[Array, Field("quarter,country", "code", "charters judged a break: 0 no, 1 yes, 2 and one of them acted", codes=JUDGED)]
    capacity: A[Array, Field("quarter,country", "share", "capacity of the state")]
    new_leader: A[Array, Field("quarter,country", "0/1", "a new leader took office", sums=True)]
    alignment: A[Array, Field("quarter,country", "-1..1", "alignment between the second power (-1) and the first (+1)")]
    standard: A[Array, Field("quarter,country", "-1..1", "technological sphere joined")]
    migrants: A[Array, Field("quarter,country", "of absorptive capacity", "displaced people hosted")]
    closed: A[Array, Field("quarter,country", "0/1", "border closed to displaced people")]
    crisis: A[Array, Field("quarter,country", "share", "intensity of a political crisis in the country")]
    trust: A[Array, Field("quarter,country", "share", "mean trust of others in the government")]
    offer: A[Array, Field("quarter,country", "share", "what the powers offer the country")]
    aid: A[Array, Field("quarter,country", "share", "aid that reaches the country")]
    grievance: A[Array, Field("quarter,country", "share", "grievance against those who govern")]
    civil: A[Array, Field("quarter,country", "share", "ties that civil society builds with the others, mean")]
    backing: A[Array, Field("quarter,country", "-1..1", "stance in the most intense crisis")]
    local: A[Array, Field("quarter,country", "share", "share of the domains in which cities and provinces cooperate")]
    journeys: A[Array, Field("quarter,country", "count", "journeys of the president outside the region", sums=True)]
    convened: A[Array, Field("quarter,country", "count", "meetings that the country called", sums=True)]
    vetoes: A[Array, Field("quarter,country", "count", "agreements that failed by its dissent", sums=True)]


class ForumRecord(NamedTuple):
    """By quarter and forum slot."""

    status: A[Array, Field("quarter,forum", "code", "0 unused, 1 active, 2 dormant, 3 dead", codes=FORUM_STATUS)]
    vitality: A[Array, Field("quarter,forum", "share", "life left in the forum")]
    depth: A[Array, Field("quarter,forum", "share", "authority delegated")]
    size: A[Array, Field("quarter,forum", "count", "members")]
    meeting: A[Array, Field("quarter,forum", "code", "0 none, 1 held, 2 put off, 3 held by ministers", codes=MEETING, sums=True)]
    host: A[Array, Field("quarter,forum", "index", "host of the meeting, -1 none")]
    heat: A[Array, Field("quarter,forum", "share", "how hotly a crisis divides those who sit in the forum")]
    scope: A[Array, Field("quarter,forum,domain", "0/1", "domain in the forum's scope")]
    on_agenda: A[Array, Field("quarter,forum,domain", "0/1", "domain on the agenda", sums=True)]
    agreed: A[Array, Field("quarter,forum,domain", "0/1", "domain agreed", sums=True)]
    member: A[Array, Field("quarter,forum,country", "0/1", "sits as a member")]
    link: A[Array, Field("quarter,forum,country", "code", "0 outside, 1 associate, 2 full, 3 suspended", codes=MEMBERSHIP)]
    attended: A[Array, Field("quarter,forum,country", "code", "0 no, 1 president of a member, 2 a guest", codes=SEATS, sums=True)]
    economic_model: A[Array, Field("quarter,forum,economic_model", "share", "strategic, social, productive")]
    political_model: A[Array, Field("quarter,forum,political_model", "share", "acquiescent, autonomist, counter-hegemonic")]
    pledged: A[Array, Field("quarter,forum", "share", "commitments in force, mean over members and scope")]
    implemented: A[Array, Field("quarter,forum", "share", "commitments carried out, mean over members and scope")]


class IssueRecord(NamedTuple):
    """By quarter, domain and country. Who worked with whom follows from who worked where (`sim.outcomes.pairs`)."""

    took_part: A[Array, Field("quarter,channel,domain,country", "0/1", "the country worked in the channel")]
    minilateral: A[Array, Field("quarter,domain,country", "index", "minilateral group the country worked in, 0 none")]
    venue: A[Array, Field("quarter,domain,country", "index", "forum at which the president committed, -1 none")]
    delivered: A[Array, Field("quarter,channel,domain,country", "share", "cooperation delivered to the country")]
    norms: A[Array, Field("quarter,domain", "share", "stock of shared norms")]
    salience: A[Array, Field("quarter,domain,country", "1", "how much the issue matters to the country")]


class RegionRecord(NamedTuple):
    """By quarter."""

    price: A[Array, Field("quarter", "log", "commodity price, deviation from its long-run mean")]
    engagement: A[Array, Field("quarter,power", "share", "engagement of the power")]
    framing: A[Array, Field("quarter,power", "share", "how far engagement is framed as containing the other power")]
    pressure: A[Array, Field("quarter,power", "share", "pressure of the power")]
    power_trust: A[Array, Field("quarter,power", "share", "mean trust of the region in the power")]
    dependence: A[Array, Field("quarter,power", "share", "mean dependence of the region on the power")]
    norm_content: A[Array, Field("quarter", "-1..1", "what democracy norms protect: +1 democracy, -1 whoever is in office")]
    spent: A[Array, Field("quarter", "of a channel's cost", "money that levers spend, over what one channel costs all countries at the default")]


class PairRecord(NamedTuple):
    """By quarter and pair of countries: kept where an outcome reads it, and in records that are kept."""

    visits: A[Array, Field("quarter,country,other", "0/1", "the president visited the other", sums=True)]
    agreements: A[Array, Field("quarter,country,other", "0/1", "the visit ended in an agreement", sums=True)]
    pair_work: A[Array, Field("quarter,country,other", "share", "technical work of the pair, mean over domains")]
    security_work: A[Array, Field("quarter,country,other", "share", "technical work of the pair on security")]
    pair_trust: A[Array, Field("quarter,country,other", "share", "trust of the country in the other")]
    mandate: A[Array, Field("quarter,country,other", "share", "mandate for officials to work with the other's")]


class ChanceRecord(NamedTuple):
    """By quarter, forum and country: kept on request (`setting.chances_kept`)."""

    chance: A[Array, Field("quarter,forum,country", "share", "probability that the president comes to a meeting, were one called")]


class Record(NamedTuple):
    """The record of one run."""

    countries: CountryRecord
    forums: ForumRecord
    issues: IssueRecord
    region: RegionRecord
    pairs: PairRecord
    chances: ChanceRecord


THEMES: dict[str, Any] = get_type_hints(Record)
TOGETHER = Field("channel,country,other", "count", "domain-quarters in which the two worked together")  # of a whole run
STORED_AS: dict[str, type] = {"0/1": np.int8, "code": np.int8, "count": np.int16, "index": np.int16}  # by unit


def label_of(theme: str, name: str) -> str:
    """The name in a dataset of a recorded variable."""
    return f"forum_{name}" if theme == "forums" else name


@cache
def recorded_variables() -> dict[str, Field]:
    """What is recorded, by name as in a dataset."""
    named = {label_of(theme, name): field for theme, owner in THEMES.items() for name, field in declared(owner).items()}
    return {**named, "together": TOGETHER}


def stored_as(field: Field) -> type:
    """The type a recorded variable is kept in: the smallest that holds its counts or codes, otherwise float32."""
    return STORED_AS.get(field.unit, np.float32)


def empty_record(sizes: dict[str, int]) -> Record:
    """A record of zeros; `sizes` gives quarter, country, domain, forum and power.

    `pair_quarter` and `chance_quarter` say of how many quarters pairs and chances are kept: all, and none, if they are not given.
    """
    return scratch_record(sizes)[1]


def scratch_record(sizes: dict[str, int]) -> tuple[np.ndarray, Record]:
    """A block of memory, uint8 zeros, and a record that is a view of it: to write zeros to the one is to wipe the other."""
    length = {**sizes, "channel": len(CHANNELS), "other": sizes["country"], "economic_model": 3, "political_model": 3}
    kept = {PairRecord: sizes.get("pair_quarter", sizes["quarter"]), ChanceRecord: sizes.get("chance_quarter", 0)}
    fields = [(theme, field) for theme in THEMES.values() for field in declared(theme).values()]
    kinds = [np.dtype(stored_as(field)) for _, field in fields]
    shapes = [[kept.get(theme, length[d]) if d == "quarter" else length[d] for d in field.dims.split(",")] for theme, field in fields]
    spans = [-(-math.prod(shape) * kind.itemsize // 64) * 64 for shape, kind in zip(shapes, kinds, strict=True)]  # aligned
    block = np.zeros(sum(spans), np.uint8)
    arrays = iter(
        block[end - span :][: math.prod(shape) * kind.itemsize].view(kind).reshape(shape)
        for end, span, shape, kind in zip(np.cumsum(spans), spans, shapes, kinds, strict=True)
    )
    filled: Any = (theme(*(next(arrays) for _ in theme._fields)) for theme in THEMES.values())
    return block, Record(*filled)
