"""The quarter on one screen: its phases, in order.

Agent phases take `lo, hi` first: the kernel passes all countries at once, Mesa one country at a time in any order. In an
agent phase a
country writes only its own row and reads nothing that another writes in that phase. Model phases run once. Both engines run
this very text.
"""

from __future__ import annotations

from concertacion.sim.compiled import merged
from concertacion.sim.mechanisms.agreements import agree, carry_out, open_agendas
from concertacion.sim.mechanisms.channels import choose, choose_locally
from concertacion.sim.mechanisms.crises import update_crises
from concertacion.sim.mechanisms.democracy import answer_breaks, live_with_democracy
from concertacion.sim.mechanisms.economy import grow, move_trade, set_price
from concertacion.sim.mechanisms.elections import follow_record, reset_ties, vote
from concertacion.sim.mechanisms.events import change, open_quarter
from concertacion.sim.mechanisms.founding import found
from concertacion.sim.mechanisms.home import blame_neighbours, live_at_home
from concertacion.sim.mechanisms.meetings import attend, call_meetings
from concertacion.sim.mechanisms.memory import keep_norms, remember, update_nearness, update_trust
from concertacion.sim.mechanisms.minilaterals import form_minilaterals, minilaterals_deliver
from concertacion.sim.mechanisms.organisations import join_and_leave, live_forums
from concertacion.sim.mechanisms.overlap import apply_overlap
from concertacion.sim.mechanisms.powers import aid_flow, choose_standards, face_powers, mean_of, set_posture
from concertacion.sim.mechanisms.pressure import bring_shocks, move_people, weigh_issues
from concertacion.sim.mechanisms.surroundings import look_around
from concertacion.sim.mechanisms.technical import work_together
from concertacion.sim.mechanisms.weighing import weigh_meetings, weigh_options

AGENT_PHASES = (
    "grow", "live_at_home", "live_with_democracy", "blame_neighbours", "follow_record", "vote", "face_powers", "choose_standards",
    "weigh_issues", "attend", "weigh_options", "weigh_meetings", "choose", "choose_locally", "remember", "move_trade",
)  # fmt: skip


@merged
def quarter(t, p, address, setting, exogenous, events, memory, s):
    """One quarter `t` of the region `s`, a view of `memory`, under parameters `p`: the phases of docs/odd.md."""
    # fmt: off
    n = setting.keys.size
    pinned = t < setting.pinned_until[0]
    row = min(t, exogenous.price.size - 1)
    # 1. outside
    update_nearness(p, setting, s.societies, s.ties)
    set_price(p, address, pinned, exogenous.price[row], s.region)
    set_posture(p, address, pinned, exogenous.power_posture[row], s.powers)
    bring_shocks(p, address, pinned, exogenous.shocks[row], setting, s.domains, s.issues)
    open_quarter(s.governments, s.societies)
    change(t, events, memory)
    aid = aid_flow(p, s.powers)
    # 2. at home
    grow(0, n, p, address, setting, s.region, s.societies, s.issues, s.crises)
    live_at_home(0, n, p, address, setting, s.governments, s.societies, s.choices, aid)
    live_with_democracy(0, n, p, address, pinned, setting, s.region, s.domains, s.forums, s.circles, s.governments,
        s.societies)
    blame_neighbours(0, n, p, address, setting, s.governments, s.societies, s.ties)
    # 3. elections
    if pinned:
        follow_record(0, n, p, row, exogenous, s.governments)
    else:
        vote(0, n, p, address, setting, s.region, s.governments, s.societies)
    reset_ties(p, setting, s.region, s.governments, s.standing, s.ties)
    # 4. pressure, and meetings called
    update_crises(p, address, pinned, exogenous.crisis[row], setting, s.governments, s.societies, s.ties, s.crises)
    move_people(p, address, pinned, exogenous.arrivals[row], setting, s.domains, s.societies, s.standing, s.issues, s.ties,
        s.crises, s.choices)
    alignment = mean_of(s.standing.alignment)
    face_powers(0, n, p, setting, s.region, s.governments, s.societies, s.standing, s.powers, s.regard, alignment)
    choose_standards(0, n, p, s.standing, s.ties)
    look_around(p, s.governments, s.societies, s.standing, s.ties)
    weigh_issues(0, n, p, setting, s.governments, s.societies, s.standing, s.domains, s.issues, s.ties, aid)
    apply_overlap(p, s.forums, s.circles)
    call_meetings(p, address, setting, s.governments, s.societies, s.standing, s.issues, s.domains, s.forums, s.circles,
        s.powers, s.regard, s.crises)
    # 5. decisions
    attend(0, n, address, setting, s.standing, s.forums, s.circles)
    open_agendas(p, s.societies, s.issues, s.domains, s.forums, s.circles, s.crises, s.ties)
    weigh_options(0, n, p, s.governments, s.societies, s.standing, s.issues, s.domains, s.ties, s.powers, s.choices, aid)
    weigh_meetings(0, n, p, s.governments, s.societies, s.standing, s.issues, s.domains, s.forums, s.circles, s.powers,
        s.regard, s.choices)
    choose(0, n, p, address, setting, s.choices)
    choose_locally(0, n, p, address, setting, s.choices)
    # 6. what comes of it
    work_together(p, setting, s.domains, s.ties, s.powers, s.choices, aid)
    form_minilaterals(p, address, setting, s.governments, s.societies, s.standing, s.issues, s.ties, s.choices)
    minilaterals_deliver(p, s.domains, s.societies, s.ties, s.choices)
    agree(p, address, setting, s.domains, s.forums, s.circles, s.choices, s.ties)
    carry_out(p, s.governments, s.societies, s.domains, s.forums, s.circles, s.choices)
    # 7. what stays
    remember(0, n, p, mean_of(s.governments.ideology), s.governments, s.societies, s.standing, s.issues, s.regard,
        s.choices)
    move_trade(0, n, p, setting, s.region, s.societies, s.ties, s.choices)
    update_trust(p, setting, s.governments, s.societies, s.ties)
    keep_norms(p, s.domains, s.choices)
    live_forums(p, address, setting, s.governments, s.societies, s.standing, s.forums, s.circles, s.choices)
    join_and_leave(p, address, setting, s.governments, s.forums, s.circles)
    answer_breaks(p, address, setting, s.region, s.forums, s.circles, s.societies, s.standing)
    found(p, address, setting, s.governments, s.issues, s.ties, s.forums, s.circles, s.choices)
    # fmt: on
