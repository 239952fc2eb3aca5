"""The signature of a release: the person's ssh key over SHA256SUMS, and so over every file."""

from typing import Final

from authoring.publishing.ports import Sign

SIGNATURE: Final = "SHA256SUMS.sig"
NAMESPACE: Final = "release@career-graph-authoring"
"""What `ssh-keygen -Y verify -n` is to be told: a signature made for anything else is none here."""


def signature(sums: bytes, sign: Sign) -> bytes:
    """The signature in OpenSSH's armour. Raises `NotAllowed` where there is no key or it does not sign."""
    return sign(sums, NAMESPACE).encode()
