"""The quarter on one screen: its phases, in order.

Agent phases take `lo, hi` first: the kernel passes all countries at once, Mesa one country at a time in any order. In an agent
phase a country writes only its own row and reads nothing that another writes in that phase. Model phases run once. Both engines
run this very text.
"""

from __future__ import annotations

from concertacion.sim.compiled import merged
from concertacion.sim.mechanisms.agreements import agree, carry_out, lapse_with_governments, open_agendas
from concertacion.sim.mechanisms.aid import aid_flow
from concertacion.sim.mechanisms.bilateral import visit
from concertacion.sim.mechanisms.channels import choose, choose_locally
from concertacion.sim.mechanisms.crises import update_crises
from concertacion.sim.mechanisms.democracy import answer_breaks, live_with_democracy
from concertacion.sim.mechanisms.economy import grow, move_trade, set_price
from concertacion.sim.mechanisms.elections import follow_record, note_turns, remember_before, reset_ties, vote
from concertacion.sim.mechanisms.events import change, hold_governments, open_quarter
from concertacion.sim.mechanisms.following import follow_forums
from concertacion.sim.mechanisms.founding import found
from concertacion.sim.mechanisms.home import blame_neighbours, live_at_home
from concertacion.sim.mechanisms.mandates import sign_agreements
from concertacion.sim.mechanisms.meetings import attend, call_meetings, open_meetings
from concertacion.sim.mechanisms.membership import join_and_leave, seat_all
from concertacion.sim.mechanisms.memory import keep_norms, remember, update_nearness, update_trust
from concertacion.sim.mechanisms.minilaterals import form_minilaterals, minilaterals_deliver
from concertacion.sim.mechanisms.money import pay_for_work
from concertacion.sim.mechanisms.offers import make_offers
from concertacion.sim.mechanisms.organisations import live_forums
from concertacion.sim.mechanisms.overlap import apply_overlap
from concertacion.sim.mechanisms.powers import choose_standards, face_powers, mean_of, set_posture
from concertacion.sim.mechanisms.pressure import bring_shocks, move_people, weigh_issues
from concertacion.sim.mechanisms.seats import draw_propensities, weigh_attendance
from concertacion.sim.mechanisms.surroundings import look_around
from concertacion.sim.mechanisms.technical import work_together
from concertacion.sim.mechanisms.weighing import weigh_meetings, weigh_options

AGENT_PHASES = (
    "grow", "live_at_home", "live_with_democracy", "blame_neighbours", "follow_record", "vote", "face_powers", "choose_standards",
    "weigh_issues", "weigh_attendance", "attend", "weigh_options", "weigh_meetings", "choose", "choose_locally", "visit",
    "remember", "move_trade",
)  # fmt: skip


