"""What is left of an effect without a mechanism, in words."""

from concertacion.analysis.claims.shares import Share
from concertacion.analysis.wording.rules import ends_text, left_text


def test_shares_that_are_left_have_no_more_digits_than_say_something():
    assert left_text(Share(0.06, 0.02, 0.13)) == "6% (2% to 13%)"
    assert left_text(Share(-0.001, -0.004, 0.0)) == "0% (0% to 0%)"
    assert ends_text(Share(-1.0, -197.89, 0.64)) == "under \u22121000% to 64%"
    assert ends_text(Share(5.0, 1.0, 11.0)) == "100% to over 1000%"
