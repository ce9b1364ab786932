"""Texts in quotes, as Hydra's grammar reads them, and settings with such a text, as one types them."""

from __future__ import annotations

import re
import shlex


def quoted(text: str) -> str:
    """A text in quotes, as Hydra's grammar reads it back unchanged."""
    return "'" + re.sub(r"(\\*)('|$)", lambda match: match[1] * 2 + ("\\'" if match[2] else ""), text) + "'"


def quoted_setting(name: str, text: str) -> str:
    """A setting whose value is a text, as one types it: in quotes within quotes, for the shell removes the outer ones."""
    setting = f"{name}={quoted(text)}"
    return f'"{setting}"' if not set(setting) & set('"$`\\') else shlex.quote(setting)
