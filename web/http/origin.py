"""Whether a change is asked for by our own page, and not by another in its name.

Forms carry no secret: a browser says which site a request comes from, and no page can
make it lie: ``Sec-Fetch-Site`` where the address is a safe one (this machine, or
HTTPS), else ``Origin``. A request that says neither is no form of ours.
"""

from __future__ import annotations

from urllib.parse import urlsplit

__all__ = ["is_our_own"]


def is_our_own(site: str | None, origin: str | None, host: str) -> bool:
    """Tell whether a request comes from a page of ``host``, its port included.

    Args:
        site: its header ``Sec-Fetch-Site``, if it has one.
        origin: its header ``Origin``, if it has one.
    """
    if site is not None:
        return site == "same-origin"
    try:
        parts = urlsplit(origin or "")
    except ValueError:
        return False
    # The scheme is not compared: behind a proxy that speaks HTTPS ours is HTTP.
    return parts.scheme in ("http", "https") and parts.netloc == host
