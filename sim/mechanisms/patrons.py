"""Patrons: a country, or a power from outside, that pays for a forum and for what it carries out."""

from __future__ import annotations

from concertacion.sim.compiled import compiled
from concertacion.sim.mechanisms.arithmetic import share


@compiled
def purse(fiscal_stress, patron_purse):
    """A patron's funds, a share: patron_purse (1 - f)."""
    return share(patron_purse * (1.0 - fiscal_stress))


@compiled
def paid_to(m, p, societies, forums, powers):
    """The share of what the patron of forum m was to pay that it pays, a power as far as it is engaged; 1 without one."""
    patron = forums.patron[m]
    if patron < 0:
        return 1.0
    size = societies.fiscal_stress.size
    if patron < size:
        return purse(societies.fiscal_stress[patron], p.patron_purse)
    return share(p.patron_purse * powers.engagement[patron - size])


@compiled
def funds_of(m, p, societies, forums, powers):
    """What the patron of forum m pays towards it, a share of the forum's funds; 0 without a patron."""
    return forums.patron_share[m] * paid_to(m, p, societies, forums, powers) if forums.patron[m] >= 0 else 0.0


@compiled
def programmes_paid(patron_share, paid, patron_programmes):
    """Share of a forum's programmes that is paid for, in [0, 1]: 1 - patron_programmes * patron_share (1 - paid).

    Programmes that a patron was to pay for stop where its purse runs dry, those under way too. Source: Briceño-Ruiz 2018, "A new
    cycle" (ALBA depends on Venezuelan funding, which has dried up: the level of implementation is weak).
    """
    return 1.0 - patron_programmes * patron_share * (1.0 - paid)
