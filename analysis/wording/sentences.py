"""All that is found of a claim, in sentences for its page, each with a lead that says what it is about."""

from __future__ import annotations

import math
import re

from concertacion.analysis.claims.claim import Claim, Part, Treatment
from concertacion.analysis.claims.judgement import Findings, Judgement
from concertacion.analysis.claims.ledger import Entry, Ledger, Sizes
from concertacion.analysis.claims.shares import SUPPORTS
from concertacion.analysis.claims.thresholds import THRESHOLDS
from concertacion.analysis.claims.treatments import Moved
from concertacion.analysis.claims.types import TYPES
from concertacion.analysis.claims.verdict import CHANNELS_DISAGREE, ROBUST
from concertacion.analysis.formatting import listed, share_beside
from concertacion.analysis.wording.amounts import amount, contradiction, demand, interval, reading
from concertacion.analysis.wording.assumed import assumed_texts, sign_text
from concertacion.analysis.wording.beside import beside_text, capital, check_text, judged_text, lead_of, told_text, weights_text
from concertacion.analysis.wording.parameters import Named, glossed_once, plain
from concertacion.analysis.wording.rules import where_text, within
from concertacion.analysis.wording.verdicts import made_of, points_applying, verdict_text, why_here
from concertacion.analysis.wording.weighed import chance_tells, text_of

Line = tuple[str, str]  # lead, sentence
MULTIPLES = {0.5: "half", 2.0: "twice"}
LEAST_BEND = 1.05  # a factor that is told; below it support is a half already
STATUS = {
    "stated": "The text says so.", "inferred": "The text does not say so plainly: this is how we read it.",
    "normative": "The text recommends it: what would follow is our reading.",
}  # fmt: skip
OURS = re.compile(r"\bis our (reading|setting)\b")  # in a passage that says itself what of the claim is not the text's
STATUS_BESIDE = {**STATUS, "stated": "Apart from that the text says so.", "inferred": ""}
RECORD = {"consistent": "The record of presidents' travel agrees.", "in conflict": "The record of presidents' travel disagrees."}


def lines_of(ledger: Ledger, name: str, named: Named = plain, changed: bool = False, second: Entry | None = None) -> list[Line]:
    """The findings on a claim in the order in which a reader asks for them; `named` writes the names of parameters.

    `changed`: a second master seed gives another verdict. `second`: the claim under that seed.
    """
    entry, of = ledger.entries[name], ledger.provenance
    claim, judgement, _ = entry
    source = ("Source", source_text(claim))
    if claim.untestable:
        return [source, ("Verdict", f"Untestable here. {claim.untestable}")]
    found, main, named = judgement.found, claim.main, glossed_once(named)  # the lines below are written from first to last
    lines = [
        source,
        ("Verdict", f"{capital(verdict_text(judgement, changed))}. {why_here(judgement, main.shape)}".strip()),
        ("Judged here", judged_text(claim)),
        (
            "What the points show",
            shares_text(claim, judgement, of.sizes)
            + undefined_text(ledger, name)
            + precision_text(main, ledger.half_width(name)),
        ),
        ("Effect", part_text(main)),
        ("Terms", measures_text(claim)),
        ("At the default point", default_text(main, found)),
        ("Holds where", where_text(judgement, named, within(ledger, name))),
        ("Depends on the threshold", scales_text(judgement)),
        ("Depends on the form of a mechanism", forms_text(judgement, named)),
        ("Run", period_text(claim)),
        ("Whether the arms differ", treatment_text(claim.treatment, found.treatment)),
        ("Whether it could come out otherwise", sign_text(claim, judgement)),
        ("What was assumed", " ".join(assumed_texts(claim, judgement, named))),
        *((f"{capital(channel)} channel only", told_text(told, main)) for channel, told in found.channels.items()),
        ("Weights of channels", weights_text(found.weights, main) if found.weights else ""),
        *((lead_of(part), beside_text(part, found.parts[part.name])) for part in claim.others),
        ("Run from another start", check_text(found.check, main) if found.check else ""),
        (
            "Under the record's weights",
            text_of(entry, of.weights, named, second, chance_tells(ledger)) if of.weights and entry.weighed else "",
        ),
        ("Record", RECORD.get(found.record, "")),
        ("How firm", firmness_text(judgement)),
        ("Rivals", f"{', '.join(claim.rivals)}." if claim.rivals else ""),
        ("Note", claim.note),
    ]
    return [line for line in lines if line[1]]


def source_text(claim: Claim) -> str:
    """Where it stands, how plainly, and the file that turns it into arms."""
    status = (STATUS_BESIDE if OURS.search(claim.passage) else STATUS)[claim.status]
    said = [f"{claim.paper}, {claim.section}: {claim.passage}.", status, f"Arms and measures: {claim.id}.yaml."]
    return " ".join(word for word in said if word)


def shares_text(claim: Claim, judgement: Judgement, sizes: Sizes) -> str:
    """Of how many points, and what they say."""
    found, count = judgement.found, points_applying(judgement, sizes)
    where = (
        f"It applies where {claim.applies.text}, at {found.applicable.share:.0%} of the points. " if claim.applies.text else ""
    )
    return f"{where}Of these {count:,}: {made_of(judgement.main.shares, ends=True, shape=claim.main.shape)}."


