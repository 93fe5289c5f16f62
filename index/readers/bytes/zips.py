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
_SIZE_LATER: Final = 0x08
"""Of the flags of a member: its size follows its content."""


def document_kind(head: bytes) -> str:
    """Return what document a ZIP archive is, by its first bytes; "" if it is none.

    ``docx``, ``xlsx``, ``pptx``, ``odt``, ``ods``, ``odp``, ``epub``, or ``office`` for
    one of the first three whose own parts come later.
    """
    if not head.startswith(_ENTRY):
        return ""
    if found := _MIMETYPE.match(head):
        # what follows it is not always told apart
        known = (kind for kind in _MIMETYPES if found[1].startswith(kind))
        return _MIMETYPES.get(max(known, key=len, default=b""), "")
    names = names_in(head)
    if names[:1] == [b"mimetype"]:  # packed, though it should not be
        return "epub" if b"META-INF/container.xml" in names else "odt"
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
    while at >= 0 and head.startswith(_ENTRY, at) and len(head) > at + _NAME_AT:
        size = int.from_bytes(head[at + 26 : at + 28], "little")
        more = int.from_bytes(head[at + 28 : at + 30], "little")
        packed = int.from_bytes(head[at + 18 : at + 22], "little")
        names.append(head[at + _NAME_AT : at + _NAME_AT + size])
        content = at + _NAME_AT + size + more
        # what is stored in it may be an archive too, so it is jumped over if it can be
        is_told = not head[at + 6] & _SIZE_LATER
        at = content + packed if is_told else head.find(_ENTRY, content)
    return names
