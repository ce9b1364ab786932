"""The part of a config that changes numbers: results are named and compared by it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from concertacion.experiments.settings.kinds import without_effect


def effective(config: Mapping[str, Any]) -> dict[str, Any]:
    """The settings that change numbers."""
    return {key: value for key, value in config.items() if key not in without_effect()}


def config_digest(config: Mapping[str, Any]) -> str:
    """SHA-256 of a resolved config, without the settings that change no number (64 hex digits)."""
    return hashlib.sha256(json.dumps(effective(config), sort_keys=True, default=str).encode()).hexdigest()
