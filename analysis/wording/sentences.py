"""All that is found of a claim, in sentences for its page, each with a lead that says what it is about."""

from __future__ import annotations

import math

from concertacion.analysis.claims.channels import Weights
from concertacion.analysis.claims.claim import Claim, Part, Treatment
from concertacion.analysis.claims.judgement import Check, Findings, Judgement, VerdictByShares
from concertacion.analysis.claims.ledger import Entry, Provenance, Sizes
from concertacion.analysis.claims.shares import SUPPORTS
from concertacion.analysis.claims.treatments import Moved
from concertacion.analysis.claims.types import TYPES
from concertacion.analysis.formatting import inside, listed
from concertacion.analysis.wording.amounts import amount, contradiction, demand, interval, reading
from concertacion.analysis.wording.assumed import assumed_texts, sign_text
from concertacion.analysis.wording.parameters import Named, glossed, plain
from concertacion.analysis.wording.rules import where_text
from concertacion.analysis.wording.verdicts import made_of, points_applying, verdict_text, why
from concertacion.analysis.wording.weighed import text_of

Line = tuple[str, str]  # lead, sentence
LEAST_BEND = 1.05  # a factor that is told; below it support is a half already
STATUS = {
    "stated": "The text says so.", "inferred": "The text does not say so plainly: this is how we read it.",
    "normative": "The text recommends it: what would follow is our reading.",
}  # fmt: skip
RECORD = {
    "silent": "The record of presidents' travel says nothing on it.", "consistent": "The record of presidents' travel agrees.",
    "in conflict": "The record of presidents' travel disagrees.",
}  # fmt: skip


def lines_of(
    entry: Entry, of: Provenance, named: Named = plain, changed: bool = False, second: Entry | None = None,
    half_width: float = math.nan, chance_tells: bool = True,
) -> list[Line]:  # fmt: skip
    """The findings on a claim in the order in which a reader asks for them; `named` writes the names of parameters.

    `changed`: a second master seed gives another verdict. `second`: the claim under that seed. `half_width`: of the median
    interval over the points. `chance_tells`: whether random subsets are small enough to say anything.
    """
    claim, judgement, _ = entry
    source = (
        "Source",
        f"{claim.paper}, {claim.section}: {claim.passage}. {STATUS[claim.status]} File: {claim.id}.yaml.",
    )
    if claim.untestable:
        return [source, ("Verdict", f"Untestable here. {claim.untestable}")]
    found = judgement.found
    lines = [
        source,
        ("Verdict", f"{_capital(verdict_text(judgement, changed))}. {why(judgement, claim.main.shape)}"),
        ("What the points show", shares_text(claim, judgement, of.sizes) + precision_text(claim.main, half_width)),
        ("Effect", part_text(claim.main)),
        ("Terms", measures_text(claim)),
        ("At the default point", default_text(claim.main, found)),
        ("Holds where", where_text(judgement, named)),
        ("Depends on the threshold", scales_text(judgement)),
        ("Depends on the form of a mechanism", forms_text(judgement, named)),
        ("Run", period_text(claim)),
        ("Do the arms differ", treatment_text(claim.treatment, found.treatment)),
        ("Could it come out otherwise", sign_text(claim, judgement)),
        ("What was assumed", " ".join(assumed_texts(claim, judgement, named))),
        *(
            (f"{_capital(channel)} channel only", _capital(told_text(told, claim.main)))
            for channel, told in found.channels.items()
        ),
        ("Weights of channels", weights_text(found.weights, claim.main) if found.weights else ""),
        *(
            (f"Also in this passage: {part.name.replace('_', ' ')}", beside_text(part, found.parts[part.name]))
            for part in claim.others
        ),
        ("Run from another start", check_text(found.check, claim.main) if found.check else ""),
        (
            "Under the record's weights",
            text_of(entry, of.weights, named, second, chance_tells) if of.weights and entry.weighed else "",
        ),
        ("Record", RECORD.get(found.record, found.record)),
        ("How firm", firmness_text(judgement)),
        ("Rivals", f"{', '.join(claim.rivals)}." if claim.rivals else ""),
        ("Note", claim.note),
    ]
    return [line for line in lines if line[1]]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def shares_text(claim: Claim, judgement: Judgement, sizes: Sizes) -> str:
    """Of how many points, and what they say."""
    found, count = judgement.found, points_applying(judgement, sizes)
    where = (
        f"It applies where {claim.applies.text}, at {found.applicable.share:.0%} of the points. " if claim.applies.text else ""
    )
    return f"{where}Of these {count:,}: {made_of(judgement.main.shares, ends=True)}."


