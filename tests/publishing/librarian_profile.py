"""A hand-built profile of 25-4022 in two locales with the real published figures, and a desk that holds its history."""

import itertools
from dataclasses import dataclass, field

from authoring.revisions.history import History
from schemas.base import content_hash
from schemas.citations import FactCitation, PassageCitation, Source, SourceCitation
from schemas.events import Actor, Decision, Provenance, Revision, TranslatedFrom
from schemas.facts import Dataset, Derivation, Fact, FactSheet, Locator, Passage
from schemas.items import Point, Sentence
from schemas.sections.ai_impact import AiImpact, Evidence
from schemas.sections.credentials import CredentialItem, Credentials
from schemas.sections.education import Cost, Education, Share, Stage
from schemas.sections.faq import Faq, Question
from schemas.sections.fit import Fit
from schemas.sections.identity import Identity
from schemas.sections.immigration import CountFact, Immigration, RouteNote, Rule
from schemas.sections.moat import Moat
from schemas.sections.outlook import Outlook, Projection
from schemas.sections.pay import Amount, Pay, PayBand, PayYear
from schemas.sections.related import Related, RelatedOccupation
from schemas.sections.scores import AbsentScore, Score, ScoreInput, Scores
from schemas.sections.skills import Skills
from schemas.sections.sources import DatasetUse, Sources
from schemas.sections.summary import Summary

SOC, TITLE = "25-4022", "Librarians and Media Collections Specialists"
TOOL = Actor(kind="tool", name="offline drafter")
ANA, BEN = Actor(kind="person", name="Ana Ortiz"), Actor(kind="person", name="Ben Wu")


def _dataset(name, title, publisher, vintage, url, licence="Public domain", credit=""):
    return Dataset(
        id=name, title=title, publisher=publisher, vintage=vintage, released=None, url=url, licence=licence,
        licence_url=None, attribution=credit or f"{publisher}, {title}, {vintage}.", files=(),
    )  # fmt: skip


BLS = "U.S. Bureau of Labor Statistics"
DATASETS = (
    _dataset("ep.2025-35", "Employment Projections", BLS, "2025-35", "https://www.bls.gov/emp/"),
    _dataset("gpts.2023", "GPTs are GPTs", "OpenAI", "2023", "https://github.com/openai/GPTs-are-GPTs", "MIT"),
    _dataset("oews.2023", "Occupational Employment and Wage Statistics", BLS, "May 2023", "https://www.bls.gov/oes/"),
    _dataset("oews.2024", "Occupational Employment and Wage Statistics", BLS, "May 2024", "https://www.bls.gov/oes/"),
    _dataset("oews.2025", "Occupational Employment and Wage Statistics", BLS, "May 2025", "https://www.bls.gov/oes/"),
    _dataset(
        "onet.30.3", "O*NET Database", "USDOL/ETA", "30.3", "https://www.onetcenter.org/database.html", "CC BY 4.0",
        "This product includes information from the O*NET 30.3 Database by the U.S. Department of Labor, Employment "
        "and Training Administration (USDOL/ETA). Used under the CC BY 4.0 license.",
    ),
    _dataset("ooh.2025", "Occupational Outlook Handbook", BLS, "2025-08-28", "https://www.bls.gov/ooh/"),
    _dataset("unused.1", "A dataset nobody cites", "Nobody", "1", "https://example.org/"),
)  # fmt: skip


def fact(name, label, value, unit="text", period="May 2025", basis="direct", derivation=None):
    dataset, _, measure = name.split("/", 2)
    return Fact(
        id=name, measure=measure, label=label, value=value, unit=unit, period=period, dataset=dataset,
        locator=Locator(file="table.xlsx", table="national", row=SOC, column=measure), basis=basis, basis_note=None,
        at_least=False, derivation=derivation,
    )  # fmt: skip


def _id(tail, dataset="oews.2025"):
    return f"{dataset}/{SOC}/{tail}"


