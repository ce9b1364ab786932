"""What the region shares, the issue domains and the powers at the start."""

from __future__ import annotations

import numpy as np

from concertacion.sim.inputs import Administrations, Domains
from concertacion.sim.state import DEMOCRACY, DOMAINS, Issues, Powers, Regard, Region
from concertacion.sim.worlds.columns import POSTURE
from concertacion.sim.worlds.exogenous import posture, price, shocks
from concertacion.sim.worlds.initial import dependence
from concertacion.sim.worlds.lookup import filled, in_force, quarter_of
from concertacion.sim.worlds.selection import Selection

DEMOCRACY_NORM, OTHER_NORMS = 0.5, 0.3  # stock of shared norms at the start (assumed)
FAITH = 0.5  # expected participation at the start (assumed)


def domains(selection: Selection, sizes: dict[str, int]) -> Domains:
    """Traits of the domains, in their fixed order."""
    table = selection.frames["domains"].set_index("domain").loc[list(DOMAINS)]
    told = {name: table[name].to_numpy(float) for name in Domains._fields if name in table}
    return filled(Domains, sizes, **told)


def region(selection: Selection, sizes: dict[str, int], issues: Issues) -> Region:
    """The price on record; norms protect democracy."""
    now = np.array([selection.first_quarter])
    return filled(Region, sizes, price=price(selection, now), norm_content=1.0, usual_norm=issues.norms[DEMOCRACY])


def issues(selection: Selection, sizes: dict[str, int]) -> Issues:
    """Shocks in the start quarter, expectations and norms. Nothing has been delivered yet."""
    norms = np.full(len(DOMAINS), OTHER_NORMS)
    norms[DEMOCRACY] = DEMOCRACY_NORM
    hit = shocks(selection, np.array([selection.first_quarter]))[0]
    return filled(Issues, sizes, shock=hit, technical_faith=FAITH, summit_faith=FAITH, norms=norms)


def administrations(selection: Selection, sizes: dict[str, int]) -> Administrations:
    """The length of the powers' administrations."""
    return filled(Administrations, sizes, term=terms(selection))


def terms(selection: Selection) -> np.ndarray:
    """Quarters of an administration, float64[power], 0 without elections."""
    return selection.frames["powers"].set_index("power").loc[list(selection.powers), "term_quarters"].to_numpy(float)


def powers(selection: Selection, sizes: dict[str, int]) -> Powers:
    """The powers with the administrations in office at the end of the start quarter.

    Beyond the record, administrations alternate around the posture of the start. The clock starts one quarter earlier, because
    each quarter begins by subtracting one.
    """
    now = np.array([selection.first_quarter])
    table = selection.frames["administrations"]
    rows = in_force(table, "power", selection.powers, now, selection.file("administrations"))[0]
    term = terms(selection)
    served = now - quarter_of(table["from"])[rows]
    countdown = np.where(term > 0, term - served % np.maximum(term, 1) + 1, 0)
    traits = dict(zip(POSTURE, posture(selection, now)[0].T, strict=True))
    return filled(
        Powers, sizes, **traits, mean_engagement=traits["engagement"], mean_pressure=traits["pressure"], phase=1.0,
        countdown=countdown,
    )  # fmt: skip


def regard(selection: Selection, sizes: dict[str, int], powers: Powers) -> Regard:
    """Trust in the powers, 0.5 + 0.3 engagement - 0.3 pressure (assumed), and recorded dependence on them."""
    trust = np.clip(0.5 + 0.3 * powers.engagement - 0.3 * powers.pressure, 0.0, 1.0)
    return filled(Regard, sizes, trust=trust[:, None], dependence=dependence(selection))
