"""A claim of a paper as arms, measures and effects. One file each, `configs/claim/<id>.yaml`, read by `claim_file`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from concertacion.analysis.claims.formula import Condition, Formula, Name

EVERYWHERE = Condition("", ())


class Expected(NamedTuple):
    """What the record must show if the claim is true of the past: a fact above or below a number."""

    fact: str  # name in the table of the record
    shape: str  # greater | less
    than: float


class Sign(NamedTuple):
    """The sign of the effect that the model's equations imply, declared before any run."""

    expected: str  # + | - | open
    why: str


class Treatment(NamedTuple):
    """What an arm changes: a measure in that arm, against the same measure in another one."""

    measure: str
    arm: str
    against: str
    relative: bool  # whether the change is counted as a share of the other's value
    smallest: float  # by how much it must differ, either way, to have been changed
    why: str = ""  # why the treatment cannot be measured; then all else is empty


class Part(NamedTuple):
    """One statement of a claim, with an effect of its own. The claim itself is one of its parts; the others are told beside."""

    name: str
    claim: bool
    effect: Formula  # of means over the runs of an arm
    shape: str  # of `claim_file.SHAPES`
    type: str  # of `types.TYPES`
    smallest: float  # smallest effect of interest, > 0, in the unit of the effect: that of the type, or the file's own
    reason: str  # for the file's own; empty where the type decides
    status: str  # of `claim_file.STATUSES`


class Claim(NamedTuple):
    """One claim. `arms` are patches on the base run, each over `common`: {scenario: NAME, set: {PARAMETER: VALUE} throughout,
    parameters: [windows], events: [events], world: {SECTION.ROW.FIELD: VALUE}}, in the grammar of scenarios and worlds.

    Start, years, world and mode are those of which the passage speaks; where the file leaves them out, those of the command.
    """

    id: str
    paper: str
    section: str
    passage: str  # where in the section: a locator, no quotation
    status: str  # of `claim_file.STATUSES`
    sentence: str  # in our words
    start: int | None = None
    years: int | None = None
    world: str = ""  # name of a world's config
    mode: str = ""
    sign: Sign = Sign("open", "")
    arms: Mapping[str, Mapping[str, Any]] = {}
    measures: Mapping[str, str] = {}  # short name -> outcome, as in docs/outcomes.md
    channels: Mapping[str, tuple[str, ...]] = {}  # measures on several channels -> these; each is measured as NAME~CHANNEL too
    parts: tuple[Part, ...] = ()
    applies: Condition = EVERYWHERE  # on means of the control
    treatment: Treatment | None = None  # None with one arm
    direct: tuple[str, ...] = ()  # parameters: strengths of the mechanisms that lead straight from the arms to the outcome
    common: Mapping[str, Any] = {}
    control: str = ""  # the arm that feedbacks are frozen at; the first by default
    rivals: tuple[str, ...] = ()  # ids of claims that say otherwise
    record: Expected | None = None  # what the record must say, where it speaks
    note: str = ""
    untestable: str = ""  # why it is not tested here; empty if it is

    @property
    def main(self) -> Part:
        """The part that is the claim itself."""
        return next(part for part in self.parts if part.claim)

    @property
    def others(self) -> tuple[Part, ...]:
        """The parts that are told beside."""
        return tuple(part for part in self.parts if not part.claim)

    @property
    def sets(self) -> tuple[str, ...]:
        """The parameters that an arm sets by itself, at any time: the treatment, so that at neutral nothing would be treated."""
        windows = [one for arm in self.arms.values() for one in (arm, *arm.get("parameters", ()))]
        return tuple(dict.fromkeys(name for one in windows for name in one.get("set", ())))

    @property
    def reads(self) -> tuple[Name, ...]:
        """Every (arm, measure) that judging reads, each once."""
        return self.with_channels((*(name for part in self.parts for name in part.effect.names), *self.treatment_reads))

    @property
    def applies_reads(self) -> tuple[Name, ...]:
        """The (arm, measure) that say whether it applies."""
        return tuple(dict.fromkeys(name for bound in self.applies.bounds for name in bound.margin.names))

    @property
    def treatment_reads(self) -> tuple[Name, ...]:
        """The (arm, measure) that say whether its treatment takes where it applies."""
        treated = self.treatment
        arms = () if treated is None or treated.why else (treated.against, treated.arm)
        return tuple(dict.fromkeys([*self.applies_reads, *((arm, treated.measure) for arm in arms if treated)]))

    def with_channels(self, names: Iterable[Name]) -> tuple[Name, ...]:
        """These (arm, measure) and the same by channel, where a measure is on several; each once."""
        each = [(arm, one) for arm, name in names for one in (name, *(by_channel(name, c) for c in self.channels.get(name, ())))]
        return tuple(dict.fromkeys(each))


def by_channel(measure: str, channel: str) -> str:
    """The name of a measure on one of its channels; no file can use it."""
    return f"{measure}~{channel}"
