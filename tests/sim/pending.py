"""Parameters that are declared and not yet read, by the theme whose mechanisms will read them. Empty when all are in."""

from __future__ import annotations

PENDING: dict[str, str] = {}
AWAITED = {name for names in PENDING.values() for name in names.split()}
