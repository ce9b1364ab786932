"""Themes of the state by name, for tests of functions that read several of their arrays."""

from __future__ import annotations

from collections import namedtuple
from typing import Any


def theme(**values: Any) -> Any:
    """A tuple with names: what compiled functions take, as they take the themes of the state."""
    return namedtuple("Theme", values)(**values)  # type: ignore[misc]
