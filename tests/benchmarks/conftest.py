"""The processor is named once, before the first benchmark."""

import pytest

from tests.benchmarks.against import CHECKOUTS, processor
from tests.benchmarks.test_speed import report


@pytest.fixture(scope="session", autouse=True)
def header(request):
    if request.config.getoption("benchmark_only"):
        report(processor(), *(f"{name}: {root}" for name, root in CHECKOUTS.items()))
