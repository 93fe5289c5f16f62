"""How many requests a minute one person, or one address, may make.

Each has a bucket of so many requests, which fills again over a minute; so a page with
its suggestions comes at once, and a program that asks without end is slowed down.
Buckets are kept by this process: several processes allow each their share.
"""

from __future__ import annotations

import ipaddress
import math
import threading
import time
from collections import OrderedDict
from typing import Final

from .refusals import TooManyRequests

__all__ = ["Rates", "network_of"]

_KEPT: Final = 20_000
"""Buckets that are kept; the one unused for the longest goes, which is full again."""

_MINUTE: Final = 60.0


class Rates:
    """Counts requests by whom they are of; for any thread.

    Args:
        per_minute: how many requests each may make; ``None`` means any number.
    """

    def __init__(self, per_minute: int | None) -> None:
        self._per_minute = per_minute
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, whom: str) -> None:
        """Count a request.

        Raises:
            TooManyRequests: if there were too many.
        """
        if self._per_minute is None:
            return
        now, most = time.monotonic(), float(self._per_minute)
        with self._lock:
            left, then = self._left.pop(whom, (most, now))
            left = min(most, left + (now - then) * most / _MINUTE)
            taken = left >= 1
            self._left[whom] = (left - 1 if taken else left, now)
            while len(self._left) > _KEPT:
                self._left.popitem(last=False)
        if not taken:
            wait = math.ceil((1 - left) * _MINUTE / most)
            raise TooManyRequests(f"too many requests of {whom}", wait)


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
