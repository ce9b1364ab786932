"""Models of blocs against values worked out by hand."""

import numpy as np
import pytest

from concertacion.sim.state import ECONOMIC_MODELS, POLITICAL_MODELS


def test_models_by_name(record, value):
    record.forums.economic_model[:, 0] = [0.5, 0.3, 0.2]
    record.forums.political_model[:, 0] = [0.1, 0.2, 0.7]
    shares = [value(f"model.{name}.ALLIANCE") for name in ECONOMIC_MODELS + POLITICAL_MODELS]
    assert shares == pytest.approx([0.5, 0.3, 0.2, 0.1, 0.2, 0.7])


def test_distance_is_total_variation_of_both_models(record, value):
    economic, political = record.forums.economic_model, record.forums.political_model
    economic[:, 0], economic[:, 1] = [1, 0, 0], [0, 1, 0]
    political[:, 0] = political[:, 1] = [0, 0, 1]
    assert value("model_distance.ALLIANCE.LEAGUE") == pytest.approx(0.5)
    political[:, 1] = [0.5, 0, 0.5]
    assert value("model_distance") == pytest.approx(0.75)
    record.forums.status[:, 2] = 1
    assert value("model_distance.ALLIANCE.LEAGUE") == value("model_distance.existing") == pytest.approx(0.75)
    assert value("model_distance") != pytest.approx(0.75)
    record.forums.status[:, 1:] = 3
    assert np.isnan(value("model_distance"))


def test_distance_looks_back_year_by_year_from_the_last_quarter(record, value):
    record.forums.economic_model[:, 0], record.forums.economic_model[:, 1] = [1, 0, 0], [0, 1, 0]
    record.forums.economic_model[3::4, 1] = [1, 0, 0]
    assert value("model_distance") == 0
    assert value("model_distance@:+10") == pytest.approx(0.5)


def test_shift_is_from_first_to_last(record, value):
    record.forums.economic_model[:6, 0], record.forums.economic_model[6:, 0] = [1, 0, 0], [0, 0, 1]
    record.forums.political_model[:, 0] = [1, 0, 0]
    assert value("model_shift.ALLIANCE") == pytest.approx(0.5)
    assert value("model_shift") == pytest.approx(0.25)
    assert value("model_shift@+6:") == 0
