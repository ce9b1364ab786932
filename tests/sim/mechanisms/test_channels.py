import pytest

from concertacion.sim.mechanisms.channels import (
    acceptability,
    added_value,
    exposure,
    minilateral_utility,
    quarters_kept,
    relieved,
    shielded,
    summit_utility,
    technical_utility,
    visibility,
)

HELPED = dict(channel_cost=1.0, price=0.8, support=0.25, friction_relief=0.5, hurdle_share=0.4)
SEEN = dict(
    visible=1.0, toxicity=0.5, populism=0.4, election_nearness=0.5, distance=1.0, unprotected=1.0, audience=1.0,
    audience_base=0.1, electoral_fear=1.0, friendly_distance=0.3, interference=0.0,
)  # fmt: skip
MEDDLED = SEEN | dict(audience=0.0, populism=0.5, interference=0.6)
JOINING = dict(salience=0.5, with_us=2 / 3, without_us=0.25, returns=0.5, publicness=0.5, free_riding=0.8)
OFFICIALS = dict(
    salience=0.5, feasible=0.6, norm=0.5, coverage=0.4, capacity=0.25, seen_cost=0.1, top=0.5, subsidy=0.05,
    channel_value=5.0, technical_worth=1.0, norm_effect=1.0, cost=0.4, rigidity=0.5, top_effect=0.2,
)  # fmt: skip
SMALL = dict(
    salience=0.5, companions=0.3, own=0.1, returns=1.0, publicness=0.5, seen_cost=0.1, subsidy=0.05, channel_value=2.0,
    minilateral_worth=2.0, free_riding=1.0, cost=0.4,
)  # fmt: skip
SUMMIT = dict(
    salience=0.5, expected=0.3, own=0.1, agreement=0.5, force=0.8, kept=1.0, returns=1.0, publicness=0.5, seen_cost=0.1,
    stress=0.5, subsidy=0.05, channel_value=8.0, free_riding=1.0, cost=0.2, stress_cost=1.0,
)  # fmt: skip

KNOWN = [
    (relieved, HELPED, 0.48),  # 0.8 * 0.75 * 0.8
    (relieved, HELPED | dict(support=0.0), 0.64),
    (relieved, HELPED | dict(support=1.0), 0.0),
    (relieved, HELPED | dict(friction_relief=1.0, hurdle_share=1.0), 0.0),
    (relieved, HELPED | dict(friction_relief=0.0), 0.6),
    (exposure, SEEN, 0.2625),  # 0.5 * 0.5 * 1.5 * 0.7
    (exposure, SEEN | dict(distance=0.3), 0.0),
    (exposure, SEEN | dict(distance=0.0), -0.1125),  # beside the like-minded it pays
    (exposure, SEEN | dict(electoral_fear=0.0), 0.175),
    (exposure, MEDDLED, 0.3),  # 0.6 * 0.5
    (exposure, MEDDLED | dict(visible=0.5), 0.15),
    (exposure, MEDDLED | dict(visible=1.5, unprotected=0.2), 0.09),
    (exposure, MEDDLED | dict(audience=2.0), 0.93),  # 0.3 + 2 * 0.5 * 0.6 * 1.5 * 0.7
    (shielded, dict(seen_cost=0.2, norm=0.5, norm_shield=0.3), 0.17),
    (shielded, dict(seen_cost=-0.2, norm=0.5, norm_shield=0.3), -0.2),  # what pays is not hidden
    (visibility, dict(channel=0, visibility_gap=1.0), 0.5),
    (visibility, dict(channel=1, visibility_gap=1.0), 1.0),
    (visibility, dict(channel=2, visibility_gap=1.0), 1.5),
    (visibility, dict(channel=2, visibility_gap=-2.0), 0.0),
    (added_value, JOINING, 0.32),  # 0.5 (0.8 - 0.8 * 0.5 * 0.4)
    (added_value, JOINING | dict(free_riding=0.0), 0.4),
    # 0.9 - 0.55 - 0.1 + 0.1 + 0.05
    (technical_utility, OFFICIALS, 0.4),
    (technical_utility, OFFICIALS | dict(rigidity=0.0, norm_effect=0.0), 0.25),  # 0.6 - 0.4 + 0.05
    (technical_utility, OFFICIALS | dict(channel_value=0.0, cost=0.0), 0.05),
    # the gain is 0.5 (0.4 - 0.5 * 0.3) = 0.125
    (minilateral_utility, SMALL, 0.05),
    (minilateral_utility, SMALL | dict(cost=0.0), 0.45),
    (minilateral_utility, SMALL | dict(free_riding=0.0), 0.35),
    (summit_utility, SUMMIT, 0.05),  # 8 * 0.5 * 0.8 * 0.125 - 0.3 - 0.1 + 0.05
    (summit_utility, SUMMIT | dict(kept=2.0), 0.45),
    (summit_utility, SUMMIT | dict(stress_cost=0.0), 0.15),
    (summit_utility, SUMMIT | dict(free_riding=0.0), 0.29),  # the gain is 0.2
    (quarters_kept, dict(interval=3.0, lapse=0.1), 2.71),  # 1 + 0.9 + 0.81
    (quarters_kept, dict(interval=0.0, lapse=0.1), 1.0),
    (acceptability, dict(distance=0.5, trust=0.7, minilateral_distance=0.8, minilateral_trust=0.5), 0.7),
    (acceptability, dict(distance=2.0, trust=0.0, minilateral_distance=1.0, minilateral_trust=2.0), 0.0),
    (acceptability, dict(distance=2.0, trust=1.0, minilateral_distance=-1.0, minilateral_trust=2.0), 1.0),
]
BOUNDS = [(relieved, 0, 3, {"price": (1 / 3, 3)}), (visibility, 0, 2), (acceptability, 0, 1)]
NEUTRAL = [
    (shielded, "norm_shield", ("norm",)),
    (relieved, "friction_relief", ("hurdle_share",)),
    (relieved, "hurdle_share", ("friction_relief",)),
    (exposure, "electoral_fear", ("election_nearness",)),
    (exposure, "audience", ("toxicity", "election_nearness", "audience_base", "electoral_fear", "friendly_distance")),
    (exposure, "interference", ("unprotected",)),
    (visibility, "visibility_gap", ("channel",)),
    (added_value, "free_riding", ("without_us", "publicness")),
    (technical_utility, "channel_value", ("salience", "feasible", "norm", "coverage", "norm_effect", "technical_worth")),
    (technical_utility, "norm_effect", ("norm",)),
    (relieved, "channel_cost", ("price", "support", "friction_relief", "hurdle_share")),
    (technical_utility, "rigidity", ("capacity",)),
    (technical_utility, "top_effect", ("top",)),
    (minilateral_utility, "channel_value", ("salience", "companions", "own", "returns", "publicness", "free_riding")),
    (minilateral_utility, "free_riding", ("publicness",)),
    (
        summit_utility,
        "channel_value",
        ("salience", "expected", "own", "agreement", "force", "returns", "publicness", "free_riding"),
    ),
    (summit_utility, "free_riding", ("publicness",)),
    (summit_utility, "stress_cost", ("stress",)),
    (acceptability, "minilateral_distance", ("distance",)),
    (acceptability, "minilateral_trust", ("trust",)),
]


def test_free_riding_is_a_choice_only_where_something_is_public(plain):
    for free_riding in (0.0, 0.5, 1.0):
        assert plain(added_value)(**JOINING | dict(publicness=0.0, free_riding=free_riding)) == pytest.approx(0.4)
