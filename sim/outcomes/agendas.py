"""What meetings of presidents talk about and agree on, who stops it, and how hotly they quarrel."""

from __future__ import annotations

import math

from concertacion.sim.compiled import compiled
from concertacion.sim.outcomes.declaration import outcome
from concertacion.sim.outcomes.delivery import INFINITE, summed
from concertacion.sim.outcomes.promises import mean_of_forums
from concertacion.sim.outcomes.summits import country_total, length
from concertacion.sim.state import ACTIVE, HELD

ITEMS = ("forums", "domain")


@compiled
def items(forums, q, m):
    """At meetings held: their number, items (a domain at a meeting) on the agenda, items agreed; of the requested domains."""
    held, on_agenda, agreed = 0.0, 0.0, 0.0
    for t in range(q.first[m], q.last[m]):
        for f in range(forums.meeting.shape[1]):
            if q.forums[m, f] > 0.0 and forums.meeting[t, f] == HELD:
                held += 1.0
                for k in range(forums.agreed.shape[2]):
                    on_agenda += q.domains[m, k] * forums.on_agenda[t, f, k]
                    agreed += q.domains[m, k] * forums.agreed[t, f, k]
    return held, on_agenda, agreed


@outcome("share", 0, 1, "sum of agreed / sum of on_agenda, over k and meetings held", ITEMS)
def agreed_share(forums, q, m):
    """Share of the domains on agendas that were agreed."""
    _, on_agenda, agreed = items(forums, q, m)
    return agreed / on_agenda if on_agenda > 0.0 else math.nan


@outcome("a year", 0, INFINITE, "4/T times the sum of on_agenda - agreed, over k and meetings held", ITEMS)
def vetoed(forums, q, m):
    """Domains on an agenda that were not agreed."""
    _, on_agenda, agreed = items(forums, q, m)
    return (on_agenda - agreed) / length(q, m)


@outcome("a year", 0, INFINITE, "4/T times the sum over t,i of vetoes[t,i]", ("countries",))
def vetoes(countries, q, m):
    """Agreements that failed by the dissent of the countries, each counted for each that dissented."""
    return country_total(countries.vetoes, q, m) / length(q, m)


@outcome("share", 0, 1, "mean over meetings held and k of on_agenda", ITEMS)
def on_agenda(forums, q, m):
    """Share of the meetings held that have the domain on their agenda."""
    held, on_agenda, _ = items(forums, q, m)
    return on_agenda / (held * summed(q.domains[m])) if held > 0.0 else math.nan


@outcome("share", 0, 1, "mean over t and active forums of heat[t,m]", ("forums",))
def heat(forums, q, m):
    """How hotly a crisis divides those who sit in active forums."""
    return mean_of_forums(forums.heat, forums.status, (ACTIVE, ACTIVE), q.first[m], q.last[m], q.forums[m])
