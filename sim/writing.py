"""Writing the record: one line for each variable, used by both engines."""

from __future__ import annotations

import math

from concertacion.sim.compiled import compiled, merged
from concertacion.sim.mechanisms.arithmetic import dot, total
from concertacion.sim.mechanisms.channels import COMMIT
from concertacion.sim.mechanisms.minilaterals import mean_trust_in
from concertacion.sim.state import FULL, HELD, MINILATERAL, SUMMIT, TECHNICAL, UNUSED

SUSPENDED = 3  # as recorded


@compiled
def write_countries(t, governments, societies, standing, circles, ties, crises, outlook, fortunes, choices, record):
    """The quarter's country record."""
    for i in range(governments.ideology.size):
        record.ideology[t, i] = governments.ideology[i]
        record.populism[t, i] = governments.populism[i]
        record.sovereigntism[t, i] = governments.sovereigntism[i]
        record.approval[t, i] = governments.approval[i]
        record.growth[t, i] = outlook.growth[i]
        record.aspiration[t, i] = societies.aspiration[i]
        record.inequality[t, i] = societies.inequality[i]
        record.fiscal_stress[t, i] = societies.fiscal_stress[i]
        record.trade[t, i] = total(ties.trade[i])
        record.turmoil[t, i] = societies.turmoil[i]
        record.crime[t, i] = societies.crime[i]
        record.democracy[t, i] = societies.democracy[i]
        record.democracy_fall[t, i] = outlook.democracy_fall[i]
        record.judged[t, i] = int(fortunes.judged[i])
        record.capacity[t, i] = societies.capacity[i]
        record.new_leader[t, i] = 1 if outlook.takes_office[i] > 0.0 else 0
        record.alignment[t, i] = standing.alignment[i]
        record.standard[t, i] = standing.standard[i]
        record.migrants[t, i] = standing.migrants[i]
        record.closed[t, i] = int(standing.closed[i])
        record.crisis[t, i] = crises.intensity[i]
        record.trust[t, i] = mean_trust_in(i, ties)
        record.offer[t, i] = fortunes.offer[i]
        record.aid[t, i] = fortunes.aid[i]
        record.grievance[t, i] = fortunes.grievance[i]
        record.civil[t, i] = fortunes.civil[i]
        record.backing[t, i] = fortunes.backing[i]
        record.local[t, i] = total(choices.local[:, i]) / choices.local.shape[0]
        record.journeys[t, i] = int(fortunes.journeys[i])
        record.convened[t, i] = int(fortunes.convened[i])
        record.vetoes[t, i] = int(fortunes.vetoes[i])
        record.suspended[t, i] = 0
    for m in range(circles.suspended.shape[0]):
        for i in range(circles.suspended.shape[1]):
            if circles.suspended[m, i] > 0.0:
                record.suspended[t, i] = 1


@compiled
def link_of(m, i, circles):
    """How country i is linked to forum m, as recorded: `state.MEMBERSHIP`."""
    return SUSPENDED if circles.suspended[m, i] > 0.0 and circles.link[m, i] == FULL else int(circles.link[m, i])


@compiled
def write_forums(t, forums, circles, meetings, record):
    """The quarter's forum record."""
    for m in range(forums.status.size):
        record.status[t, m] = forums.status[m]
        if forums.status[m] == UNUSED:
            record.host[t, m] = -1
            continue
        record.vitality[t, m] = forums.vitality[m]
        record.depth[t, m] = forums.depth[m]
        record.meeting[t, m] = meetings.meeting[m]
        record.host[t, m] = meetings.host[m]
        record.heat[t, m] = meetings.heat[m]
        met = meetings.meeting[m] == HELD
        size, scope, pledged, done = total(circles.members[m]), 0.0, 0.0, 0.0
        for i in range(circles.members.shape[1]):
            record.member[t, m, i] = int(circles.members[m, i])
            record.link[t, m, i] = link_of(m, i, circles)
        if met:
            for i in range(circles.members.shape[1]):
                record.attended[t, m, i] = int(meetings.attending[m, i] + 2.0 * meetings.guests[m, i])
        for k in range(circles.scope.shape[1]):
            record.scope[t, m, k] = int(circles.scope[m, k])
            record.on_agenda[t, m, k] = int(meetings.agenda[m, k]) if met else 0
            record.agreed[t, m, k] = int(meetings.agreed[m, k])
            if circles.scope[m, k] == 0.0:
                continue
            scope += circles.scope[m, k]
            pledged += dot(circles.pledged[m, k], circles.members[m])
            done += dot(circles.implemented[m, k], circles.members[m])
        record.size[t, m] = int(size)
        if size * scope > 0.0:
            record.pledged[t, m] = pledged / (size * scope)
            record.implemented[t, m] = done / (size * scope)
        for c in range(3):
            record.economic_model[t, m, c] = circles.economic_model[m, c]
            record.political_model[t, m, c] = circles.political_model[m, c]


