from concertacion.sim.mechanisms.democracy import coup_hazard, detection, erosion, next_content

ERODING = dict(populism=0.5, democracy=0.8, norm=0.5, norm_content=1.0, erosion_rate=0.02, norm_protection=0.6)
NOTICED = dict(fall=0.1, lost=0.3, common_metric=0.0, charter_threshold=0.1, charter_ambiguity=0.1)
CONTENT = dict(content=0.5, enforced=2.0, sheltered=0.5, norm_content_rate=0.02)
MANY = {"content": (-1, 1), "enforced": (0, 33), "sheltered": (0, 33)}  # every country of the largest world at once

KNOWN = [
    (erosion, ERODING, 0.0056),  # 0.02 * 0.5 * 0.8 * (1 - 0.3)
    (erosion, ERODING | dict(norm_content=0.5), 0.0068),
    (erosion, ERODING | dict(norm_content=-1.0), 0.0104),  # a norm that shelters incumbents speeds it
    (erosion, ERODING | dict(norm_protection=0.0), 0.008),
    (erosion, ERODING | dict(populism=0.0), 0.0),
    # 0.01 * 0.5 * 0.6 * exp(-ln 2)
    (coup_hazard, dict(turmoil=0.3, approval=0.4, shield=0.6931471805599453, coup_rate=0.01, deterrence=1.0), 0.0015),
    (coup_hazard, dict(turmoil=0.3, approval=0.4, shield=9.0, coup_rate=0.01, deterrence=0.0), 0.003),
    (detection, NOTICED, 0.5),
    (detection, NOTICED | dict(common_metric=1.0), 0.8807970779778823),  # logistic(2): 0.3 outweighs 0.1, they do not add up
    (detection, NOTICED | dict(common_metric=0.5), 0.6224593312018546),  # logistic(0.5)
    (detection, NOTICED | dict(fall=0.3, lost=0.1, common_metric=1.0), 0.8807970779778823),  # what falls at once counts anyway
    (detection, NOTICED | dict(fall=0.0, lost=0.1, common_metric=1.0), 0.5),
    (next_content, CONTENT, 0.505),  # 0.5 + 0.02 (2 * 0.5 - 0.5 * 1.5)
    (next_content, CONTENT | dict(enforced=0.0), 0.485),
    (next_content, CONTENT | dict(sheltered=0.0), 0.52),
    (next_content, CONTENT | dict(content=-1.0, enforced=0.0), -1.0),  # nothing left to turn
    (next_content, CONTENT | dict(content=1.0, sheltered=0.0), 1.0),
    (next_content, CONTENT | dict(content=1.0, enforced=0.0, sheltered=60.0), -1.0),  # 1 - 2.4, bounded
    (next_content, CONTENT | dict(content=-1.0, enforced=60.0, sheltered=0.0), 1.0),
]
BOUNDS = [(erosion, 0, 1), (coup_hazard, 0, 0.5), (detection, 0, 1)]
NEUTRAL = [
    (erosion, "erosion_rate", ("populism", "democracy", "norm", "norm_content")),
    (erosion, "norm_protection", ("norm", "norm_content")),
    (coup_hazard, "coup_rate", ("turmoil", "approval", "shield")),
    (coup_hazard, "deterrence", ("shield",)),
    (detection, "common_metric", ("lost",)),
    (next_content, "norm_content_rate", ("enforced", "sheltered")),
]


def test_what_norms_protect_stays_between_shelter_and_defence(within):
    within(next_content, -1, 1, **MANY)
