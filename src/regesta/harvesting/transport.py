"""Connects to addresses that were checked, and to no other."""

import ssl
from functools import cache
from ipaddress import ip_address

import httpx

from regesta.harvesting.policy import NetworkPolicy, name_of


class CheckedTransport(httpx.BaseTransport):
    """A transport that resolves each name once, and connects to the address it has checked.

    A name cannot be answered otherwise between check and connection. The certificate is still
    checked against the name. Each host has connections of its own. Behind a proxy, the proxy
    resolves names, and only the list of hosts is checked here.
    """

    def __init__(self, policy: NetworkPolicy, proxy: str = "") -> None:
        self._policy = policy
        self._proxy = proxy
        self._transports: dict[str, httpx.HTTPTransport] = {}

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request to a checked address of its host, the next one if one is not reached."""
        url, host = request.url, name_of(request.url)
        port = self._policy.check(url.scheme, host, url.port)
        transport = self._transport(host)
        if self._proxy:
            return transport.handle_request(request)
        try:
            addresses = self._policy.addresses(host, port)
        except OSError as error:
            raise httpx.ConnectError(f"the name is not known ({error.strerror})") from None
        # The header Host was set from the name before, and stays.
        if not _is_number(host):
            request.extensions = {**request.extensions, "sni_hostname": host}
        for address in addresses[:-1]:
            try:
                return self._send(transport, request, url, address)
            except (httpx.ConnectError, httpx.ConnectTimeout):
                continue
        return self._send(transport, request, url, addresses[-1])

    def close(self) -> None:
        """Close all connections."""
        for transport in self._transports.values():
            transport.close()

    def _transport(self, host: str) -> httpx.HTTPTransport:
        if host not in self._transports:
            self._transports[host] = httpx.HTTPTransport(
                verify=_certificates(), proxy=self._proxy or None
            )
        return self._transports[host]

    @staticmethod
    def _send(
        transport: httpx.HTTPTransport, request: httpx.Request, url: httpx.URL, address: str
    ) -> httpx.Response:
        request.url = url.copy_with(host=address.partition("%")[0])
        try:
            return transport.handle_request(request)
        finally:
            request.url = url


@cache
def _certificates() -> ssl.SSLContext:
    """Those that are trusted; reading them takes a while, so they are read once."""
    return httpx.create_ssl_context()


def _is_number(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
