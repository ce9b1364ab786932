"""Parameters that are declared and not yet read, by the theme whose mechanisms will read them. Empty when all are in."""

from __future__ import annotations

PENDING: dict[str, str] = {
    "meetings": """
        attend_brand brand_dissent associate_presence agenda_room trust_back contamination_spill accused host_anyone
        purse_clout power_clout patron_programmes sharing_hands proposal_by
    """,
    "work": """
        norm_shield tutoring power_work closure_withdrawal overload_drag club_overlap bridge_spread size_exponent obstruction
        example civil_training work_training mandate_gain mandate_lapse mandate_effect visit_base visit_closeness visit_sender
        visit_receiver visit_trust visit_distance visit_election crowding outside_base agreement_rate agreement_distance severing
        courts summit_support
    """,
    "politics": """
        anger outsiders clout_exponent stress_growth overload_cost outbreak blame_base trust_reset_others aid_leakage cofunding
        aid_crime urgency suitors offer_relief autonomy_shield model_alignment inducement inducement_rate alignment_sharpness
        announced crisis_onset transition_depth reopening absorb_base open_norm
    """,
}
AWAITED = {name for names in PENDING.values() for name in names.split()}
