"""Options that several verbs take in the same words."""

from typing import Annotated

import typer

ToLocale = Annotated[str, typer.Option("--to", metavar="LOCALE", help="In which locale, such as zh-TW.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print as JSON.")]
