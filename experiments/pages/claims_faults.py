"""Known faults of claims as they were first tested in full, printed with them until the mended files have been tested.

Readers of the texts found them. Those of BR and MSF were written down before the full test of these texts, the others after it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from concertacion.analysis.claims.claim import Claim
from concertacion.analysis.claims.ledger import Ledger
from concertacion.analysis.formatting import listed
from concertacion.experiments.pages.claims_present import differing

FAULTS = {
    "KE-02": "No arm sets the committed coalition: the United States engages more, with more will at home, as in KE-03.",
    "KE-05": "The file says that the text states it. The text asks for both: conditions, and not symptoms alone. That roots "
    "do more in place of symptoms is our reading.",
    "PL-03": "By statute both arms have the same number of meetings, but one organisation holds fewer: from the fourth year "
    "on 18% fewer at the default point, where the effect is \u221232%, and for each meeting held \u221217% (\u221224% to "
    "\u221211%). Of 23 points that were run again, 8 support and 7 contradict; for each meeting held 8 support and 1 "
    "contradicts.",
    "PL-07": "The text says that a transition could become a foundation; the claim says that it does.",
    "PL-08": "'Less than half after' asks for more than most points can show: where paying moves alignment by less than 0.10, "
    "as at 80% of the points, it cannot fall below \u22120.050. At the default point a quarter of the effect is left "
    "afterwards.",
    "PL-10": "The text gives dual loyalties as the reason. The effect also counts old organisations that new ones absorb.",
    "CS-01b": "The text says that normal relations open space for such work; the claim says that there is more. Where "
    "isolation leaves no such work, as at 48% of the points at which the claim applies, the effect is not defined and the "
    "point counts as undecided, even where normal relations bring some.",
    "CS-02": "The verdict is on Mercosur's commitments alone. On Central America the default point leans the other way, "
    "without deciding it: CAFTA carries out 3.3% more without the seat (+1.2% to +5.4%), and SICA 6.0% less with one "
    "(\u22128.4% to \u22123.6%); the threshold is 5%.",
    "CS-05": "That governments are hostile is not tested: hostility is in every arm and cancels, and without any the effect "
    "at the default point is +25% too. The arm adds engagement at large, where the text has attention and material help for "
    "civil society. The measure is what such support adds each quarter, so the effect follows by arithmetic from "
    "civil_engagement and from how far engagement rises.",
    "CS-06a": "The text speaks of the left in various parts of the region; the arm turns all 20 countries, and has +13% at "
    "the default point. With ten governments of the left alone (ARG, BOL, BRA, CHL, COL, CUB, HND, MEX, NIC, VEN) it is +0.3% "
    "(\u22120.4% to +1.0%); but these ten are on the left at the start without the wave too.",
    "CS-06b": "The text says nothing of afterwards. 'Lasts' means here that 3% more is delivered than without the wave, "
    "however little that is of what the wave added: where it surely adds something (CS-06a), 9% of that is left at the median "
    "point.",
    "CS-07": "The text says that there is little to show for it. Crime that stays as it is fits that too, as at the default "
    "point; only more crime is counted.",
    "BR-01": "The text speaks of economic integration; any group of up to nine countries on any issue is counted. A bloc of a "
    "whole camp, ten countries of twenty, is not.",
    "BR-04": "The arm cuts the purse of every patron, and not Venezuela's alone: also that of the United States in the OAS "
    "and of Spain in the Ibero-American Conference.",
    "BR-05": "The text says that the Alliance is least affected: it will keep its economic model, and probably its political "
    "one. The effect measures how much the Alliance lives, and not what it stands for.",
    "BR-07": "The text says that economic integration did fragment while political cooperation grew. The verdict asks only "
    "whether integration in trade can fall apart, at more than 5% of the points; that political cooperation grows at the same "
    "points is not asked.",
    "BR-09": "Any group of up to 16 of the 33 countries with democracy among its two issues is counted, whoever founds it: "
    "also one that the bloc itself founds.",
    "BR-11": "What is carried out is divided by the pledges in force. What doubters approve and never pledge is not counted, "
    "and a forum in which nobody pledges anything new comes out best. That doubt about one bank goes with the right is our "
    "reading.",
    "BR-12": "The text calls Venezuela's presence a signal of greater autonomy; that it brings autonomy is our reading. The "
    "effect also counts the counter-hegemonic model, though the text says that Mercosur never adopted Venezuela's anti-US "
    "rhetoric.",
    "MSF-01": "'Summit' also counts what bodies of ministers deliver, such as the South American Conference on Migration, "
    "which the text counts as part of the undercurrent.",
    "MSF-03": "The text expects the forum not to survive; here it is enough that the share of quarters with a meeting in the "
    "two years up to then is 5 points lower. In the control one founding member, Argentina, is on the left from the start.",
    "MSF-07": "The file says that the text states it. The text says that no meeting with all heads of state could be held, "
    "above all until 2013; that forums meet less, from 2020 on, is our reading.",
    "MSF-13": "Nothing holds the arm 'many' above what countries can absorb: points at which few receiving countries, or "
    "none, have more than that count too.",
    "MSF-14": "All arms drive the two camps of governments apart, of which neither the sentence nor the passage speaks.",
    "MSF-15": "The text speaks of commitments on trade; the effect counts these organisations' commitments on all issues.",
    "MSF-18": "The arms set populism, and not dismissals: officials are dismissed only when a government changes, and "
    "populists meddle besides.",
    "MSF-20": "Rivalries that go on count most: Bolivia with Chile and Colombia with Venezuela are 28% of the weight, and the "
    "text names the second as a danger. 'Neighbours' are all other pairs, by how close they are; most of that weight lies on "
    "pairs without a common border.",
    "MSF-22": "The file says that the text states it. The text speaks of commitments, which both arms have; that authority is "
    "what deters is our reading. The arms set it in six organisations, 0 against 0.8, where the tables have 0.05 to 0.66.",
    "MSF-23": "The text says that such choices could create obstacles to cooperation; the claim says that they do, and on "
    "technology alone.",
    "MSF-26": "Both arms have the agreement; they differ in whether others follow at all, from the first quarter and on every "
    "issue. So the test asks whether following raises work, and not whether the agreement was followed.",
    "MSF-27": "The arms double visits between all pairs, and not only between South and North. In the second paragraph of the "
    "text visits reflect closer ties; only the seventh idea speaks of a visit that was to strengthen them.",
    "MSF-28": "In the model a leader with ties abroad trusts the others more when taking office. The effect measures how far "
    "the others trust the new leader, which the leader's own ties hardly move: it comes from leaders who took office before "
    "or in the same quarter.",
    "MSF-P1": "The text names no support: that paying for either stands for its advice is our reading. The arms pay the same "
    "share of a cost, and not the same sum. 'Summit' also counts what bodies of ministers deliver.",
    "MSF-P3": "The lever also sets aside technology, at one meeting in six, and now and then trade and security; all three "
    "count among the issues that are left. 'Summit' also counts what bodies of ministers deliver.",
    "MSF-P9": "Meetings that wait for all are here those of every forum: also of four members, of ministers, and where a "
    "majority decides. The text names no support; the arms pay the same share of a cost, and not the same sum.",
    "MSF-P10": "The trust measured beside it is that of the others in the new leader, which the leader's own ties hardly move.",
}


def faults_of(ledger: Ledger, present: Mapping[str, Claim]) -> dict[str, str]:
    """The faults of those claims in a ledger that were tested before their files were mended, by id."""
    return {name: FAULTS[name] for name in differing(ledger, present) if name in FAULTS}


def counted_faults(faulty: Collection[str]) -> list[str]:
    """How many claims have one, and which; nothing where none has."""
    if not faulty:
        return []
    return [f"With a known fault in the file that was tested, described with each: {len(faulty)} ({listed(list(faulty))})."]
