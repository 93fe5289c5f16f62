"""Documents of offices, made small: what the readers see of real ones."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from html import escape

__all__ = ["docx", "pdf", "zipped"]

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def docx(
    paragraphs: Sequence[str | tuple[str, str]], after: str = "", styles: str = ""
) -> bytes:
    """A Word document.

    Args:
        paragraphs: texts; of a pair the first is what stands in its properties.
        after: raw XML after the paragraphs.
        styles: raw XML of the styles.
    """
    parts = []
    for one in paragraphs:
        properties, text = one if isinstance(one, tuple) else ("", one)
        runs = "<w:br/>".join(
            f'<w:t xml:space="preserve">{escape(line)}</w:t>'
            for line in text.split("\n")
        )
        parts.append(f"<w:p><w:pPr>{properties}</w:pPr><w:r>{runs}</w:r></w:p>")
    body = "".join(parts) + after
    files = {
        "[Content_Types].xml": "<Types/>",
        "docProps/core.xml": "<core><title>Another title</title></core>",
        "word/document.xml": f'<w:document xmlns:w="{_W}"><w:body>{body}</w:body>'
        "</w:document>",
        "word/header1.xml": f'<w:hdr xmlns:w="{_W}"><w:p>Page 2 of 3</w:p></w:hdr>',
    }
    if styles:
        files["word/styles.xml"] = f'<w:styles xmlns:w="{_W}">{styles}</w:styles>'
    return zipped(files)


def pdf(pages: Sequence[Sequence[tuple[float, float, float, str]]]) -> bytes:
    """A PDF of A4 pages.

    Args:
        pages: of each the texts: from the left, from the foot, size, words.
    """
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count %d/Kids[%s]>>"
        % (
            len(pages),
            b" ".join(b"%d 0 R" % (4 + 2 * n) for n in range(len(pages))),
        ),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    for number, texts in enumerate(pages):
        drawn = b"\n".join(
            b"BT /F %g Tf %g %g Td (%s) Tj ET"
            % (size, x, y, re.sub(rb"([()\\])", rb"\\\1", text.encode("cp1252")))
            for x, y, size, text in texts
        )
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R"
            b"/Resources<</Font<</F 3 0 R>>>>>>" % (5 + 2 * number)
        )
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(drawn), drawn))
    made = bytearray(b"%PDF-1.4\n")
    starts = []
    for number, content in enumerate(objects, start=1):
        starts.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    at = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    made += b"".join(b"%010d 00000 n \n" % start for start in starts)
    made += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        at,
    )
    return bytes(made)
