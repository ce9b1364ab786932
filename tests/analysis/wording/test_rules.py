"""What is left of an effect without a mechanism, in words."""

from concertacion.analysis.claims.shares import Share
from concertacion.analysis.wording.rules import ends_text, left_text


def test_an_end_far_beyond_the_effect_is_not_told_to_the_digit():
    assert left_text(Share(0.06, 0.02, 0.13)) == "6% (2% to 13%)"
    assert ends_text(Share(-1.0, -197.89, 0.64)) == "under \u22121000% to 64%" and ends_text(Share(5.0, 1.0, 11.0)).endswith(
        "over 1000%"
    )
