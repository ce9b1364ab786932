"""Parameters that are declared and not yet read, by the theme whose mechanisms will read them. Empty when all are in."""

from __future__ import annotations

PENDING: dict[str, str] = {
    "meetings": """
        attend_brand brand_turn brand_dissent associate_presence agenda_room trust_back contamination_spill accused host_anyone
        purse_clout power_clout lower_level patron_programmes sharing_hands proposal_by
    """,
    "forums": """
        meeting_alone block_memory treaty_pace model_focus model_equity revival_life patience founder_weight accession_rate
        associate_step founding_members episode_share content_pull coup_base
    """,
    "work": """




    """,
    "politics": """

    """,
}
AWAITED = {name for names in PENDING.values() for name in names.split()}