PAY = {"p10": 43660, "p25": 56310, "p75": 84480, "p90": 103990}
MEDIANS = {2023: 64370, 2024: 64320, 2025: 68270}
FACTS = (
    *(fact(_id(name), f"Annual wage, {name[1:]}th percentile", value, "USD/year") for name, value in PAY.items()),
    *(
        fact(_id("annual-median", f"oews.{year}"), "Annual median wage", value, "USD/year", f"May {year}")
        for year, value in MEDIANS.items()
    ),
    fact(_id("employment"), "Employment", 133790, "jobs"),
    fact(_id("change", "ep.2025-35"), "Employment change", 2.6, "percent", "2025-35"),
    fact(_id("openings", "ep.2025-35"), "Annual openings", 12600, "jobs", "2025-35"),
    fact(_id("ai-exposure", "ep.2025-35"), "Relative AI exposure", "Very high", period="2025-35"),
    fact(_id("entry", "ep.2025-35"), "Typical entry education", "Master's degree", period="2025-35"),
    fact(_id("attainment/master", "ep.2025-35"), "Workers with a master's degree", 57.2, "percent", "2025-35"),
    fact(_id("attainment/bachelor", "ep.2025-35"), "Workers with a bachelor's degree", 24.5, "percent", "2025-35"),
    fact(_id("title", "onet.30.3"), "Title", TITLE, period="30.3"),
    fact(_id("job-zone", "onet.30.3"), "Job zone", 5, "job zone", "30.3"),
    fact(_id("task/22412", "onet.30.3"), "Core task", "Check books in and out of the library.", period="30.3"),
    fact(_id("related/25-4011", "onet.30.3"), "Related occupation", "Archivists", period="30.3"),
    fact(_id("beta", "gpts.2023"), "Share of tasks exposed (beta, GPT-4 rater)", 0.535, "share", "2023"),
    fact(
        _id("tasks-per-core", "onet.30.3"), "Core tasks in all", 27, "count", "30.3", "derived",
        Derivation(formula="count of core tasks", inputs=(_id("job-zone", "onet.30.3"),)),
    ),
)  # fmt: skip
OTHER = "25-4011"
OTHER_FACTS = (fact(f"gpts.2023/{OTHER}/beta", "Share of tasks exposed (beta, GPT-4 rater)", 0.41, "share", "2023"),)
PASSAGE = Passage(
    id="ooh.2025/librarians/outlook/1", dataset="ooh.2025", page="librarians", section="Job Outlook",
    page_title="Librarians and Library Media Specialists",
    text="Overall employment of librarians is projected to grow 2 percent, slower than the average.", start=0, end=88,
    url="https://www.bls.gov/ooh/education-training-and-library/librarians.htm",
)  # fmt: skip
DOCUMENT = Source(
    id="alma", url="https://example.org/alma", title="Alma documentation", publisher="Ex Libris",
    published="2026-02-01", retrieved="2026-11-20", snapshot="0" * 64,
)  # fmt: skip
SHEETS = {
    SOC: FactSheet(soc=SOC, title=TITLE, base_version="2026.11", hash="a" * 64, facts=FACTS, passages=(PASSAGE,)),
    OTHER: FactSheet(
        soc=OTHER, title="Archivists", base_version="2026.11", hash="b" * 64, facts=OTHER_FACTS, passages=()
    ),
}  # fmt: skip


class Base:
    """A small fact base."""

    version = "2026.11"

    def sheet(self, soc):
        return SHEETS[soc]

    def title(self, soc):
        return SHEETS[soc].title

    def socs(self):
        return tuple(SHEETS)

    def datasets(self):
        return DATASETS

    def fact(self, fact_id):
        return SHEETS[fact_id.split("/")[1]].fact(fact_id)

    def newest(self, fact_id):
        return self.fact(fact_id)


def cite(*names):
    return tuple(FactCitation(kind="fact", fact=name) for name in names)


