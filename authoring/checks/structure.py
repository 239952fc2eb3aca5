"""Structure: items have ids and words, and no two say the same."""

from collections.abc import Iterator

from authoring.checks.registry import CheckedSection, Hit, rule
from schemas.saying import said


@rule("structure.item-id", "error")
def item_id(section: CheckedSection) -> Iterator[Hit]:
    """An item has no id, or two items share one, so that their history cannot be told apart."""
    seen: set[str] = set()
    for item in section.items:
        if not item.id or item.id in seen:
            yield Hit(
                item.id, "id", said("has no id of its own"), said("Save the section again: it will be given one.")
            )
        seen.add(item.id)


@rule("structure.empty-text", "error")
def empty_text(section: CheckedSection) -> Iterator[Hit]:
    """A field that readers see is empty."""
    for text in section.texts:
        if not text.text.strip():
            yield Hit(
                text.item, text.field, said("{field} is empty", field=text.field), said("Write it, or remove the item.")
            )


@rule("structure.repeated-item", "warning")
def repeated_item(section: CheckedSection) -> Iterator[Hit]:
    """Two items of a section say the same in the same words."""
    seen: dict[tuple[str, str], str] = {}
    for text in section.texts:
        if text.field not in ("title", "text", "question", "name"):
            continue
        key = (text.field, " ".join(text.text.casefold().split()))
        if key in seen:
            yield Hit(
                text.item,
                text.field,
                said("says the same as an item above"),
                said("Remove one of the two."),
                text=text.text,
            )
        seen.setdefault(key, text.item)
