from typing import Annotated as A
from typing import NamedTuple

import pytest

from concertacion.sim.declare import Field, InputError, Prior, Variant, checked, declared, nearest

PRIOR = Prior(-1, 2, "1", "a strength", "assumed", neutral=0)
VARIANT = Variant(("joint", "exclusive"), "two forms", "assumed")


class Small(NamedTuple):
    plain: int
    strength: A[float, PRIOR] = 0.5
    form: A[float, VARIANT] = 0
    column: A[float, Field("country", "share", "a column")] = 0


def test_what_is_declared_is_listed_in_order():
    assert list(declared(Small)) == ["strength", "form", "column"]
    assert declared(Small)["strength"] is PRIOR
    assert declared(Small)["form"] is VARIANT


def test_the_nearest_name_is_offered():
    assert nearest("insulaton", ["insulation", "isolation"]) == "did you mean 'insulation'?"
    assert nearest("zzz", ["a", "b"]) == "valid names are: a, b"


def test_a_long_list_of_names_is_cut():
    shown = nearest("zzz", [f"name_{number:02d}" for number in range(20)])
    assert shown.endswith("name_11, ...")


@pytest.mark.parametrize("value", [-1, 2, 0, 0.25, -1.0])
def test_a_value_in_range_is_stored_as_a_float(value):
    stored = checked("strength", value, PRIOR)
    assert stored == value
    assert type(stored) is float


@pytest.mark.parametrize("value", [-1.001, 2.001, float("nan"), float("inf"), -float("inf")])
def test_a_value_outside_its_range_is_refused(value):
    with pytest.raises(InputError) as error:
        checked("strength", value, PRIOR, "my file")
    assert str(error.value).startswith("my file.strength=")
    assert str(error.value).endswith("outside its range [-1, 2]")


def test_a_number_too_large_for_a_float_is_refused():
    with pytest.raises(InputError, match=r"outside its range \[-1, 2\]"):
        checked("strength", 10**400, PRIOR)


@pytest.mark.parametrize("value", ["0.5", None, True, [0.5], {}])
def test_what_is_no_number_is_refused(value):
    with pytest.raises(InputError, match=r"parameters\.strength=.*expected a number in \[-1, 2\]"):
        checked("strength", value, PRIOR)


@pytest.mark.parametrize("value, stored", [("joint", 0.0), ("exclusive", 1.0), (0, 0.0), (1, 1.0), (1.0, 1.0)])
def test_a_form_is_stored_as_its_position(value, stored):
    assert checked("form", value, VARIANT) == stored


@pytest.mark.parametrize("value", ["jointly", 2, 0.5, True, None, float("nan")])
def test_what_names_no_form_is_refused(value):
    with pytest.raises(InputError, match=r"parameters\.form=.*choose one of joint, exclusive"):
        checked("form", value, VARIANT)


def test_messages_are_one_line():
    for value in ("a\nb", [1, 2]):
        with pytest.raises(InputError) as error:
            checked("strength", value, PRIOR)
        assert "\n" not in str(error.value)