def undefined_text(ledger: Ledger, name: str) -> str:
    """At how many of the points where a claim applies it has no effect with an interval; empty where at none."""
    table = ledger.table
    without = int((table[f"{name}.applies"].astype(bool) & table[f"{name}.low"].isna()).sum())
    return f" At {without:,} of them the effect or its interval is not defined." if without else ""


def precision_text(part: Part, half_width: float) -> str:
    """From which size on a typical point can show an effect; empty where no interval is known."""
    if math.isnan(half_width):
        return ""
    width, least = (amount(size, part).removeprefix("+") for size in (half_width, part.smallest + half_width))
    none = "" if half_width < part.smallest else ", and there no effect, however small, can be shown to be too small to matter"
    return f" At the median point the interval reaches {width} either way: only effects beyond {least} are seen there{none}."


def part_text(part: Part) -> str:
    """The effect, and where it must lie to support the part."""
    size = part.reason or f"That threshold is the smallest effect of interest of its kind ({TYPES[part.type].meaning})."
    if part.shape == "possible":
        show = f"A point shows it {demand(part).partition(',')[0]}, and the opposite {contradiction(part)}"
    else:
        show = f"A point supports the claim {demand(part)} and contradicts it {contradiction(part)}"
    return f"{part.effect.text}. {show}. {size}"


def measures_text(claim: Claim) -> str:
    """The arms and measures that the effect and the condition name."""
    names = (*claim.main.effect.names, *claim.applies_reads)
    arms, measures = (listed(list(dict.fromkeys(column))) for column in zip(*names, strict=True))
    read = dict.fromkeys(measure for _, measure in names)
    outcomes = [f"{name} is {claim.measures[name]}" for name in read if name in claim.measures]
    noun = "are the arms" if len({arm for arm, _ in names}) > 1 else "is the arm"
    return f"{arms} {noun}; {listed(outcomes)}." if measures else ""


def default_text(part: Part, found: Findings) -> str:
    """The effect at the default point, and what it says."""
    ends = interval(found.default, part)
    return f"{amount(found.default.effect, part)}{f' ({ends})' if ends else ''}: {reading(found.default, part)}."


def firmness_text(judgement: Judgement) -> str:
    """How often resampling keeps the verdict; how unequally points must be weighted before a majority for it is gone."""
    main = judgement.main
    again = f"{main.resample_agreement:.0%} of resamples of the points give the same verdict."
    if main.shares[SUPPORTS].share <= 0.5 or main.bend < LEAST_BEND:
        return again
    if math.isinf(main.bend):
        return f"{again} All points support it, however they are weighted."
    return (
        f"{again} Support falls to one half if points against it are weighted by {main.bend:.2g} and those for it "
        "by its inverse (\u039b*; 2 where 80% support, 3 where 90% do)."
    )


def scales_text(judgement: Judgement) -> str:
    """The verdicts at half and twice the smallest effect of interest, where they are others."""
    others = {scale: at.verdict for scale, at in judgement.scales.items() if at.verdict != judgement.main.verdict}
    if not others:
        return ""
    told = [f"with {MULTIPLES.get(scale, f'{scale:g} times')} the threshold: {verdict}" for scale, verdict in others.items()]
    holds = judgement.verdict == CHANNELS_DISAGREE and ROBUST in others.values()
    why = ", since no channel goes the other way at so many points there" if holds else ""
    return capital(f"{listed(told)}{why}.")


def forms_text(judgement: Judgement, named: Named = plain) -> str:
    """Under which form of which variant the fewest points support, and the most."""
    shares = {
        (variant, form): of[SUPPORTS].share
        for variant, forms in judgement.main.by_form.items()
        for form, of in forms.items()
        if not math.isnan(of[SUPPORTS].share)
    }
    if not shares:
        return ""
    (least, form), (most, other) = min(shares, key=lambda key: shares[key]), max(shares, key=lambda key: shares[key])
    if f"{shares[least, form]:.0%}" == f"{shares[most, other]:.0%}":
        return ""
    fewest = named(least)
    best = "it" if most == least else named(most)
    return (
        f"The fewest points support it where {fewest} is {form} ({shares[least, form]:.0%}), the most where "
        f"{best} is {other} ({shares[most, other]:.0%})."
    )


def period_text(claim: Claim) -> str:
    """When, where and with which politics the claim is run, as far as its file says."""
    words = {"from": claim.start, "for": claim.years and f"{claim.years} years", "in": claim.world, "with politics": claim.mode}
    given = [f"{name} {value}" for name, value in words.items() if value]
    return f"{capital(' '.join(given))}." if given else ""


def treatment_text(treatment: Treatment | None, moved: Moved | None) -> str:
    """Whether the arms change what they are meant to change."""
    if treatment is None:
        return ""
    if moved is None:
        return f"This cannot be checked: {treatment.why}"
    words = (
        "Yes"
        if moved.takes
        else f"Too rarely (under {THRESHOLDS.treatment:.0%}), so a finding of no effect says less about the claim"
    )
    least = f"{100 * treatment.smallest:g}%" if treatment.relative else f"{treatment.smallest:g}"
    return (
        f"{words}: {treatment.measure} is {moved.arm:.3g} in {treatment.arm} and {moved.against:.3g} in {treatment.against} on "
        f"average, and differs by at least {least} at "
        f"{share_beside(moved.share.share, THRESHOLDS.treatment)} of the points."
    )
