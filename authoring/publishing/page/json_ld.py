"""The page in schema.org's words, for programs that read pages: one script element of data that nothing runs."""

import json

from markupsafe import Markup

from authoring.publishing.describing.json_ld import occupation_json_ld
from authoring.publishing.profile_json import PublicProfile

_NO_MARKUP = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


def json_ld_script(profile: PublicProfile, url: str) -> Markup:
    """The element, with the page's address where it has one. No text in it can end the element."""
    told = occupation_json_ld(profile, url)
    data = json.dumps(told, ensure_ascii=False, separators=(",", ":")).translate(_NO_MARKUP)
    return Markup(f'<script type="application/ld+json">{data}</script>')  # noqa: S704 - nothing in it can be markup
