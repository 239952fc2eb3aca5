"""Schedule A, Group I, as SOC 2018 codes.

20 CFR 656.5(a) names physical therapists and professional nurses. The regulation has no codes; these are
ours.
"""

from typing import Final

SCHEDULE_A_GROUP_I: Final[frozenset[str]] = frozenset({"29-1123", "29-1141"})
