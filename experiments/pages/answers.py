"""How the commands that write pages answer: one sentence and exit code 2 where their input is wrong."""

from __future__ import annotations

import sys
from collections.abc import Callable

from concertacion.sim.declare import InputError


def answered(main: Callable[[], int | None]) -> int:
    """The exit code of a page's command; 2, with the sentence on stderr, where its input is wrong."""
    try:
        return main() or 0
    except InputError as error:
        print("concertacion: error:", " ".join(str(error).split()), file=sys.stderr)
        return 2
