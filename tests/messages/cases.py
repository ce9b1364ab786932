"""All cases of bad input, by the kind of mistake."""

from __future__ import annotations

from tests.messages.commands import COMMANDS
from tests.messages.experiments import EXPERIMENTS
from tests.messages.figures import FIGURES
from tests.messages.makers import Case

CASES: dict[str, list[Case]] = {**COMMANDS, **EXPERIMENTS, **FIGURES}
