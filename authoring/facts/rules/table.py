"""The rule table.

`checked_on` is the day the statement was compared with the wording named in `compared_with`. A rule that
could not be compared, or that may have lapsed since, has `verified=False` and stays off the page until
somebody has looked. Statements say what a provision says and name it; they give no advice and make no
prediction.
"""

from dataclasses import dataclass
from typing import Final, Literal

from schemas.sections.immigration import Route

Concern = Literal["all", "appendix_a", "not_appendix_a", "schedule_a_nurse", "schedule_a_therapist", "stem"]
"""Which occupations a rule is shown for."""

CHECKED: Final = "2026-11-23"


@dataclass(frozen=True)
class RuleEntry:
    """One rule with what is needed to judge it: since when, where, checked when and against what."""

    rule: str
    route: Route
    statement: str
    url: str
    compared_with: str
    concern: Concern = "all"
    effective_from: str | None = None
    checked_on: str = CHECKED
    verified: bool = True


def _ecfr(title: int, section: str) -> str:
    return f"https://www.ecfr.gov/current/title-{title}/section-{section}"


_USC_1182: Final = "https://uscode.house.gov/view.xhtml?req=granuleid:USC-prelim-title8-section1182"
_USC_1184: Final = "https://uscode.house.gov/view.xhtml?req=granuleid:USC-prelim-title8-section1184"

_H1B: Final = (
    RuleEntry(
        "h1b.specialty-occupation",
        "H-1B",
        "H-1B is for a specialty occupation: work that takes the theoretical and practical application of "
        "a body of highly specialized knowledge, and a bachelor's or higher degree in the specific "
        "specialty, or its equivalent, as the minimum for entry (INA 214(i)(1)).",
        _USC_1184,
        "8 U.S.C. 1184(i)(1) as quoted in DHS rules",
    ),
    RuleEntry(
        "h1b.labor-condition-application",
        "H-1B",
        "An H-1B petition rests on a certified labor condition application (LCA). In it the employer "
        "attests to paying the higher of the actual wage and the prevailing wage, to working conditions "
        "that do not adversely affect similarly employed workers, to the absence of a strike or lockout, "
        "and to notice of the filing (INA 212(n)(1); 20 CFR 655.730 to 655.734).",
        _ecfr(20, "655.730"),
        "INA 212(n)(1) as enacted, 104 Stat. 5021; 20 CFR 655.730 to 655.734, text of 2024",
    ),
    RuleEntry(
        "h1b.no-general-recruitment-duty",
        "H-1B",
        "H-1B in general asks for no test of the labor market. Only H-1B-dependent employers and willful "
        "violators attest to recruiting U.S. workers first, and not for exempt H-1B workers (20 CFR "
        "655.736 to 655.739).",
        _ecfr(20, "655.739"),
        "20 CFR 655.736 to 655.739, text of 2024",
    ),
    RuleEntry(
        "h1b.annual-limit",
        "H-1B",
        "Each fiscal year new H-1B workers are limited to 65,000, of which up to 6,800 are set aside for "
        "H-1B1 (Chile and Singapore); up to 20,000 more with a master's or higher degree from a U.S. "
        "institution of higher education are exempt from that limit (INA 214(g)(1)(A), (g)(5)(C), (g)(8)).",
        _USC_1184,
        "8 U.S.C. 1184(g) as restated in 90 FR 60864 (29 December 2025)",
    ),
    RuleEntry(
        "h1b.cap-exempt-employment",
        "H-1B",
        "The annual limit does not apply to employment at an institution of higher education or a related or "
        "affiliated nonprofit entity, at a nonprofit research organization, or at a governmental research "
        "organization (INA 214(g)(5)(A) and (B)).",
        _USC_1184,
        "AC21 section 103, adding 8 U.S.C. 1184(g)(5)",
    ),
    RuleEntry(
        "h1b.weighted-selection",
        "H-1B",
        "A DHS final rule (90 FR 60864, 29 December 2025), effective 27 February 2026, provides that "
        "registrations under the annual limit are selected with weights by OEWS wage level: level IV is "
        "entered four times, level III three times, level II twice and level I once.",
        "https://www.federalregister.gov/d/2025-23853",
        "Federal Register document 2025-23853",
        effective_from="2026-02-27",
    ),
    RuleEntry(
        "h1b.proclamation-payment",
        "H-1B",
        "A proclamation of 19 September 2025 conditions the entry of certain H-1B workers on a payment of "
        "$100,000 with petitions filed on or after 21 September 2025, for twelve months unless extended.",
        "https://www.uscis.gov/working-in-the-united-states/h-1b-specialty-occupations",
        "USCIS guidance of 20 October 2025 as reported; whether it was extended after twelve months is not known",
        effective_from="2025-09-21",
        verified=False,
    ),
)

