"""Documents that are ZIP archives inside: which of them a file is."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["document_kind", "is_document", "names_in"]

_MIMETYPE: Final = re.compile(
    rb"PK\x03\x04.{26}mimetype(?:.{0,40}?)application/([\w.+-]+)", re.DOTALL
)
_MIMETYPES: Final = {
    b"epub+zip": "epub",
    b"vnd.oasis.opendocument.text": "odt",
    b"vnd.oasis.opendocument.text-template": "odt",
    b"vnd.oasis.opendocument.spreadsheet": "ods",
    b"vnd.oasis.opendocument.presentation": "odp",
}
_PARTS: Final = (
    (b"word/", "docx"),
    (b"xl/", "xlsx"),
    (b"ppt/", "pptx"),
    (b"META-INF/container.xml", "epub"),
    (b"[Content_Types].xml", "office"),
)
"""Names at which a part of a document lies in its archive, and its kind."""
_ENTRY: Final = b"PK\x03\x04"
_NAME_AT: Final = 30


def document_kind(head: bytes) -> str:
    """Return what document a ZIP archive is, by its first bytes; "" if it is none.

    ``docx``, ``xlsx``, ``pptx``, ``odt``, ``ods``, ``odp``, ``epub``, or ``office`` for
    one of the first three whose own parts come later.
    """
    if not head.startswith(_ENTRY):
        return ""
    if found := _MIMETYPE.match(head):
        return _MIMETYPES.get(found[1], "")
    names = names_in(head)
    return next(
        (kind for part, kind in _PARTS if any(name.startswith(part) for name in names)),
        "",
    )


def is_document(head: bytes) -> bool:
    """Return whether a ZIP archive is a document and no folder of files."""
    return document_kind(head) != ""


def names_in(head: bytes) -> list[bytes]:
    """Return the names in the headers of members that are in the first bytes."""
    names = []
    at = 0
    while (at := head.find(_ENTRY, at)) >= 0:
        size = int.from_bytes(head[at + 26 : at + 28], "little")
        names.append(head[at + _NAME_AT : at + _NAME_AT + size])
        at += len(_ENTRY)
    return names
