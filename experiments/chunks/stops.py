"""How work ends early: finished chunks are kept, and the sentence says how to resume."""

from __future__ import annotations


class Unfinished(RuntimeError):
    """A fault outside the runs stopped the work, in one sentence (exit code 1)."""


class Interrupted(KeyboardInterrupt):
    """The user or the system asked it to stop, in one sentence (exit code 130)."""
