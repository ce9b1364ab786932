"""Membership: who is linked to a forum and how, who sits there for now, who leaves, comes back and joins."""

from __future__ import annotations

from concertacion.sim.compiled import compiled
from concertacion.sim.draws import ACCESSION, EXIT, uniform
from concertacion.sim.mechanisms.arithmetic import heads, share
from concertacion.sim.mechanisms.channels import acceptability
from concertacion.sim.state import ACTIVE, ASSOCIATE, DORMANT, FULL, OUTSIDE

FIRST_YEAR = 4.0  # quarters in which a new government looks at what it has joined (assumed)


@compiled
def sit(m, circles):
    """Rewrite who sits in forum m, full members who are not suspended, after any change of a link or a suspension."""
    circles.size[m] = 0.0  # its overlap with others is worked out anew
    for i in range(circles.members.shape[1]):
        circles.members[m, i] = 1.0 if circles.link[m, i] == FULL and circles.suspended[m, i] <= 0.0 else 0.0


@compiled
def seat_all(circles):
    """Phase 1 (model): rewrite who sits in every forum, after events; whoever one has put out has left."""
    for m in range(circles.size.size):
        for i in range(circles.members.shape[1]):
            if circles.members[m, i] > 0.0 and circles.link[m, i] == OUTSIDE:
                leave(m, i, circles)
        sit(m, circles)


@compiled
def may_come(m, i, circles):
    """Whether country i may come to a meeting of forum m: a member, or an associate as its guest, that is not suspended."""
    return circles.link[m, i] > OUTSIDE and circles.suspended[m, i] <= 0.0


@compiled
def full_members(m, circles):
    """How many countries are full members of forum m, suspended or not."""
    count = 0  # a whole number, as in `heads`
    for i in range(circles.link.shape[1]):
        count += 1 if circles.link[m, i] == FULL else 0
    return float(count)


@compiled
def suspend(m, i, quarters, circles):
    """Forum m suspends country i for that many quarters: it keeps its link and its pledges, and does not sit."""
    circles.suspended[m, i] = quarters
    sit(m, circles)


@compiled
def serve_suspensions(circles):
    """A quarter of every suspension is over; whoever has served it sits again."""
    for m in range(circles.suspended.shape[0]):
        for i in range(circles.suspended.shape[1]):
            if circles.suspended[m, i] > 0.0:
                circles.suspended[m, i] = max(0.0, circles.suspended[m, i] - 1.0)
                if circles.suspended[m, i] == 0.0:
                    sit(m, circles)


@compiled
def leave(m, i, circles):
    """Country i is no longer linked to forum m, and drops what it pledged there. `sit` follows."""
    circles.link[m, i] = OUTSIDE
    circles.former[m, i] = 1.0
    circles.suspended[m, i] = 0.0
    circles.pledged[m, :, i] = 0.0
    circles.implemented[m, :, i] = 0.0


@compiled
def burden(brand, apart, brand_turn):
    """How far a brand burdens a government at distance `apart` = |x - B| in [0, 2]: brand max(0, apart - turn), `brand` its
    strength.

    Source: Merke et al. 2021, fourth reason (alliances that depend on one colour).
    """
    return brand * max(0.0, apart - brand_turn)


@compiled
def exit_probability(
    brand, apart, sovereigntism, depth, founder, exit_rate, brand_turn, founder_weight, depth_protection,
):  # fmt: skip
    """Chance a quarter of a new government leaving, a share: rate (burden + q / 2) (1 + founder_weight * founder)
    (1 - psi delta).

    Source: Briceño-Ruiz 2018, "A new cycle"; Merke et al. 2021, "Successes and Failures" (a founder that turns). That full
    sovereigntism weighs half of a full burden is assumed.
    """
    pushed = (burden(brand, apart, brand_turn) + 0.5 * sovereigntism) * (1.0 + founder_weight * founder)
    return share(exit_rate * pushed * (1.0 - depth_protection * depth))


@compiled
def return_probability(brand, apart, sovereigntism, return_rate, brand_turn):
    """Chance a quarter of a new government returning to a forum once left, a share: rate (1 - q) (1 - burden). Assumed."""
    return return_rate * (1.0 - sovereigntism) * share(1.0 - burden(brand, apart, brand_turn))


