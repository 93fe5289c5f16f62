"""Why a request is refused at once; ``errors.py`` has the words for it."""

from __future__ import annotations

__all__ = ["ForeignForm", "NotAllowed", "Refusal", "SignInNeeded", "TooManyRequests"]


class Refusal(Exception):
    """A request that is not answered as it stands.

    Attributes:
        retry_after: seconds after which it may be; 0 says nothing of that.
    """

    retry_after: int = 0


class SignInNeeded(Refusal):
    """Whoever asks has to say who they are."""


class NotAllowed(Refusal):
    """Whoever asks may not do this."""


class ForeignForm(Refusal):
    """A change that was not asked for by a page of ours."""


class TooManyRequests(Refusal):
    """Somebody asks for too much at once."""

    def __init__(self, message: str, retry_after: int) -> None:
        super().__init__(message)
        self.retry_after = max(1, retry_after)
