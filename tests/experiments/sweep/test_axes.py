"""What a design varies: names, groups, ranges and values, and what may not be varied."""

import numpy as np
import pytest

from concertacion.experiments.parameters import parameter_defaults
from concertacion.experiments.sweep.axes import CHOICES, bounds, columns, listed, ranged
from concertacion.experiments.sweep.over import GROUPS, axes_of
from concertacion.sim.declare import InputError, Prior, Variant
from concertacion.sim.parameters import DECLARED

DEPTH = "world.overrides.organisations.ASEAN.depth"


def config(overrides=None, **moved):
    return {"parameters": {**parameter_defaults(), **moved}, "world": {"overrides": overrides}}


def names(*arguments, **moved):
    return [axis.name for axis in axes_of(*arguments, config(**moved))]


def test_by_default_every_parameter_and_variant_that_is_not_fixed():
    free = [name for name, entry in DECLARED.items() if not getattr(entry, "lever", False)]
    assert set(names(None, None)) == set(free)
    fixed = names(None, ["theme.home", "channels"], rationality=4, expectations="forward", insulation=0.5)
    assert set(free) - set(fixed) == {*GROUPS["theme.home"], "channels", "rationality", "expectations"}


def test_groups_are_the_declarations_and_share_no_name_with_what_they_hold():
    priors = {name for name, entry in DECLARED.items() if isinstance(entry, Prior)}
    assert {*GROUPS["parameters"], *GROUPS["levers"]} == priors
    assert set(GROUPS["variants"]) == {name for name, entry in DECLARED.items() if isinstance(entry, Variant)}
    themes = [name for group, members in GROUPS.items() if group.startswith("theme.") for name in members]
    assert sorted(themes) == sorted(GROUPS["parameters"])
    assert not {*GROUPS, *CHOICES} & set(DECLARED)


def test_declared_ranges_own_ranges_and_own_values():
    ideology = "world.overrides.governments.VNM.ideology"
    over = {
        "insulation": None, "parameters.rationality": [1, 5.5], "purge": {"values": [0.1, 0.5]}, "channels": None,
        "start": {"values": [2000, 2004]}, "mode": ["free", "pinned"], DEPTH: [0.2, 0.4], ideology: None,
    }  # fmt: skip
    assert axes_of(over, None, config()) == (
        ranged("insulation", 0, 1), ranged("rationality", 1, 5.5), listed("purge", [0.1, 0.5]),
        listed("channels", ["joint", "exclusive"]), listed("start", [2000, 2004]), listed("mode", ["free", "pinned"]),
        ranged(DEPTH, 0.2, 0.4), ranged(ideology, -1, 1),
    )  # fmt: skip


def test_a_name_of_its_own_says_more_than_its_group():
    axes = {axis.name: axis for axis in axes_of(["levers", {"insulation": [0, 0.5]}], None, config(bridge=0.3))}
    assert axes["insulation"].high == 0.5 and axes["aid"].high == 1
    assert set(axes) == set(GROUPS["levers"]) - {"bridge"}


def test_points_store_numbers_or_positions_and_show_values():
    unit = np.array([0.0, 0.24, 0.26, 0.5, 0.99, 1.0])
    assert ranged("x", -0.5, 0.3).at(unit)[[0, -1]].tolist() == [-0.5, 0.3]
    four = listed("start", [2000, 2001, 2002, 2003])
    assert four.at(unit).tolist() == [0, 0, 1, 2, 3, 3]
    shown = columns([ranged("x", 0, 1), four], np.array([[0.5, 1.0], [0.25, 3.0]]))
    assert shown["x"].tolist() == [0.5, 0.25] and shown["start"].tolist() == [2001, 2003]
    assert four.value(2.0) == 2002 and ranged("x", 0, 1).value(0.5) == 0.5


