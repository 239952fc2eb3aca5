"""Computed sections: what a page says that no model writes. Codes, tokens, numbers and fact ids, no prose.

One module a section, each a pure function of the sheet. `computed_fields` is the one entry; `sources` and
`cited_ids` look at sections that are written already.
"""

from authoring.facts.computed.base import Base
from authoring.facts.computed.entry import computed_fields
from authoring.facts.computed.sources import cited_ids, cited_sources, sources_fields

__all__ = ["Base", "cited_ids", "cited_sources", "computed_fields", "sources_fields"]
