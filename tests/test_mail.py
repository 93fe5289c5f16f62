"""Mail: a message is an article, and so may be what is attached to it."""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest
from support.documents import docx, zipped
from support.reading import drafts, outcome
from support.runs import in_archive, run, titles

from index.readers import reader_for
from index.records import Draft

TEXT = "The council of Norvale voted to keep the night ferry going for two winters."


def message(
    subject: str = "Fähre stays", text: str = TEXT, **headers: str
) -> EmailMessage:
    made = EmailMessage()
    made["From"] = "Norvale Courier <news@norvale.example>"
    made["To"] = "reader@norvale.example"
    made["Subject"] = subject
    made["Date"] = "Thu, 14 Mar 2019 18:05:00 +0100"
    made["Message-ID"] = "<1@norvale.example>"
    for name, value in headers.items():
        made[name] = value
    made.set_content(text, cte="quoted-printable")
    return made


def read(data: bytes, name: str = "a.txt") -> list[Draft]:
    return drafts(reader_for(name, data[: 2**16]).name, data)


@pytest.mark.parametrize("policy", ["lf", "crlf"])
def test_a_message_is_an_article(policy: str) -> None:
    made = message()
    (draft,) = read(made.as_bytes(policy=SMTP) if policy == "crlf" else bytes(made))
    assert (draft.title, draft.body.strip()) == ("Fähre stays", TEXT)
    assert (draft.source, draft.source_id) == ("Norvale Courier", "1@norvale.example")
    assert draft.published == "Thu, 14 Mar 2019 18:05:00 +0100"


def test_a_message_in_apples_form_is_read() -> None:
    data = bytes(message())
    apple = b"%d\n" % len(data) + data + b"<?xml version='1.0'?><plist></plist>"
    (draft,) = read(apple, "1.emlx")
    assert draft.title == "Fähre stays"
    assert "plist" not in draft.body


def test_a_page_counts_where_the_plain_text_says_less() -> None:
    made = message(text="Your program shows no pages.")
    made.add_alternative(
        "<html><head><style>p{}</style></head><body><div style='display:none'>Preview"
        f"</div><p>{TEXT}</p><p>{TEXT.replace('two', 'six')}</p><p>Unsubscribe here, "
        f"or "
        "view it again</p></body></html>",
        subtype="html",
        cte="base64",
    )
    (draft,) = read(bytes(made))
    assert draft.body == f"{TEXT}\n\n{TEXT.replace('two', 'six')}"


def test_lines_that_flow_are_joined_and_signatures_are_no_text() -> None:
    made = message(text="One line \ngoes on. \nStill.\n\nAnother.\n-- \nThe desk\n")
    made.replace_header("Content-Type", 'text/plain; charset="utf-8"; format=flowed')
    (draft,) = read(bytes(made))
    assert draft.body.strip() == "One line goes on. Still.\n\nAnother."


def test_articles_that_are_attached_are_articles_and_pictures_are_none(
    tmp_path: Path,
) -> None:
    made = message()
    made.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="a.png")
    word = docx(["Second story", TEXT + " And more."])
    made.add_attachment(word, maintype="application", subtype="x", filename="b.docx")
    made.add_attachment(
        b"%PDF-no", maintype="application", subtype="x", filename="c.pdf"
    )
    packed = zipped({"d/e.txt": f"Third story\n\n{TEXT} And again."})
    made.add_attachment(packed, maintype="application", subtype="zip", filename="f.zip")
    made.add_attachment(message("Forwarded"))
    path = tmp_path / "in/mail.eml"
    path.parent.mkdir()
    path.write_bytes(bytes(made))
    report = run(tmp_path)
    assert titles(tmp_path) == [
        "Forwarded",
        "Fähre stays",
        "Second story",
        "Third story",
    ]
    assert report.failed[0].reason.startswith("c.pdf: the PDF is damaged")
    places = {
        each.found.position for each in in_archive(tmp_path).values() if each.found
    }
    assert places == {"", "b.docx", "f.zip/d/e.txt", "forwarded message 1"}


def test_messages_with_broken_headers_and_unknown_charsets_are_read() -> None:
    data = (
        b"From: =?X-UNKNOWN?B?!!?= <a@b.example>\nSubject: =?utf-8?B?Rm9v\nDate: "
        b"never\n"
        b"Message-ID: <2>\nContent-Type: text/plain; "
        b"charset=X-UNKNOWN\n\nZ\xc3\xbcrich.\n"
    )
    (draft,) = read(data)
    assert draft.body.strip() == "Zürich."


def test_a_box_is_cut_at_its_lines_and_not_at_quoted_ones() -> None:
    text = f"{TEXT}\n\n>From the harbour he went home.\n\nFrom here on it is calm.\n"
    box = b"".join(
        b"From news@norvale.example Thu Mar 14 18:05:00 2019\n"
        + bytes(message(f"Story {n}", text))
        + b"\n"
        for n in (1, 2, 3)
    )
    found = read(box)
    assert [draft.title for draft in found] == ["Story 1", "Story 2", "Story 3"]
    assert "\nFrom the harbour" in found[0].body
    assert "From here on" in found[2].body
    assert [position for position, _ in outcome("mbox", box)][:2] == [
        "message 1",
        "message 2",
    ]


def test_a_saved_page_is_read_as_the_page_at_its_address() -> None:
    made = EmailMessage()
    made["From"] = "<Saved by Blink>"
    made["Snapshot-Content-Location"] = "https://norvale.example/ferry"
    made["Subject"] = "Ferry stays"
    made["Date"] = "Tue, 5 Sep 2023 22:30:04 -0000"
    page = (
        "<html lang=en><head><title>Ferry stays</title><meta property="
        "'article:published_time' content='2019-03-14T18:05:00Z'></head><body><article>"
        f"<h1>Ferry stays</h1><p>{TEXT} {TEXT}</p><p>{TEXT} "
        f"Zürich.</p></article></body>"
    )
    made.set_content(page, subtype="html", cte="quoted-printable")
    made.make_related()
    frame = "<html><body><p>Buy a kettle</p></body></html>"
    made.add_related(frame, subtype="html")
    (draft,) = read(bytes(made))
    assert (draft.title, draft.url) == ("Ferry stays", "https://norvale.example/ferry")
    assert draft.published.startswith("2019-03-14")
    assert "Zürich." in draft.body
    assert "kettle" not in draft.body
