"""The sections that are mostly official data: identity, immigration, related occupations, sources."""

from collections.abc import Iterator

from authoring.locales.labels import Labels
from authoring.ui.state.paper import Block, Para, Span, para
from authoring.ui.state.reading.pieces import facts, heading, line_of, sentence
from schemas.sections.identity import Identity
from schemas.sections.immigration import Immigration
from schemas.sections.related import Related
from schemas.sections.sources import Sources


def identity(section: Identity, labels: Labels) -> Iterator[Block]:
    """Which occupation this is."""
    cites = section.citations
    yield Block("soc", (para(labels.text("page.code", code=section.soc)),))
    yield line_of(labels.label("page.occupation"), section.display_title or section.title, "title", cites[:1])
    yield line_of(labels.label("page.definition"), section.definition, "definition", cites)
    yield line_of(labels.label("page.also_called"), ", ".join(section.alternate_titles), "alternate_titles", cites)
    key = f"major_group.{section.major_group}"
    title = labels.label(key) if labels.has(key) else section.major_group_title
    group = f"{section.major_group} {title}"
    yield line_of(labels.label("page.major_group"), group, "major_group")
    cluster = labels.label(f"cluster.{section.cluster}") if section.cluster else labels.label("page.no_value")
    yield line_of(labels.label("page.cluster"), f"{cluster} ({section.cluster_reason})", "cluster")
    skilled = section.skilled_migration
    word = labels.label("page.no_value" if skilled is None else "value.yes" if skilled else "value.no")
    reason = section.skilled_migration_reason
    yield line_of(labels.label("page.skilled_migration"), f"{word} ({reason})", "skilled_migration")


def immigration(section: Immigration, labels: Labels) -> Iterator[Block]:
    """Code, counts, rules, notes."""
    yield line_of(labels.label("immigration.code"), section.soc, "soc")
    if section.job_zone is not None:
        zone = labels.text("immigration.job_zone_value", zone=section.job_zone)
        yield line_of(labels.label("immigration.job_zone"), zone, "job_zone", facts(section.job_zone_fact))
    if section.certified_lcas:
        count = section.certified_lcas
        value = f"{labels.number(count.value)} ({count.period})"
        yield line_of(labels.label("immigration.lcas"), value, "certified_lcas", facts(count.fact))
    if section.usual_education:
        label, fact = labels.label("immigration.usual_education"), section.usual_education_fact
        yield line_of(label, section.usual_education, "usual_education", facts(fact))
    if section.stem_programmes is not None:
        stem, linked = section.stem_programmes, section.linked_programmes
        value = labels.text("immigration.stem_value", stem=stem, linked=linked)
        yield line_of(labels.label("immigration.stem"), value, "stem_programmes", facts(section.stem_fact))
    listed = labels.label("value.yes" if section.schedule_a else "value.no")
    yield line_of(labels.label("immigration.schedule_a"), listed, "schedule_a")
    if section.rules:
        yield heading(labels.label("immigration.rules"))
    for rule in section.rules:
        head = Para((Span(f"{labels.label(f'route.{rule.route}')}  ", "strong"), Span(rule.statement)), hanging=2)
        where = para(f"{rule.url} ({rule.checked_on})", "dim", 2)
        yield Block(f"rule.{rule.rule}", (head, where), (), rule.statement)
    if section.notes:
        yield heading(labels.label("immigration.notes"))
    for note in section.notes:
        yield Block(note.id, (para(labels.label(f"route.{note.route}"), "strong"),), note.citations)
        yield from (sentence(item, 2, note.citations) for item in note.sentences)


def related(section: Related, labels: Labels) -> Iterator[Block]:
    """Adjacent occupations, with what carries over."""
    for each in section.occupations:
        head = Para((Span("• "), Span(each.title, "strong"), Span(f" ({each.soc})", "dim")), hanging=2)
        lines = []
        if each.shared_skills:
            skills = (
                labels.label(f"official.{name}") if labels.has(f"official.{name}") else name
                for name in each.shared_skills
            )
            lines.append(f"{labels.label('related.shared')}: {labels.listed(skills)}")
        if each.exposure_here is not None and each.exposure_there is not None:
            pair = f"{labels.number(each.exposure_here)} → {labels.number(each.exposure_there)}"
            lines.append(f"{labels.label('related.exposure_plain')}: {pair}")
        if each.median_pay_there is not None:
            lines.append(f"{labels.label('related.pay')}: {labels.money(each.median_pay_there)}")
        paras = (head, *(para(line, indent=2, hanging=2) for line in lines))
        yield Block(f"related.{each.soc}", paras, facts(each.fact, *each.exposure_facts))


def sources(section: Sources, labels: Labels) -> Iterator[Block]:
    """Datasets and documents with licence and attribution."""
    for used in section.datasets:
        head = Para((Span("• "), Span(used.title, "strong"), Span(f" · {used.publisher} · {used.vintage}")), hanging=2)
        licence = para(f"{labels.label('sources.licence')}: {used.licence}", indent=2, hanging=2)
        owed = para(f"{labels.label('sources.attribution')}: {used.attribution}", "dim", 2, 2)
        yield Block(f"dataset.{used.dataset}", (head, licence, owed, para(used.url, "dim", 2)))
    for document in section.documents:
        head = Para((Span("• "), Span(document.title, "strong"), Span(f" · {document.publisher}")), hanging=2)
        dates = labels.text("sources.retrieved", day=document.retrieved)
        yield Block(f"document.{document.id}", (head, para(f"{document.url} · {dates}", "dim", 2)))
