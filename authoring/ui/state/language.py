"""The language of the screens, from the environment. Needs nothing loaded: the first frame is in it too."""

import os
from typing import Final

LANGUAGE_VARIABLE: Final = "AUTHORING_LANGUAGE"
_CHINESE: Final = ("zh_tw", "zh_hk", "zh_hant", "zh-tw", "zh-hk", "zh-hant")


def interface_language() -> str:
    """AUTHORING_LANGUAGE, else that of the terminal's locale, else English."""
    for variable in (LANGUAGE_VARIABLE, "LC_ALL", "LC_MESSAGES", "LANG"):
        given = os.environ.get(variable, "")
        if given:
            return "zh-TW" if given.lower().startswith(_CHINESE) else "en"
    return "en"
