"""Names of parts: they sort by time, fit into a file name and a batch's metadata, and are never given twice."""

import secrets
import time


def new_part_id() -> str:
    """Such as `p019ab3c4d5e6-3f2a91`."""
    return f"p{int(time.time() * 1000):012x}-{secrets.token_hex(3)}"
