"""A section as readable text and back, for any editor: `parse_section(render_section(x)) == x`."""

from authoring.reviewing.text_parse import TextFormError, parse_section
from authoring.reviewing.text_render import render_section

__all__ = ["TextFormError", "parse_section", "render_section"]
