"""Where a request comes from: through which proxies, and from which network."""

from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)

NETWORK_BITS = {4: 24, 6: 64}
LOOPBACK = (ip_network("127.0.0.0/8"), ip_network("::1/128"))


def network_of(address: str) -> str:
    """Return the network that an address shares with its neighbours: a /24, or a /64 of IPv6.

    What is no address is its own network.

    >>> network_of("203.0.113.7"), network_of("2001:db8:1:2:3::4")
    ('203.0.113.0/24', '2001:db8:1:2::/64')
    """
    ip = _address(address)
    return address if ip is None else str(ip_network((ip, NETWORK_BITS[ip.version]), strict=False))


def is_private(address: str) -> bool:
    """Return whether an address belongs to a house's own network, or to this machine."""
    ip = _address(address)
    return ip is not None and ip.is_private


@dataclass(frozen=True, slots=True)
class Proxies:
    """Whose word about the visitor's address is believed.

    Either the last `count` stations of a request are ours, or those whose address lies in
    `networks`. Everything before them is what a visitor may have made up.
    """

    networks: tuple[IPv4Network | IPv6Network, ...] = LOOPBACK
    count: int | None = None

    def trusts(self, peer: str) -> bool:
        """Return whether the station that has called us is one of ours."""
        if self.count is not None:
            return self.count > 0
        ip = _address(peer)
        return ip is not None and any(ip in network for network in self.networks)

    def visitor(self, peer: str, forwarded: Sequence[str]) -> str:
        """Return the visitor's address: of the stations, in order, the last that is not ours.

        `forwarded` are the entries of X-Forwarded-For. One that is no address ends the way back:
        then it is the last station before it.
        """
        visitor = peer
        left = self.count
        for entry in reversed(forwarded):
            ip = _address(entry)
            if ip is None or (not self.trusts(visitor) if left is None else left <= 0):
                break
            visitor = str(ip)
            left = None if left is None else left - 1
        return visitor


def read_proxies(text: str) -> Proxies:
    """Return the proxies that a setting names: how many, or their addresses and networks.

    Raises ValueError for anything else.
    """
    words = text.replace(",", " ").split()
    if len(words) == 1 and words[0].isdecimal():
        return Proxies(count=int(words[0]))
    return Proxies(networks=tuple(ip_network(word, strict=False) for word in words))


def _address(text: str) -> IPv4Address | IPv6Address | None:
    """Return an address, with or without a port; IPv4 dressed as IPv6 is IPv4."""
    bare = text.strip()
    if bare.startswith("["):
        bare = bare[1:].partition("]")[0]
    elif bare.count(":") == 1:
        bare = bare.partition(":")[0]
    try:
        ip = ip_address(bare)
    except ValueError:
        return None
    return getattr(ip, "ipv4_mapped", None) or ip
