"""The occupations that `author eval` drafts where none are named: always the same, so that two runs can be compared.

Two of each cluster of the site and each of another SOC major group, so that a prompt or a model meets desks and roofs,
licences and none, handbook pages long and short; all of them widely known, so that an editor can judge the text. Two of a
cluster show what a model repeats where the work is alike.
"""

from typing import Final

from schemas.base import SocCode

EVAL_SET: Final[tuple[SocCode, ...]] = (
    "15-1252",  # high AI exposure: software developers
    "43-4051",  # high AI exposure: customer service representatives
    "17-2051",  # AI augmented: civil engineers
    "27-2042",  # AI augmented: musicians and singers
    "25-2021",  # licensed: elementary school teachers
    "29-1141",  # licensed: registered nurses
    "35-2014",  # on site: restaurant cooks
    "47-2181",  # on site: roofers
    "11-9021",  # human trust: construction managers
    "21-1014",  # human trust: mental health counselors
    "33-3051",  # regulated: police and sheriff's patrol officers
    "53-2011",  # regulated: airline pilots
)
