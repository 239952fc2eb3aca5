"""Decisions signed with a person's ssh key, by OpenSSH's own `ssh-keygen -Y`.

What is signed is the decision's canonical JSON without its signature, under a namespace of its own, so that a signature
made for anything else is none here.
"""

import os
import subprocess
import tempfile
from pathlib import Path
from typing import Final

from authoring.errors import NotAllowed, WorkspaceError
from schemas.base import canonical_json
from schemas.events import Decision
from schemas.saying import said

NAMESPACE: Final = "decision@career-graph-authoring"
KEY_VARIABLE: Final = "AUTHORING_SIGNING_KEY"
_SECONDS: Final = 60


def signed(decision: Decision, configured: Path | None) -> Decision:
    """The decision with the signature of the person's key: AUTHORING_SIGNING_KEY, else the configured one.

    Raises `NotAllowed` where there is no key or it does not sign; nothing was decided then.
    """
    return decision.model_copy(update={"signature": signature_of(_message(decision), NAMESPACE, configured)})


def has_key(configured: Path | None) -> bool:
    """Whether there is a key to sign with."""
    return _key(configured).is_file()


def signature_of(message: bytes, namespace: str, configured: Path | None) -> str:
    """The signature of the person's key on a message. Raises `NotAllowed` where there is no key or it does not sign."""
    key = _key(configured)
    if not key.is_file():
        raise NotAllowed(
            said("this workspace asks for signed decisions, and there is no key to sign with"),
            said(
                "Name your ssh key in {variable}, or as `signing_key` under [review] in authoring.toml.",
                variable=KEY_VARIABLE,
            ),
        )
    # The terminal stays open to ssh-keygen, which may ask for a passphrase there.
    ran = _ssh_keygen("sign", "-f", str(key), "-n", namespace, message=message)
    if ran.returncode:
        raise NotAllowed(
            said("{key} did not sign: {why}", key=key, why=_said(ran)),
            said("Try `ssh-keygen -Y sign` with it by hand."),
        )
    return ran.stdout.decode()


def _key(configured: Path | None) -> Path:
    return Path(os.environ.get(KEY_VARIABLE) or configured or "").expanduser()


def fault_of(decision: Decision, allowed_signers: Path) -> str | None:
    """What is wrong with the signature of a decision, in words; None where it is that of the person named."""
    named = f"{decision.action} {decision.id}"
    if decision.signature is None:
        return said("{decision} by {who} is not signed", decision=named, who=decision.by.name)
    with tempfile.NamedTemporaryFile("w", suffix=".sig", encoding="utf-8") as file:
        file.write(decision.signature)
        file.flush()
        who = ("-f", str(allowed_signers), "-I", decision.by.name, "-s", file.name)
        ran = _ssh_keygen("verify", *who, "-n", NAMESPACE, message=_message(decision))
    if ran.returncode:
        return said(
            "the signature of {decision} is not one of {who}: {why}",
            decision=named,
            who=decision.by.name,
            why=_said(ran),
        )
    return None


def _message(decision: Decision) -> bytes:
    return canonical_json(decision.model_dump(mode="json", exclude={"signature"}))


def _ssh_keygen(verb: str, *arguments: str, message: bytes) -> "subprocess.CompletedProcess[bytes]":
    command = ["ssh-keygen", "-Y", verb, *arguments]
    try:
        return subprocess.run(command, input=message, capture_output=True, timeout=_SECONDS, check=False)  # noqa: S603 - no shell, fixed words
    except (OSError, subprocess.TimeoutExpired) as cause:
        raise WorkspaceError(
            said("ssh-keygen could not be run: {cause}", cause=cause),
            said("Signed decisions need OpenSSH 8.2 or newer."),
        ) from cause


def _said(ran: "subprocess.CompletedProcess[bytes]") -> str:
    said = (ran.stderr or ran.stdout).decode(errors="replace").strip().splitlines()
    return said[-1] if said else f"exit code {ran.returncode}"
