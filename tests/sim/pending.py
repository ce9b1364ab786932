"""Parameters that are declared and not yet read, by the theme whose mechanisms will read them. Empty when all are in."""

from __future__ import annotations

PENDING: dict[str, str] = {
    "forums": """
        meeting_alone treaty_pace model_focus model_equity revival_life patience founder_weight accession_rate
        associate_step founding_members episode_share content_pull coup_base
    """,
}
AWAITED = {name for names in PENDING.values() for name in names.split()}