_CITED = {
    "median": cite(_id("annual-median")),
    "task": cite(_id("task/22412", "onet.30.3")),
    "beta": cite(_id("beta", "gpts.2023")),
    "outlook": (PassageCitation(kind="passage", passage=PASSAGE.id, quote="slower than the average"),),
    "alma": (SourceCitation(kind="source", source="alma", quote="Automates cataloging of electronic titles"),),
}
EN = {
    "summary": "Librarians keep collections in order and help people find what they need.",
    "narrative": "About half of the tasks could be done twice as fast with a language model.",
    "finding": "Suggests catalog records that a librarian confirms.",
    "takes": ("Cataloging of routine titles", "Records can be drafted from the text itself."),
    "augments": (
        "Searching several databases at once",
        "A model widens the search; a person judges the result.",
    ),
    "entry": "Fewer openings ask for check-in and check-out alone.",
    "level": "Begin with batch work on metadata, then teach others to search well.",
    "moat": (
        "Judging whether a source can be trusted",
        "Authority and bias need a person who answers for it.",
    ),
    "skill": ("Data ethics", "To advise on privacy and on what a tool may keep."),
    "pay": "The median was $68,270 a year in May 2025.",
    "credential": (
        "Teaching certificate",
        "State education departments",
        "Public schools ask for it in most states.",
    ),
    "note": "A master's degree in library science is the usual way in.",
    "h1b": "An employer has to sponsor the petition.",
    "suits": ("You like to bring order to information", "Much of the day is sorting and describing."),
    "not": ("You want fast promotion", "There are few steps between librarian and director."),
    "outlook": "Employment is projected to grow more slowly than the average.",
    "growth": ("Digital collections", "Archives and publishers put their holdings online."),
    "q": ("What do librarians earn?", "Half of them earned more than $68,270 in May 2025."),
    "tool": "Alma",
}
ZH = {
    "summary": "圖書館員整理館藏，並協助民眾找到所需資料。",
    "narrative": "約有一半的工作在語言模型協助下，所需時間可減半。",
    "finding": "提出編目建議，由館員確認。",
    "takes": ("例行書目編目", "可由內文直接產生編目初稿。"),
    "augments": ("同時檢索多個資料庫", "模型擴大檢索範圍，由人判斷結果。"),
    "entry": "只需辦理借還書的職缺減少。",
    "level": "先學會批次處理詮釋資料，再教導他人如何檢索。",
    "moat": ("判斷資料來源是否可信", "權威性與偏見需要由人負責判斷。"),
    "skill": ("資料倫理", "就隱私與工具可保留的資料提供建議。"),
    "pay": "2025年5月的年薪中位數為 US$68,270。",
    "credential": ("教師證", "各州教育廳", "多數州的公立學校要求此證。"),
    "note": "圖書資訊學碩士是常見的入行途徑。",
    "h1b": "須由雇主提出申請。",
    "suits": ("喜歡把資訊整理得井然有序", "一天中多半在分類與描述資料。"),
    "not": ("希望快速升遷", "從館員到館長之間的職級不多。"),
    "outlook": "就業成長預估低於平均。",
    "growth": ("數位館藏", "檔案館與出版社陸續將館藏上網。"),
    "q": ("圖書館員的薪資多少？", "2025年5月有一半的人年薪高於 US$68,270。"),
    "tool": "Alma",
}


def _point(item, pair, citations=()):
    return Point(id=item, title=pair[0], detail=pair[1], citations=citations)


def _sentences(item, text, citations=()):
    return (Sentence(id=item, text=text, citations=citations),)


def _amount(name, value, dataset="oews.2025"):
    return Amount(value=value, at_least=False, fact=_id(name, dataset))


def _score(dimension, direction, value, name, label, low=None, high=None, dataset="oews.2025"):
    known = next(each for each in FACTS if each.id == _id(name, dataset))
    entry = ScoreInput(fact=known.id, label=label, value=known.value, points=value, weight=1.0)
    return Score(
        dimension=dimension, direction=direction, value=value, low=low or value, high=high or value,
        formula="percentile among all occupations", inputs=(entry,),
    )  # fmt: skip