def test_facts_of_the_world_have_the_ranges_of_their_declaration():
    assert bounds(DEPTH) == (0, 1) and bounds("world.overrides.domains.health.returns") == (0.1, 3)
    assert bounds("world.overrides.organisations.ASEAN.rule") is None and bounds("scenario") is None


REFUSED = {
    "an unknown name": ("insulaton", {}, "no 'insulaton' to vary; did you mean 'insulation'?"),
    "an unknown group": ("theme.hom", {}, "did you mean 'theme.home'?"),
    "a parameter that the user has set": ("rationality", {"rationality": 4}, "fixed by parameters.rationality=4"),
    "a name twice": (["purge", {"purge": [0, 0.1]}], {}, "purge is named twice"),
    "a group with a range": ({"levers": [0, 1]}, {}, "a group takes no range"),
    "an empty range": ({"purge": [0.5, 0.5]}, {}, "an empty range"),
    "a range the wrong way round": ({"purge": [0.5, 0.2]}, {}, "an empty range"),
    "a range beyond the declared one": ({"purge": [0, 0.9]}, {}, "beyond its range [0, 0.8]"),
    "a range that is no number": ({"purge": [0, float("nan")]}, {}, "expected [LOW, HIGH]"),
    "a range of three": ({"purge": [0, 0.1, 0.2]}, {}, "expected [LOW, HIGH]"),
    "a misspelt values": ({"purge": {"value": [0, 0.1]}}, {}, "no distribution 'value'; did you mean 'values'?"),
    "a value outside the range": ({"purge": {"values": [0, 2]}}, {}, "outside its range [0, 0.8]"),
    "a value that is no number": ({"purge": {"values": ["a", "b"]}}, {}, "expected a number in [0, 0.8]"),
    "a value twice": ({"start": {"values": [2000, 2000]}}, {}, "given twice"),
    "a value twice, written otherwise": ({"purge": {"values": [0, 0.0]}}, {}, "given twice"),
    "one value": ({"start": {"values": [2000]}}, {}, "at least two"),
    "nothing": ([], {}, "names nothing"),
    "no values": ({"start": {"values": []}}, {}, "expected a list of values"),
    "years as a range": ({"start": [2000, 2010]}, {}, "takes values only"),
    "no scenario named": ("scenario", {}, "takes values only"),
    "half a year": ({"start": {"values": [2000, 2000.5]}}, {}, "expected a year"),
    "an unknown form": ({"channels": ["joint", "both"]}, {}, "choose one of joint, exclusive"),
    "an unknown field": ("world.overrides.governments.VNM.ideolgy", {}, "did you mean 'ideology'?"),
    "an unknown section": ("world.overrides.goverments.VNM.ideology", {}, "did you mean 'governments'?"),
    "an unknown column": ("world.overrides.organisations.ASEAN.dpth", {}, "did you mean 'depth'?"),
    "half a fact": ("world.overrides.governments", {}, "expected world.overrides.SECTION.ROW.FIELD"),
    "a number": (3, {}, "expected names"),
    "a list of numbers": ([3], {}, "expected names"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_misuse_is_one_sentence(case):
    over, moved, sentence = REFUSED[case]
    with pytest.raises(InputError) as refused:
        axes_of(over, None, config(**moved))
    assert sentence in str(refused.value) and "\n" not in str(refused.value)


def test_what_is_held_on_purpose_cannot_be_varied():
    with pytest.raises(InputError, match=r"purge is fixed by fixed=\[purge\]"):
        axes_of("purge", "purge", config())
    with pytest.raises(InputError, match=r"fixed by world.overrides \(0.3\)"):
        axes_of(DEPTH, None, config({"organisations.ASEAN.depth": 0.3}))
    with pytest.raises(InputError, match="no parameter 'purg'; did you mean 'purge'"):
        axes_of(None, ["purg"], config())
    with pytest.raises(InputError, match="names only"):
        axes_of(None, {"purge": [0, 1]}, config())
    with pytest.raises(InputError, match="nothing is left"):
        axes_of("variants", "variants", config())
