"""The six clusters of the site: the first rule that fits decides, in the order written here."""

from dataclasses import dataclass
from typing import Final

from authoring.facts.scores import ai
from authoring.facts.scores.parts import Ranks, mean
from authoring.facts.scores.points import Distributions
from authoring.facts.values import number_of
from schemas.facts import FactSheet
from schemas.sections.identity import Cluster
from schemas.sections.scores import Score

REGULATED_GROUPS: Final = ("23-10", "33-", "53-20", "55-")
"""Judges and lawyers, protective service, air transport, military: public authority or a federal certificate.
"""

HIGH_RISK: Final = 7.5
HELPED: Final = 5.0
TRUST: Final = 7.5
ON_SITE: Final = 0.5


@dataclass(frozen=True)
class ClusterFinding:
    """A cluster, the rule that gave it in one line of tokens and numbers, and the facts it rests on."""

    cluster: Cluster | None
    reason: str
    facts: tuple[str, ...]


def find_cluster(sheet: FactSheet, spreads: Distributions) -> ClusterFinding:
    """The cluster of an occupation by the rule of `docs/scores.md`; None where its facts are too few."""
    return _by_law(sheet) or _by_work(Ranks(sheet, spreads))


def _by_law(sheet: FactSheet) -> ClusterFinding | None:
    if sheet.soc.startswith(REGULATED_GROUPS):
        title = sheet.latest("soc", "title")
        return ClusterFinding("regulated", f"soc={sheet.soc[:5]}", (title.id,) if title else ())
    licence = sheet.latest("ooh-licensing", "licence")
    if licence and licence.value in ("all states", "most states"):
        return ClusterFinding("licensed", f"licence={licence.value}", (licence.id,))
    return None


def _by_work(ranks: Ranks) -> ClusterFinding:
    risk, helped = ai.ai_risk(ranks), ai.ai_augmentation(ranks)
    skills = ai.skill_parts(ranks, 1.0)
    site = ranks.sheet.latest("microsoft-applicability", "physical-share")
    share = number_of(site)
    if not isinstance(risk, Score) or not isinstance(helped, Score) or not skills or site is None or share is None:
        return ClusterFinding(None, "too few facts: exposure, skills and physical tasks are not all published", ())
    trust = mean(skills)
    on_site = ClusterFinding("on_site", f"physical-share={share:.2f}", (site.id,))
    human = ClusterFinding("human_trust", f"human-skills={trust:.1f}", tuple(part.fact for part in skills))
    if share >= ON_SITE:
        return on_site
    if trust >= TRUST:
        return human
    both = f"ai_risk={risk.value}, ai_augmentation={helped.value}"
    if risk.value >= HIGH_RISK and risk.value > helped.value:
        return ClusterFinding("high_ai_exposure", both, tuple(part.fact for part in risk.inputs))
    if helped.value >= HELPED:
        return ClusterFinding("ai_augmented", both, tuple(part.fact for part in helped.inputs))
    return on_site if share / ON_SITE >= trust / TRUST else human
