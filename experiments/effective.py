"""The part of a config and of a command that changes numbers: results are named, compared and repeated by it."""

from __future__ import annotations

import hashlib
import json
import shlex
from collections.abc import Mapping, Sequence
from typing import Any

from concertacion.experiments.settings.kinds import without_effect


def effective(config: Mapping[str, Any]) -> dict[str, Any]:
    """The settings that change numbers."""
    return {key: value for key, value in config.items() if key not in without_effect()}


def config_digest(config: Mapping[str, Any]) -> str:
    """SHA-256 of a resolved config, without the settings that change no number (64 hex digits)."""
    return hashlib.sha256(json.dumps(effective(config), sort_keys=True, default=str).encode()).hexdigest()


def command_of(arguments: Sequence[str]) -> str:
    """The command with these arguments, without the settings that change no number."""
    return shlex.join(["concertacion", *(a for a in arguments if a.partition("=")[0] not in without_effect())])
