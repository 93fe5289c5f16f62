"""How many requests a minute one person, or one address, may make.

Each has a bucket of so many requests, which fills again over a minute; so a page with
its suggestions comes at once, and a program that asks without end is slowed down.
Buckets are shared by all processes of ``dateline serve``; those of another server keep
each their own.
"""

from __future__ import annotations

import ipaddress
import math
from typing import Final

from .refusals import TooManyRequests
from .shared import Buckets

__all__ = ["Rates", "network_of"]

_MINUTE: Final = 60.0


class Rates:
    """Counts requests by whom they are of; for any thread.

    Args:
        per_minute: how many requests each may make; ``None`` means any number.
    """

    def __init__(self, per_minute: int | None, buckets: Buckets) -> None:
        self._per_minute = per_minute
        self._buckets = buckets

    def take(self, whom: str) -> None:
        """Count a request.

        Raises:
            TooManyRequests: if there were too many.
        """
        if self._per_minute is None:
            return
        wait = self._buckets.take(whom, float(self._per_minute), _MINUTE)
        if wait:
            raise TooManyRequests(f"too many requests of {whom}", math.ceil(wait))


def network_of(address: str) -> str:
    """Return whom an address is counted for: of IPv6, the /64 network it is in."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped:
            return str(found.ipv4_mapped)
        return str(ipaddress.ip_network((found, 64), strict=False))
    return str(found)
