"""Which addresses on the network a source may be fetched from."""

import ipaddress
import socket
from collections.abc import Callable

import httpx

from regesta.errors import HarvestError
from regesta.settings.harvest import HarvestSettings

Resolve = Callable[[str, int], list[str]]
"""The numerical addresses of a host, the preferred one first."""

_PORTS = {"http": 80, "https": 443}
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a host by the system's resolver; raises OSError where it has none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class NetworkPolicy:
    """The hosts that a source lists, and the kinds of address that they may have."""

    def __init__(self, settings: HarvestSettings, resolver: Resolve = resolve) -> None:
        self._resolve = resolver
        self._private = settings.private_addresses
        self._is_secure = settings.url.lower().startswith("https://")
        first = httpx.URL(settings.url)
        own = name_of(first)
        self._listed = {(own, first.port or _PORTS[first.scheme]), *_default_ports(own)}
        for host in settings.hosts:
            listed = httpx.URL(f"http://{host}")
            ports = {(name_of(listed), listed.port)} if listed.port else set()
            self._listed |= ports or _default_ports(name_of(listed))

    def check(self, scheme: str, host: str, port: int | None) -> int:
        """The port to connect to. Raises HarvestError for a host that is not listed."""
        if scheme not in _PORTS:
            raise HarvestError(
                f"The source leads to an address that begins with “{scheme[:20]}:”; only http and "
                "https are followed."
            )
        if scheme == "http" and self._is_secure:
            raise HarvestError(
                f"The source leads from https to http://{host}, where anyone could change what is "
                "sent; that is not followed."
            )
        number = port or _PORTS[scheme]
        if (host.lower(), number) not in self._listed:
            shown = host if number == _PORTS[scheme] else f"{host}:{number}"
            raise HarvestError(
                f"The source leads to {shown}, which is not among its hosts; if that is right, add "
                f'hosts = ["{shown}"] to its table [sources.harvest].'
            )
        return number

    def addresses(self, host: str, port: int) -> list[str]:
        """The numerical addresses of a host that may be connected to.

        Raises HarvestError where there is none, OSError where the name is not known.
        """
        found = self._resolve(host, port)
        allowed = [address for address in found if self._private or is_public(address)]
        if not allowed:
            raise HarvestError(
                f"{host} has the address {found[0] if found else '(none)'}, which is not on the "
                "public internet; if the source is within your own network, set "
                "private_addresses = true in its table [sources.harvest]."
            )
        return allowed


def name_of(url: httpx.URL) -> str:
    """The host of an address as the network knows it, in ASCII and lower case."""
    return url.raw_host.decode("ascii").lower()


def is_public(address: str) -> bool:
    """Whether a numerical address is on the public internet, also by the address it wraps."""
    number = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(number, ipaddress.IPv6Address):
        inner = number.ipv4_mapped or number.sixtofour
        if number in _NAT64:
            inner = ipaddress.IPv4Address(int(number) & 0xFFFFFFFF)
        if number.teredo:
            return False
        if inner is not None:
            return inner.is_global and not inner.is_multicast
    return number.is_global and not number.is_multicast


def _default_ports(host: str) -> set[tuple[str, int]]:
    return {(host, port) for port in _PORTS.values()}
