"""Whether an address is this machine's own: there, and only there, Bilim may be open.

Believed is what the connection itself says. A proxy's headers never make anybody local; that
there are any shows that the request came from elsewhere. And the name that the browser used must
be a loopback name too: a foreign site may let its own name lead to 127.0.0.1 (DNS rebinding).
"""

from __future__ import annotations

import ipaddress
import socket

from fastapi import Request
from starlette.datastructures import Headers

_FORWARDING = (
    "forwarded",
    "via",
    "x-forwarded-for",
    "x-forwarded-host",
    "x-forwarded-proto",
    "x-forwarded-server",
    "x-real-ip",
)


def is_loopback_address(text: str) -> bool:
    """Whether an IP address is of the loopback; False for what is no address."""
    try:
        ip = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return False
    mapped = ip.ipv4_mapped if isinstance(ip, ipaddress.IPv6Address) else None
    return (mapped or ip).is_loopback


def is_loopback_host(host: str, port: int = 0) -> bool:
    """Whether every address that ``host`` stands for is of the loopback.

    «0.0.0.0», «::» and the empty host stand for all addresses, so they are not. A name that
    leads nowhere is not either.
    """
    if not host:
        return False
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError:
        return False
    return all(is_loopback_address(str(item[4][0])) for item in found)


def is_loopback_name(host_header: str) -> bool:
    """Whether a Host header names this machine as only its own browser would."""
    name = (
        host_header.rsplit("]", 1)[0][1:]
        if host_header.startswith("[")
        else (host_header.partition(":")[0])
    )
    return name.lower().rstrip(".") == "localhost" or is_loopback_address(name)


def is_from_this_machine(request: Request) -> bool:
    """Whether a request comes from the machine itself, straight and by its own name."""
    headers: Headers = request.headers
    hosts = headers.getlist("host")
    return (
        request.client is not None
        and is_loopback_address(request.client.host)
        and not any(name in headers for name in _FORWARDING)
        and len(hosts) == 1
        and is_loopback_name(hosts[0])
    )
