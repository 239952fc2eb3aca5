"""Web addresses that may be fetched: http and https, to public hosts, unless private ones are allowed.

An editor pastes any address. One that leads to this machine or to the network behind it could make the program show what
only that network may see, so the addresses a name stands for are looked at before anything is sent, and the connection goes
to those very addresses. Link-local ones, where clouds answer programs of theirs with keys, are refused whatever is allowed.
"""

import ipaddress
import socket
from dataclasses import dataclass
from typing import Final, TypeAlias
from urllib.parse import quote, urlsplit

from authoring.errors import SourceError
from authoring.text import clean_line

_Ip: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address

_LONGEST: Final = 2_000
_KEPT: Final = "%/:=&?~#+!$,;'@()*[]-._"
_TRANSLATED: Final = ipaddress.ip_network("64:ff9b::/96")
"""IPv6 addresses that stand for IPv4 ones (RFC 6052)."""

_CLOUD_OVER_IPV6: Final = ipaddress.ip_address("fd00:ec2::254")
"""The one service of a cloud's own that is not link-local."""


@dataclass(frozen=True)
class Address:
    """Where a request goes. `target` is path and query; `ips` are what the host's name stands for, public all of them."""

    url: str
    scheme: str
    host: str
    port: int
    target: str
    ips: tuple[str, ...]


def is_address(given: str) -> bool:
    """Whether that is meant as an address and not as the name of a file."""
    scheme, colon, _ = given.partition(":")
    return bool(colon) and len(scheme) > 1 and scheme[0].isalpha() and all(c.isalnum() or c in "+-." for c in scheme)


def address_of(given: str, *, private: bool = False) -> Address:
    """The address with its host looked up. Raises `SourceError` for one that may not be fetched."""
    url = _spelled(given)
    try:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
        host = (parts.hostname or "").encode("idna").decode()
    except (ValueError, UnicodeError):
        raise _refused(given, "is no web address") from None
    if parts.scheme not in ("http", "https"):
        raise _refused(given, f"is not fetched: `{clean_line(parts.scheme)[:20]}` is neither http nor https")
    if not host:
        raise _refused(given, "names no host")
    if parts.username is not None or parts.password is not None:
        raise SourceError(
            "an address with a name or password in it is not fetched", "It would be kept with the source."
        )
    target = parts.path or "/"
    if parts.query:
        target = f"{target}?{parts.query}"
    return Address(url, parts.scheme, host, port, target, _looked_up(host, port, private=private))


def _spelled(given: str) -> str:
    url = clean_line(given).partition("#")[0]
    if len(url) > _LONGEST:
        raise SourceError(f"an address of {len(url):,} characters is not fetched", f"Give one of at most {_LONGEST:,}.")
    host_end = url.find("/", url.find("//") + 2)
    return url if host_end < 0 else url[:host_end] + quote(url[host_end:], safe=_KEPT)


def _looked_up(host: str, port: int, *, private: bool) -> tuple[str, ...]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise SourceError(f"there is no host {host}", "Check the address and the network.") from None
    ips = tuple(dict.fromkeys(str(each[4][0]) for each in found))
    stand_for = [_stands_for(ip) for ip in ips]
    if any(ip.is_link_local or ip == _CLOUD_OVER_IPV6 for ip in stand_for):
        raise SourceError(
            f"{host} is where a cloud's own services answer, which is never fetched from",
            "No document is there. Give the address of the document itself.",
        )
    if not private and not all(ip.is_global and not ip.is_multicast for ip in stand_for):
        raise SourceError(
            f"{host} is in a private network, which is not fetched from",
            "If that is meant, say --allow-private, or set `allow_private = true` under [sources].",
        )
    return ips


def _stands_for(text: str) -> _Ip:
    """The address that is reached in the end: an IPv4 one for the IPv6 ones that carry one."""
    ip = ipaddress.ip_address(text.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if ip in _TRANSLATED:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        return inner or ip
    return ip


def _refused(given: str, why: str) -> SourceError:
    return SourceError(f"{clean_line(given)[:120]} {why}", "Give an address that begins with http:// or https://.")