@compiled
def accession_probability(brand, apart, sovereigntism, accession_rate, brand_turn):
    """Chance a quarter of asking to join, as an outsider or an associate, a share: rate (1 - q) (1 - burden).

    Source: memberships 1995-2012: of the outsiders to whom a forum was open 0.70 % a quarter joined it (40 of 5696 quarters), of
    the associates of a forum 0.44 % (2 of 451).
    """
    return share(accession_rate * (1.0 - sovereigntism) * share(1.0 - burden(brand, apart, brand_turn)))


@compiled
def step_taken(link, depth, associate_depth):
    """The link of a country after it is accepted: an associate, from outside a forum to which authority is delegated, else a full
    member.

    Source: memberships 1995-2012: blocs of depth 0.35 or more took 13 of 15 newcomers as associates, the others none of 25;
    Briceño-Ruiz 2018, "Changing regionalism" (Mercosur, of which Venezuela and Bolivia had been associates).
    """
    return ASSOCIATE if link == OUTSIDE and depth >= associate_depth else FULL


@compiled
def is_accepted(m, i, p, governments, ties, circles):
    """Whether those who sit in forum m accept country i: their mean acceptability of it exceeds founding_selectivity."""
    liked = 0.0
    for j in range(governments.ideology.size):
        if circles.members[m, j] > 0.0:
            distance = abs(governments.ideology[i] - governments.ideology[j])
            liked += acceptability(distance, ties.trust[j, i], p.minilateral_distance, p.minilateral_trust)
    return liked > p.founding_selectivity * heads(circles.members[m])


@compiled
def join_and_leave(p, address, setting, governments, ties, forums, circles):
    """Phase 7 (model): governments in their first year may leave forums, or return to those that the country once left; any may
    join those that are open to it. All decide on who sat before.
    """
    for m in range(forums.status.size):
        if forums.status[m] != ACTIVE and forums.status[m] != DORMANT:
            continue
        moved = False
        for i in range(setting.keys.size):
            first_year = governments.time_in_office[i] < FIRST_YEAR
            if circles.link[m, i] == FULL:
                moved |= first_year and leaves(m, i, p, address, setting, governments, forums, circles)
            elif circles.former[m, i] > 0.0 or circles.founder[m, i] > 0.0:
                moved |= first_year and returns(m, i, p, address, setting, governments, forums, circles)
            else:
                moved |= joins(m, i, p, address, setting, governments, ties, forums, circles)
        if moved:
            sit(m, circles)


@compiled
def leaves(m, i, p, address, setting, governments, forums, circles):
    """Country i leaves forum m, or not; says whether it did."""
    apart = abs(governments.ideology[i] - forums.brand_position[m])
    chance = exit_probability(
        forums.brand_strength[m], apart, governments.sovereigntism[i], forums.depth[m], circles.founder[m, i], p.exit_rate,
        p.brand_turn, p.founder_weight, p.depth_protection,
    )  # fmt: skip
    if uniform(address, EXIT, setting.keys[i], setting.forum_keys[m]) >= chance:
        return False
    leave(m, i, circles)
    return True


@compiled
def returns(m, i, p, address, setting, governments, forums, circles):
    """Country i returns to forum m, which it once left, or not; says whether it did."""
    apart = abs(governments.ideology[i] - forums.brand_position[m])
    chance = return_probability(forums.brand_strength[m], apart, governments.sovereigntism[i], p.return_rate, p.brand_turn)
    if uniform(address, EXIT, setting.keys[i], setting.forum_keys[m]) >= chance:
        return False
    circles.link[m, i] = FULL
    return True


@compiled
def joins(m, i, p, address, setting, governments, ties, forums, circles):
    """Country i takes a step into forum m if its members accept it, or none; says whether it did. A forum that sleeps admits
    nobody new.
    """
    associate = circles.link[m, i] == ASSOCIATE
    if forums.status[m] != ACTIVE or not (associate or setting.open_to[m, i] > 0.0):
        return False
    apart = abs(governments.ideology[i] - forums.brand_position[m])
    chance = accession_probability(forums.brand_strength[m], apart, governments.sovereigntism[i], p.accession_rate, p.brand_turn)
    comes = uniform(address, ACCESSION, setting.keys[i], setting.forum_keys[m]) < chance
    if not comes or not is_accepted(m, i, p, governments, ties, circles):
        return False
    circles.link[m, i] = step_taken(circles.link[m, i], forums.depth[m], p.associate_depth)
    return True
