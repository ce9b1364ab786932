"""Requests for outcomes: words, windows, and the ones that are refused."""

from types import SimpleNamespace

import numpy as np
import pytest

from concertacion.sim.declare import InputError, declared
from concertacion.sim.outcomes import OUTCOMES
from concertacion.sim.outcomes.requests import STANDARD, compile_measures, read_request
from concertacion.sim.outcomes.variables import VARIABLES
from concertacion.sim.outcomes.words import AS_WORDS
from concertacion.sim.record import STORED_AS, CountryRecord


def test_words_of_a_kind_add_up_and_not_leaves_out(region):
    assert read_request("delivered.health.trade.summit", region).rows == {"domain": [1, 3], "channel": [2]}
    assert read_request("delivered.LEAGUE.not-BRA", region).rows == {"countries": [0, 2]}
    assert read_request("delivered.not-largest-1", region).rows == {"countries": [0, 2]}
    assert len(read_request("delivered.share-0.33", region).rows["countries"]) == 1
    assert read_request("attendance.ALLIANCE.north", region).rows == {"forums": [0], "countries": [2]}
    assert read_request("active.existing.not-branded", region).rows == {"forums": [1]}
    assert read_request("active.not-technical", region).rows == {"forums": [0, 2]}
    assert read_request("delivered.weakest-1", region).rows == {"countries": [1]}
    assert len(read_request("delivered.technical.not-share-.33", region).rows["countries"]) == 2


def test_windows(region):
    quarters = {
        "": (0, 12), "@+4:+7": (4, 8), "@+4:": (4, 12), "@:+3": (0, 4), "@+5": (5, 6), "@2001Q1:2001Q4": (4, 8),
        "@+10:+90": (10, 12), "@1999Q1:2000Q2": (0, 2),
    }  # fmt: skip
    for window, (first, last) in quarters.items():
        assert read_request(f"delivered{window}", region).quarters == range(first, last), window


@pytest.mark.parametrize(
    ("request_text", "message"),
    [
        ("deliverd", "did you mean 'delivered'?"),
        ("delivered.helth", "did you mean 'health'?"),
        ("norm_content.health", "it takes none"),
        ("meetings_held.BRA", "'BRA' does not apply to it"),
        ("influence", "needs one power"),
        ("influence.USA.CHN", "needs one power"),
        ("level.turmoil.populism", "needs one variable"),
        ("meetings_by_level", "needs one rank"),
        ("meetings_held.UNION", "UNION (on record from 2008-05-23 to 2019-04-22) is no forum of small in 2000"),
        ("pair_work.health", "'health' does not apply to it"),
        ("model.ALLIANCE", "needs one model"),
        ("delivered.BRA.not-BRA", "leaves no countries"),
        ("delivered@+7:+4", "no quarter of the run"),
        ("delivered@+40:", "no quarter of the run"),
        ("delivered@soon", "is not a time"),
        ("delivered@", "is not a time"),
        ("delivered.NEW_01", "'NEW_01' does not apply to it"),
        ("delivered.largest-9", "'largest-9'"),
    ],
)
def test_wrong_requests_are_refused_in_one_sentence(region, request_text, message):
    with pytest.raises(InputError) as error:
        compile_measures([request_text], region)
    assert message in str(error.value) and request_text in str(error.value) and "\n" not in str(error.value)


def test_variables_that_have_no_level_say_why_and_which_have_one(region):
    fields = {name: field for name, field in declared(CountryRecord).items() if field.unit in STORED_AS}
    assert fields and AS_WORDS.keys() == STORED_AS.keys()
    for name, field in fields.items():
        with pytest.raises(InputError) as error:
            read_request(f"level.{name}", region)
        said = f"'{name}' is recorded as {AS_WORDS[field.unit]}, and only continuous variables apply: {', '.join(VARIABLES)}"
        assert said in str(error.value)


def test_rows_hold_weights_and_positions(region):
    names = ["delivered", "influence.CHN", "together.rivals", "level.trust.south@+2:+3", "visits.rivals", "pair_work.security"]
    measures = compile_measures(names, region)
    assert measures.which.tolist()[:3] == [0, 1, 0] and measures.which[5] == 1
    assert measures.weighting.tolist() == [0, 0, 2, 0, 2, 0]  # the same weights are kept once
    assert measures.countries[:4].tolist() == [[1, 1, 1], [1, 1, 1], [1, 1, 1], [1, 1, 0]]
    assert (measures.first[3], measures.last[3]) == (2, 4)
    assert measures.channels.all() and measures.domains.shape == (6, 7) and measures.forums.shape == (6, 3)
    assert measures.pairs.shape == (3, 3, 3) and not np.diagonal(measures.pairs[2]).any()


def test_a_forum_of_the_record_is_measured_once_it_exists(region):
    status = np.ones((12, 3))
    status[:8, 1] = 0  # LEAGUE is founded in the third year
    follows = SimpleNamespace(**vars(region) | {"forums_follow": True, "exogenous": SimpleNamespace(forum_status=status)})
    assert read_request("meetings_held.LEAGUE@+8:", follows).rows == read_request("active.LEAGUE", follows).rows
    with pytest.raises(InputError, match=r"LEAGUE .* is no forum of small in 2000Q1"):
        read_request("meetings_held.LEAGUE", follows)


def test_officials_forums_of_the_record_are_technical_before_they_are_founded(region):
    """So `not-technical` leaves them out throughout; a word for many forums counts those that there are, and is never refused."""
    status = np.ones((12, 3))
    status[:8, 1] = 0  # LEAGUE, of ministers, is founded in the third year
    forums = SimpleNamespace(**vars(region.state.forums) | {"status": np.array([1.0, 0.0, 0.0])})
    state = SimpleNamespace(**vars(region.state) | {"forums": forums})
    exogenous = SimpleNamespace(forum_status=status)
    follows = SimpleNamespace(**vars(region) | {"forums_follow": True, "exogenous": exogenous, "state": state})
    assert read_request("founded.not-technical", follows).rows == {"forums": [0, 2]}
    assert read_request("meetings_held.technical", follows).rows == {"forums": [1]}
    assert read_request("meetings_held.existing", follows).rows == {"forums": [0]}


def test_what_a_sweep_keeps_is_cheap_and_named_once(latin_america):
    assert len(set(STANDARD)) == len(STANDARD)
    assert not any(list(OUTCOMES.values())[read_request(name, latin_america).code].costly for name in STANDARD)