def computed(display_title=None):
    """The computed sections: the same in every locale but for the display title."""
    return (
        Identity(
            section="identity", soc=SOC, title=TITLE, display_title=display_title,
            alternate_titles=("Cataloging Librarian", "Reference Librarian"),
            definition="Administer and maintain libraries or collections of information.", major_group="25-0000",
            major_group_title="Educational Instruction and Library Occupations", cluster="human_trust",
            cluster_reason="Three of five core tasks serve people in person.", skilled_migration=True,
            skilled_migration_reason="Usual education is a master's degree.",
            citations=cite(_id("title", "onet.30.3")),
        ),
        Scores(
            section="scores", formula_version="1",
            dimensions=(
                _score("income", "positive", 6.1, "annual-median", "Median pay"),
                _score("demand", "positive", 4.4, "openings", "Openings", dataset="ep.2025-35"),
                _score("ai_risk", "negative", 6.8, "beta", "Exposed tasks", 5.9, 7.4, dataset="gpts.2023"),
                _score("study_length", "negative", 7.5, "entry", "Entry education", dataset="ep.2025-35"),
            ),
            absent=(
                AbsentScore(dimension="licensing", direction="negative", reason="No table of licences."),
                AbsentScore(
                    dimension="prospects", direction="positive",
                    reason="BLS publishes no projection for this occupation",
                ),
            ),
            overall=5.1,
        ),
        Related(
            section="related", exposure_measure="GPTs are GPTs, beta (GPT-4 rater)",
            occupations=(
                RelatedOccupation(
                    soc=OTHER, title="Archivists", shared_skills=("Reading Comprehension", "Writing"),
                    shared_activities=14, exposure_here=0.535, exposure_there=0.41,
                    exposure_facts=(_id("beta", "gpts.2023"), f"gpts.2023/{OTHER}/beta"), median_pay_there=61570,
                    median_pay_fact=None,
                    fact=_id("related/25-4011", "onet.30.3"),
                ),
            ),
        ),
        Sources(
            section="sources",
            datasets=tuple(
                DatasetUse(
                    dataset=d.id, title=d.title, publisher=d.publisher, vintage=d.vintage, licence=d.licence, url=d.url,
                    attribution=d.attribution, facts_cited=1,
                )
                for d in DATASETS[:-1]
            ),
            documents=(DOCUMENT,),
        ),
    )  # fmt: skip


def mixed(words):
    """Sections that are computed but for a note."""
    return (
        Pay(
            section="pay", unit="USD/year", period="May 2025",
            bands=(
                PayBand(level="entry", low=_amount("p10", 43660), high=_amount("p25", 56310)),
                PayBand(level="middle", low=_amount("p25", 56310), high=_amount("p75", 84480)),
                PayBand(level="senior", low=_amount("p75", 84480), high=_amount("p90", 103990)),
            ),
            median=_amount("annual-median", 68270),
            trend=tuple(
                PayYear(year=year, median=_amount("annual-median", value, f"oews.{year}"))
                for year, value in MEDIANS.items()
            ),
            combined_code=None, note=_sentences("pn1", words["pay"], _CITED["median"]),
        ),
        Education(
            section="education", typical_entry="master", typical_entry_fact=_id("entry", "ep.2025-35"),
            experience="None", experience_fact=None, training="None", training_fact=None,
            attainment=(
                Share(level="master", percent=57.2, fact=_id("attainment/master", "ep.2025-35")),
                Share(level="bachelor", percent=24.5, fact=_id("attainment/bachelor", "ep.2025-35")),
            ),
            required=(), stages=(
                Stage(level="bachelor", years=4, cost=None),
                Stage(level="master", years=2, cost=Cost(low=30000, high=80000, citation="alma")),
            ),
            note=_sentences("en1", words["note"], cite(_id("entry", "ep.2025-35"))),
        ),
        Immigration(
            section="immigration", soc=SOC, job_zone=5, job_zone_fact=_id("job-zone", "onet.30.3"),
            certified_lcas=CountFact(value=150, period="FY2022-25", fact=_id("employment")),
            usual_education="Master's", usual_education_fact=None, stem_programmes=1, linked_programmes=5,
            stem_fact=None, schedule_a=False,
            rules=(
                Rule(
                    rule="h1b", route="H-1B", effective_from="2026-01-01", checked_on="2026-11-20",
                    statement="The occupation must normally require a bachelor's degree in a specific specialty.",
                    url="https://www.ecfr.gov/current/title-8/section-214.2",
                ),
            ),
            notes=(RouteNote(id="im1", citations=(), route="H-1B", sentences=_sentences("im2", words["h1b"])),),
        ),
        Outlook(
            section="outlook",
            projections=(
                Projection(
                    round="2025-35", change_percent=2.6, change_fact=_id("change", "ep.2025-35"), openings=12600,
                    openings_fact=_id("openings", "ep.2025-35"), wording="slower than average",
                    wording_fact=None,
                ),
            ),
            combined_code=None, ai_exposure="Very high", ai_exposure_fact=_id("ai-exposure", "ep.2025-35"),
            sentences=_sentences("ou1", words["outlook"], _CITED["outlook"]),
            growth_areas=(_point("ou2", words["growth"]),),
        ),
    )  # fmt: skip


