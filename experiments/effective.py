"""The part of a config that changes numbers, by which results are named and compared; and what is stored of a config."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from concertacion.experiments.settings.kinds import adding_files, without_effect


def effective(config: Mapping[str, Any]) -> dict[str, Any]:
    """The settings that change numbers."""
    return {key: value for key, value in config.items() if key not in without_effect()}


def stored(config: Mapping[str, Any]) -> dict[str, Any]:
    """What config.yaml holds: the settings that change numbers, and those that say which files a result has."""
    return {key: value for key, value in config.items() if key not in without_effect() - adding_files()}


def config_digest(config: Mapping[str, Any]) -> str:
    """SHA-256 of a resolved config, without the settings that change no number (64 hex digits)."""
    return hashlib.sha256(json.dumps(effective(config), sort_keys=True, default=str).encode()).hexdigest()