def precision_text(part: Part, half_width: float) -> str:
    """From which size on a typical point can show an effect; empty where no interval is known."""
    if math.isnan(half_width):
        return ""
    width, least = (amount(size, part).removeprefix("+") for size in (half_width, part.smallest + half_width))
    none = "" if half_width < part.smallest else ", and none can be shown to be too small to matter"
    return (
        f" At the median point the interval reaches {width} either way: there an effect must measure at least {least} to lie "
        f"beyond the threshold{none}."
    )


def part_text(part: Part) -> str:
    """The effect, and where it must lie to support the part."""
    size = part.reason or f"That threshold is the smallest effect of interest of its kind ({TYPES[part.type].meaning})."
    against = "" if part.shape == "possible" else f" and contradicts it {contradiction(part)}"
    return f"{part.effect.text}. A point supports the claim {demand(part)}{against}. {size}"


def measures_text(claim: Claim) -> str:
    """The arms and measures that the effect and the condition name."""
    names = (*claim.main.effect.names, *claim.applies_reads)
    arms, measures = (listed(list(dict.fromkeys(column))) for column in zip(*names, strict=True))
    read = dict.fromkeys(measure for _, measure in names)
    outcomes = [f"{name} is the outcome {inside(claim.measures[name])}" for name in read if name in claim.measures]
    noun = "are the arms" if len({arm for arm, _ in names}) > 1 else "is the arm"
    return f"{arms} {noun}; {listed(outcomes)}; +8 is the ninth quarter of a run." if measures else ""


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
        f"{again} Support falls to a half only if points against it count more by a factor of {main.bend:.2g}, and points for it "
        "less by as much (\u039b*; 2 where 80% support, 3 where 90% do)."
    )


def scales_text(judgement: Judgement) -> str:
    """The verdicts at other multiples of the smallest effect, where they are others."""
    if not judgement.depends_on_smallest:
        return ""
    return (
        "With a threshold " + listed([f"{scale:g} times as large: {at.verdict}" for scale, at in judgement.scales.items()]) + "."
    )


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
    best = "it" if most == least else glossed(most, named)
    return (
        f"Fewest points support where {glossed(least, named)} is {form} ({shares[least, form]:.0%}), most where "
        f"{best} is {other} ({shares[most, other]:.0%})."
    )


def period_text(claim: Claim) -> str:
    """When, where and with which politics the claim is run, as far as its file says."""
    words = {"from": claim.start, "for": claim.years and f"{claim.years} years", "in": claim.world, "with politics": claim.mode}
    given = [f"{name} {value}" for name, value in words.items() if value]
    return f"{_capital(' '.join(given))}." if given else ""


def told_text(told: VerdictByShares, part: Part, beside: bool = True) -> str:
    """What a part, a channel or a check shows, by shares alone; `beside`: at the pairs that the claim itself needed."""
    ends = interval(told.default, part)
    default = f"{amount(told.default.effect, part)}{f' ({ends})' if ends else ''}"
    return f"{told.verdict}: {made_of(told.shares, beside=beside)}; at the default point {default}."


def beside_text(part: Part, told: VerdictByShares) -> str:
    """Another statement of the passage: its effect, its threshold, and what is found."""
    return f"{part.effect.text}, supports {demand(part)}. {_capital(told_text(told, part))}"


def treatment_text(treatment: Treatment | None, moved: Moved | None) -> str:
    """Whether the arms change what they are meant to change."""
    if treatment is None:
        return ""
    if moved is None:
        return f"This cannot be checked: {treatment.why}"
    words = "Yes" if moved.takes else "Seldom, so an effect of zero says little about the claim"
    least = f"{100 * treatment.smallest:g}%" if treatment.relative else f"{treatment.smallest:g}"
    return (
        f"{words}: {treatment.measure} is {moved.arm:.3g} in {treatment.arm} and {moved.against:.3g} in {treatment.against} on "
        f"average, and differs by at least {least} at {moved.share.share:.0%} of the points."
    )


def weights_text(weights: Weights, part: Part) -> str:
    """At how many weightings of the channels the median effect lies where the claim says, and at which its sign changes."""
    claimed = weights.positive if math.isnan(weights.claimed) and part.shape in ("greater", "possible") else weights.claimed
    where = "" if math.isnan(claimed) else f"The median effect lies {_bare(part)} at {claimed:.0%} of the weightings. "
    if not weights.turn:
        return f"{where}Its sign never changes."
    named = listed([f"{channel} {weight:g}" for channel, weight in weights.turn.items()])
    return f"{where}Its sign changes: of the weightings with the other sign, the nearest to equal weights is {named}."


def _bare(part: Part) -> str:
    """Where the effect must lie, of all points together."""
    return demand(part).partition(",")[0]


def check_text(check: Check, part: Part) -> str:
    """The claim run from the shared start."""
    words = f"From {check.start} for {check.years} years"
    return (
        f"{words}: {told_text(check.told, part, beside=False)}"
        if check.told
        else f"{words} it cannot be run: {check.reason.partition('; valid')[0]}."
    )
