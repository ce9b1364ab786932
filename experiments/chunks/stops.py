"""How a sweep ends before its time: what is done is kept, and the sentence says how to go on."""

from __future__ import annotations


class Unfinished(RuntimeError):
    """Something outside the sweep stopped it, in one sentence (exit code 1)."""


class Interrupted(KeyboardInterrupt):
    """The user or the system asked it to stop, in one sentence (exit code 130)."""
