"""python -m tests.review [ROW...]: measure rows (all, if none is named) on the installed edition and write the table anew.

Numbers of each edition stay in first.csv and second.csv beside this file, so that single rows can be measured again. The first
edition is measured from a checkout of it: git worktree add ../first 9e192fe; PYTHONPATH=../first/src python -m tests.review
"""

from __future__ import annotations

import sys
import time
import traceback

from tests.review import (  # noqa: F401 (they declare the rows)
    failures,
    mechanisms_early,
    mechanisms_last,
    mechanisms_late,
    mechanisms_middle,
    spoils_early,
    spoils_late,
)
from tests.review.editions import EDITION
from tests.review.page import PAGE, keep, page
from tests.review.rows import ROWS, can_measure, in_order


def main(names: list[str]) -> None:
    """Measure, keep and write."""
    failed = []
    for name in names or [row.name for row in in_order() if can_measure(row)]:
        begun = time.monotonic()
        try:
            told = ROWS[name].measure()
        except Exception:  # the other rows are measured all the same
            traceback.print_exc()
            failed.append(name)
            continue
        keep(name, told)
        for line, (value, low, high, runs) in told.items():
            print(f"{EDITION} {name:4} {line:50} {value:+.4g} [{low:+.4g}, {high:+.4g}] {runs}", flush=True)
        print(f"     {time.monotonic() - begun:.0f} s", flush=True)
    PAGE.write_text(page(), encoding="utf-8")
    if failed:
        sys.exit(f"not measured: {', '.join(failed)}")


if __name__ == "__main__":
    main(sys.argv[1:])