_EB: Final = (
    RuleEntry(
        "eb2.advanced-degree",
        "EB-2",
        "EB-2 covers members of the professions holding advanced degrees and people of exceptional ability in the "
        "sciences, arts or business. An advanced degree is a U.S. degree above the bachelor's or a foreign "
        "equivalent; a bachelor's degree followed by at least five years of progressive experience in the "
        "specialty counts as a master's, and the job itself must require as much (8 CFR 204.5(k)).",
        _ecfr(8, "204.5"),
        "USCIS, EB-2 Employment-Based Immigration; 8 CFR 204.5(k)(2)",
    ),
    RuleEntry(
        "eb2.labor-certification",
        "EB-2",
        "EB-2 generally requires a job offer and a permanent labor certification; USCIS may waive both in "
        "the national interest (8 CFR 204.5(k)(4)).",
        _ecfr(8, "204.5"),
        "USCIS, EB-2 Employment-Based Immigration",
    ),
    RuleEntry(
        "eb3.professional",
        "EB-3",
        "EB-3 professionals hold a U.S. bachelor's degree or a foreign equivalent, in an occupation for "
        "which that degree is the normal requirement; education and experience cannot replace it (8 CFR "
        "204.5(l)).",
        _ecfr(8, "204.5"),
        "USCIS, EB-3 Employment-Based Immigration",
    ),
    RuleEntry(
        "eb3.skilled-worker",
        "EB-3",
        "EB-3 skilled workers do work that takes at least two years of training or experience and is neither "
        "temporary nor seasonal; relevant post-secondary education may count as training (8 CFR 204.5(l)).",
        _ecfr(8, "204.5"),
        "USCIS, EB-3 Employment-Based Immigration",
    ),
    RuleEntry(
        "eb3.other-worker",
        "EB-3",
        "EB-3 other workers do work that takes less than two years of training or experience and is neither "
        "temporary nor seasonal (8 CFR 204.5(l)).",
        _ecfr(8, "204.5"),
        "USCIS, EB-3 Employment-Based Immigration",
    ),
)

_PERM: Final = (
    RuleEntry(
        "perm.labor-market-test",
        "PERM",
        "The test of the labor market belongs to permanent labor certification (PERM), which EB-2 and EB-3 "
        "generally require: after a prevailing wage determination and recruitment, the Department of Labor "
        "certifies that there are not sufficient U.S. workers able, willing, qualified and available, and "
        "that similarly employed U.S. workers are not adversely affected (INA 212(a)(5)(A); 20 CFR 656.17 "
        "and 656.40).",
        _ecfr(20, "656.17"),
        "20 CFR part 656 and 69 FR 77326 (27 December 2004)",
        effective_from="2005-03-28",
    ),
    RuleEntry(
        "perm.professional-recruitment",
        "PERM",
        "For a professional occupation the employer places a 30-day job order with the state workforce "
        "agency and advertisements on two different Sundays, and takes three of ten further steps of "
        "recruitment (20 CFR 656.17(e)(1)); Appendix A lists occupations that usually take a bachelor's or "
        "higher degree.",
        _ecfr(20, "656.17"),
        "20 CFR 656.17(e)(1)",
        concern="appendix_a",
        effective_from="2005-03-28",
    ),
    RuleEntry(
        "perm.nonprofessional-recruitment",
        "PERM",
        "For a nonprofessional occupation the employer places a 30-day job order with the state workforce "
        "agency and advertisements on two different Sundays (20 CFR 656.17(e)(2)).",
        _ecfr(20, "656.17"),
        "20 CFR 656.17(e)(2)",
        concern="not_appendix_a",
        effective_from="2005-03-28",
    ),
)

_SCHEDULE_A: Final = (
    RuleEntry(
        "schedule-a.professional-nurse",
        "Schedule A",
        "Professional nurses are in Schedule A, Group I: no recruitment under PERM. The employer files the "
        "labor certification application with USCIS, with a prevailing wage determination and notice; the "
        "nurse has a CGFNS certificate, has passed the NCLEX-RN, or holds a full and unrestricted license "
        "in the state of intended employment (20 CFR 656.5(a)(2) and 656.15).",
        _ecfr(20, "656.5"),
        "20 CFR 656.5 and 656.15",
        concern="schedule_a_nurse",
        effective_from="2005-03-28",
    ),
    RuleEntry(
        "schedule-a.physical-therapist",
        "Schedule A",
        "Physical therapists are in Schedule A, Group I: no recruitment under PERM. The employer files the "
        "labor certification application with USCIS, with a prevailing wage determination and notice; the "
        "therapist has all the qualifications needed to take the licensing examination of the state of "
        "intended practice (20 CFR 656.5(a)(1) and 656.15).",
        _ecfr(20, "656.5"),
        "20 CFR 656.5 and 656.15",
        concern="schedule_a_therapist",
        effective_from="2005-03-28",
    ),
)

_STEM: Final = (
    RuleEntry(
        "stem-opt.extension",
        "STEM OPT",
        "Under the rule in force since 10 May 2016, an F-1 student on post-completion OPT with a degree on "
        "the DHS STEM list may apply for a 24-month extension, with an employer that uses E-Verify, a "
        "training plan on Form I-983, and work directly related to that degree (8 CFR "
        "214.2(f)(10)(ii)(C)). What counts is the degree programme, not the occupation. DHS has announced "
        "a rulemaking on practical training: read the current text.",
        _ecfr(8, "214.2"),
        "81 FR 13040 (11 March 2016) and guidance of 2025",
        concern="stem",
        effective_from="2016-05-10",
    ),
)

RULES: Final[tuple[RuleEntry, ...]] = (*_H1B, *_EB, *_PERM, *_SCHEDULE_A, *_STEM)
"""Every rule, verified or not, in the order a page shows them."""