@merged
def quarter(t, p, address, setting, traits, exogenous, events, memory, s, v, scratch):
    """One quarter `t` of the region under parameters `p`: the phases of docs/odd.md.

    `s` is the state that goes on, `v` what the quarter sees anew, `scratch` room to work in; all three lie in `memory`.
    """
    # fmt: off
    n = setting.keys.size
    pinned, follows = t < setting.pinned_until[0], t < setting.forums_until[0]
    row = min(t, exogenous.price.size - 1)
    # 1. outside
    if t == 0:
        draw_propensities(p, address, setting, s.governments)
    update_nearness(p, setting, traits.structure, v.outlook, v.pairs, scratch)
    set_price(p, address, pinned, exogenous.price[row], s.region)
    set_posture(p, address, pinned, exogenous.power_posture[row], s.powers, traits.administrations)
    bring_shocks(p, address, pinned, exogenous.shocks[row], setting, traits.domains, s.issues)
    open_quarter(v.outlook)
    if events.first[t + 1] > events.first[t]:
        change(t, events, memory)
        seat_all(s.circles)
    aid_flow(p, s.societies, s.standing, s.powers, v.fortunes)
    make_offers(p, setting, s.standing, s.powers, v.fortunes)
    # 2. at home
    grow(0, n, p, address, setting, s.region, s.societies, s.issues, s.crises, traits.structure, v.outlook, v.fortunes,
        scratch)
    live_at_home(0, n, p, address, setting, s.governments, s.societies, s.standing, s.issues, traits.structure, v.outlook,
        v.fortunes, scratch)
    live_with_democracy(0, n, p, address, pinned, setting, s.region, s.forums, s.circles, s.governments, s.societies,
        s.issues, traits.structure, v.outlook, scratch)
    blame_neighbours(0, n, p, address, setting, s.governments, s.societies, s.ties, v.pairs, scratch)
    # 3. elections
    remember_before(s.governments, v.outlook)
    if pinned:
        follow_record(0, n, p, address, row, exogenous, setting, s.governments, traits.politics, v.outlook)
    else:
        vote(0, n, p, address, setting, s.governments, s.leanings, s.societies, traits.politics, v.outlook, v.fortunes,
            scratch)
    hold_governments(t, events, memory)
    note_turns(s.governments, v.outlook)
    reset_ties(p, setting, s.governments, s.standing, s.ties, v.outlook)
    # 4. pressure, and meetings called
    update_crises(p, address, pinned, exogenous.crisis[row], setting, s.governments, s.leanings, s.societies, s.ties, s.crises,
        traits.structure, v.outlook, v.fortunes)
    move_people(p, address, pinned, exogenous.arrivals[row], setting, s.societies, s.standing, s.issues, s.ties, s.crises,
        v.pairs, scratch)
    alignment = mean_of(s.standing.alignment)
    face_powers(0, n, p, setting, s.region, s.governments, s.standing, s.forums, s.circles, s.powers, s.regard,
        traits.structure, v.fortunes, alignment)
    choose_standards(0, n, p, s.standing, v.pairs)
    look_around(p, setting, s.governments, s.societies, s.standing, s.ties, s.bilateral, s.crises, traits.structure, v.outlook,
        v.pairs)
    weigh_issues(0, n, p, setting, s.governments, s.societies, s.standing, traits.domains, s.issues, s.ties,
        traits.structure, v.outlook, v.pairs, v.stakes, v.fortunes)
    apply_overlap(p, setting, s.forums, s.circles, v.stakes, v.meetings)
    call_meetings(p, address, setting, s.societies, s.issues, traits.domains, s.forums, s.circles, s.powers, s.regard, s.crises,
        v.outlook, v.fortunes, v.meetings, scratch)
    weigh_attendance(0, n, p, setting, s.governments, s.societies, s.standing, s.forums, s.circles, s.powers, s.regard, s.crises,
        v.outlook, v.meetings, scratch)
    # 5. decisions
    attend(0, n, address, setting, s.circles, v.meetings, scratch)
    open_meetings(p, s.governments, s.societies, s.forums, s.circles, v.stakes, v.meetings, scratch)
    open_agendas(p, s.governments, s.societies, s.issues, traits.domains, s.forums, s.circles, s.powers, v.outlook, v.pairs,
        v.stakes, v.meetings, scratch)
    weigh_options(0, n, p, setting, s.governments, s.societies, s.standing, s.issues, traits.domains, s.ties, s.powers,
        s.regard, v.choices, v.outlook, v.pairs, v.stakes, v.fortunes)
    weigh_meetings(0, n, p, s.governments, s.societies, s.standing, s.issues, traits.domains, s.forums, s.circles, s.powers,
        s.regard, v.choices, v.outlook, v.stakes, v.meetings)
    choose(0, n, p, address, setting, v.choices, scratch)
    choose_locally(0, n, p, address, setting, s.issues, v.choices)
    visit(0, n, p, address, setting, s.governments, s.ties, s.forums, traits.structure, v.outlook, v.pairs, v.meetings,
        v.fortunes, scratch)
    # 6. what comes of it
    work_together(p, setting, s.governments, s.societies, traits.domains, s.ties, s.powers, v.choices, s.issues,
        v.outlook, v.pairs, v.fortunes, scratch)
    form_minilaterals(p, address, setting, s.ties, v.choices, v.outlook, v.pairs, v.stakes, scratch)
    minilaterals_deliver(p, traits.domains, s.societies, v.choices, s.issues, v.outlook, v.pairs, v.stakes, scratch)
    lapse_with_governments(p, s.forums, s.circles, v.outlook)
    agree(p, address, setting, s.governments, traits.domains, s.forums, s.circles, s.powers, v.choices, s.ties, v.pairs,
        v.stakes, v.fortunes, v.meetings, scratch)
    sign_agreements(p, setting, s.bilateral, v.outlook, v.pairs)
    pay_for_work(p, s.societies, v.choices, v.fortunes)
    carry_out(p, s.societies, traits.domains, s.forums, s.circles, s.powers, s.issues, v.outlook, v.meetings, scratch)
    # 7. what stays
    remember(0, n, p, mean_of(s.governments.ideology), setting, s.governments, s.leanings, s.societies, s.standing, s.issues,
        traits.structure, v.choices)
    move_trade(0, n, p, setting, s.region, s.societies, s.ties, s.issues, traits.structure)
    update_trust(p, setting, s.ties, v.pairs)
    keep_norms(p, s.issues)
    live_forums(p, address, follows, setting, s.governments, s.societies, s.standing, s.forums, s.circles, s.powers,
        traits.structure, v.outlook, v.meetings)
    answer_breaks(p, address, follows, setting, s.region, s.forums, s.circles, s.societies, v.outlook, v.fortunes)
    if follows:
        follow_forums(p, row, exogenous, setting, s.forums, s.circles)
    else:
        join_and_leave(p, address, setting, s.governments, s.ties, s.forums, s.circles)
        found(p, address, setting, s.governments, s.issues, s.ties, s.forums, s.circles, v.outlook, v.stakes)
    # fmt: on
