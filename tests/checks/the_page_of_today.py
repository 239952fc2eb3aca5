"""The page of 25-4022 as readers see it today, told in our words in our schema: its facts and figures are its own."""

from schemas.items import Sentence
from schemas.sections.ai_impact import AiImpact, Evidence
from schemas.sections.credentials import CredentialItem, Credentials
from schemas.sections.faq import Faq, Question
from schemas.sections.immigration import Immigration, RouteNote
from schemas.sections.outlook import Outlook
from schemas.sections.pay import Pay

SYSTEMS = (("Alma Platform", 2015, "ordering, catalog records, check-out"),
           ("WorldShare Management Services Platform", 2011, "shared catalog records and resource sharing"),
           ("Rosetta Platform", 2017, "file formats and preservation metadata"),
           ("Primo Platform", 2008, "finding resources and showing whether they are in"))  # fmt: skip


def said(item, text):
    """A sentence with no source, as all of that page are."""
    return Sentence(id=item, text=text, citations=())


def answer(item, question, *sentences):
    return Question(
        id=item, citations=(), question=question,
        answer=tuple(said(f"{item}{n}", text) for n, text in enumerate(sentences)),
    )  # fmt: skip


def page(immigration: Immigration, outlook: Outlook, pay: Pay):
    """Its sections; the computed halves are those of today's facts."""
    evidence = tuple(
        Evidence(id=f"e{n}", citations=(), name=name, kind="platform", coverage="partial", since=since,
                 finding=f"Takes repeated steps off librarians: {what}.")
        for n, (name, since, what) in enumerate(SYSTEMS)
    )  # fmt: skip
    return {
        "ai_impact": AiImpact(
            section="ai_impact", verdict="mixed", narrative=(said("n1", "Cataloging is automated; teaching grows."),),
            tools_researched=True, evidence=evidence, takes_over=(), augments=(),
            entry_level=(said("n2", "Those with an MLIS degree still get in."),),
            level_up=(said("n3", "They should embrace AI and become knowledge managers."),),
        ),
        "pay": pay.model_copy(update={"note": (
            said("p1", "Entry-level pay (0-3 years) is $45,000 to $60,000, in small or public libraries."),
            said("p2", "Senior pay is $80,000 to $110,000."),
        )}),
        "credentials": Credentials(section="credentials", note=(), credentials=(
            CredentialItem(id="c1", citations=(), name="Master of Library and Information Science (MLIS)",
                           issuer="American Library Association", need="required", detail="必需"),
        )),
        "immigration": immigration.model_copy(update={"notes": (
            RouteNote(id="r1", citations=(), route="H-1B", sentences=(
                said("r11", "Librarians usually qualify, with an employer's sponsorship and a lottery."),)),
            RouteNote(id="r2", citations=(), route="EB-3", sentences=(
                said("r21", "Fits a bachelor's degree or below; also needs PERM."),)),
        )}),
        "outlook": outlook.model_copy(update={"growth_areas": (), "sentences": (
            said("o1", "BLS projects about 3% growth in employment from 2023 to 2033, slower than average."),
        )}),
        "faq": Faq(section="faq", questions=(
            answer("q1", "What do librarians earn?", "In 2023 the median annual wage was about $60,000.",
                   "Entry-level positions pay $45,000 to $55,000.", "Experienced ones earn above $90,000."),
            answer("q2", "Is H-1B easy for librarians?",
                   "Employers have to prove an inability to find qualified US workers.", "Lottery odds are low."),
            answer("q3", "Which degree does it take?",
                   "Typically a Master of Library and Information Science from an accredited programme.",
                   "Elsewhere on this page the overall score is 6.3/10."),
        )),
    }  # fmt: skip