def drafted(words):
    """Sections a drafter writes."""
    return (
        Summary(section="summary", sentences=_sentences("su1", words["summary"], _CITED["task"])),
        AiImpact(
            section="ai_impact", verdict="mixed", tools_researched=True,
            narrative=_sentences("ai1", words["narrative"], _CITED["beta"]),
            evidence=(
                Evidence(
                    id="ai2", name=words["tool"], kind="platform", coverage="partial", since=2015,
                    finding=words["finding"], citations=_CITED["alma"],
                ),
            ),
            takes_over=(_point("ai3", words["takes"], _CITED["task"]),),
            augments=(_point("ai4", words["augments"], _CITED["task"]),),
            entry_level=_sentences("ai5", words["entry"]), level_up=_sentences("ai6", words["level"]),
        ),
        Moat(section="moat", points=(_point("mo1", words["moat"], _CITED["task"]),)),
        Skills(section="skills", points=(_point("sk1", words["skill"]),)),
        Credentials(
            section="credentials", note=(),
            credentials=(
                CredentialItem(
                    id="cr1", name=words["credential"][0], issuer=words["credential"][1], need="sometimes_required",
                    detail=words["credential"][2], citations=(),
                ),
            ),
        ),
        Fit(section="fit", suits=(_point("fi1", words["suits"]),), does_not_suit=(_point("fi2", words["not"]),)),
        Faq(
            section="faq",
            questions=tuple(
                Question(
                    id=f"fq{n}", question=words["q"][0], citations=(),
                    answer=_sentences(f"fa{n}", words["q"][1], _CITED["median"]),
                )
                for n in range(3)
            ),
        ),
    )  # fmt: skip


def sections(locale="en"):
    """All fifteen sections of one locale."""
    words = EN if locale == "en" else ZH
    return (*computed("圖書館員與媒體典藏專員" if locale != "en" else None), *mixed(words), *drafted(words))


_numbers = itertools.count(1)


def _event():
    number = next(_numbers)
    stamp = f"2026-11-2{number % 3}T10:00:00Z"
    return {"id": f"01{number:024d}", "at": stamp}


@dataclass
class Desk:
    """The written sections of a workspace, kept in memory, with the real histories of `authoring.revisions`."""

    events: list = field(default_factory=list)

    def write(self, content, locale="en", by=TOOL, to_translate=(), soc=SOC, on_top=True, source=None):
        history = self.history(soc, locale, content.section)
        parent = history.head.id if on_top and history.head else None
        method = {"person": "person", "tool": "offline_drafter", "model": "model"}[by.kind]
        revision = Revision(
            **_event(), kind="revision", by=by, soc=soc, locale=locale, section=content.section, parent=parent,
            merged=None, hash=content_hash(content), schema_version="1.0", sheet_hash="a" * 64, base_version="2026.11",
            content=content, reason=None, to_translate=to_translate,
            translated_from=source and TranslatedFrom(locale="en", revision=source.id, hash=source.hash),
            provenance=Provenance(
                method=method, software="test 1", model=None, template=None, prompt_hash=None, parameters=(),
                usage=None, cost_usd=None, seconds=None, job_key=None,
            ),
        )  # fmt: skip
        self.events.append(revision)
        return revision

    def decide(self, revision, action="approve", by=BEN, **more):
        told = {"reason": None, "rule": None, "fingerprint": None} | more
        decision = Decision(
            **_event(), kind="decision", by=by, soc=revision.soc, locale=revision.locale, section=revision.section,
            parent=revision.id, action=action, hash=revision.hash, sheet_hash=revision.sheet_hash,
            schema_version="1.0", **told,
        )  # fmt: skip
        self.events.append(decision)
        return decision

    def history(self, soc, locale, section):
        here = (e for e in self.events if (e.soc, e.locale, e.section) == (soc, locale, section))
        return History(soc, locale, section, tuple(here))

    def occupations(self):
        return {event.soc for event in self.events}

    def locales(self, soc):
        return {event.locale for event in self.events if event.soc == soc}

    def profile(self, soc, locale):
        names = [event.section for event in self.events if (event.soc, event.locale) == (soc, locale)]
        return {name: self.history(soc, locale, name) for name in dict.fromkeys(names)}


def full_desk(*locales):
    """A desk with every section written and approved in those locales."""
    desk = Desk()
    for locale in locales or ("en", "zh-TW"):
        for content in sections(locale):
            desk.decide(desk.write(content, locale))
    return desk