@compiled
def write_issues(t, choices, issues, stakes, record):
    """The quarter's issue record."""
    size = choices.technical.shape[1]
    for k in range(choices.technical.shape[0]):
        record.norms[t, k] = issues.norms[k]
        works, meets, commits = (
            record.took_part[t, TECHNICAL, k],
            record.took_part[t, MINILATERAL, k],
            record.took_part[t, SUMMIT, k],
        )
        minilateral, venue = record.minilateral[t, k], record.venue[t, k]
        for i in range(size):
            record.salience[t, k, i] = stakes.salience[k, i]
            works[i] = 1 if choices.participation[k, i] > 0.0 else 0
            meets[i] = 1 if choices.minilateral[k, i] > 0.0 else 0
            commits[i] = 1 if choices.president[k, i] == COMMIT else 0
            minilateral[i] = max(0, choices.minilateral[k, i])
            venue[i] = choices.venue[k, i] if choices.president[k, i] == COMMIT else -1
        for channel in range(3):
            for i in range(size):
                record.delivered[t, channel, k, i] = issues.delivered[channel, k, i]


@compiled
def write_region(t, region, powers, regard, fortunes, record):
    """The quarter's regional record."""
    record.price[t] = region.price[0]
    record.norm_content[t] = region.norm_content[0]
    record.spent[t] = total(fortunes.spent) / fortunes.spent.size
    for q in range(powers.engagement.size):
        record.engagement[t, q] = powers.engagement[q]
        record.framing[t, q] = powers.framing[q]
        record.pressure[t, q] = powers.pressure[q]
        trust, dependence = 0.0, 0.0
        for i in range(regard.trust.shape[1]):
            trust += regard.trust[q, i]
            dependence += regard.dependence[q, i]
        record.power_trust[t, q] = trust / regard.trust.shape[1]
        record.dependence[t, q] = dependence / regard.trust.shape[1]


@compiled
def write_pairs(t, pairs, ties, bilateral, record):
    """The quarter's record of pairs."""
    for i in range(pairs.visits.shape[0]):
        for j in range(pairs.visits.shape[1]):
            record.visits[t, i, j] = int(pairs.visits[i, j])
            record.agreements[t, i, j] = int(pairs.agreements[i, j])
            record.pair_work[t, i, j] = pairs.pair_work[i, j]
            record.security_work[t, i, j] = pairs.security_work[i, j]
            record.pair_trust[t, i, j] = ties.trust[i, j]
            record.mandate[t, i, j] = bilateral.mandate[i, j]


@compiled
def write_chances(t, meetings, record):
    """The quarter's record of chances."""
    for m in range(meetings.chance.shape[0]):
        for i in range(meetings.chance.shape[1]):
            record.chance[t, m, i] = meetings.chance[m, i]


@merged
def write(t, s, v, record):
    """Write quarter t of state s and view v; returns 0, or 1 if a number is not finite (the run then counts as failed)."""
    write_countries(
        t, s.governments, s.societies, s.standing, s.circles, s.ties, s.crises, v.outlook, v.fortunes, v.choices, record.countries
    )  # fmt: skip
    write_forums(t, s.forums, s.circles, v.meetings, record.forums)
    write_issues(t, v.choices, s.issues, v.stakes, record.issues)
    write_region(t, s.region, s.powers, s.regard, v.fortunes, record.region)
    if record.pairs.visits.shape[0] > 0:
        write_pairs(t, v.pairs, s.ties, s.bilateral, record.pairs)
    if record.chances.chance.shape[0] > 0:
        write_chances(t, v.meetings, record.chances)
    total = s.region.price[0]
    for i in range(s.governments.ideology.size):
        total += s.governments.approval[i] + v.outlook.growth[i] + s.societies.benefit[i] + s.standing.alignment[i]
    return 0 if math.isfinite(total) else 1
