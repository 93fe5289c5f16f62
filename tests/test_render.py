"""No text becomes markup, and no character of it is lost."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.model import Span
from web.render import article_body, doubted, marked

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</title><script>alert(1)</script>",
    "</textarea></style></noscript><script>alert(1)</script>",
    "<svg><script>alert(1)</script></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img onerror=alert(1)>",
    "<mark onclick=alert(1)>x</mark><p style=x>",
    "&lt;script&gt; &amp; &#60;b&#62; &notanentity; &",
    "{{ 7*7 }} {% include 'x' %} ${7*7} <%= 7*7 %>",
    "\u202eevil\u202c \u2066x\u2069",
    "<![CDATA[<script>]]> <!-- --> <?php ?>",
    "\"><a href='javascript:alert(1)'>",
]


class Reader(HTMLParser):
    """Collects tags and text as a browser would see them."""

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, int]] = []
        self.text = ""
        self.marked: list[str] = []
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, len(attrs)))
        if tag == "mark":
            self.marked.append("")

    def handle_endtag(self, tag: str) -> None:
        self.tags.append(("/" + tag, 0))

    def handle_data(self, data: str) -> None:
        self.text += data
        if [t for t, _ in self.tags if t in ("mark", "/mark")][-1:] == ["mark"]:
            self.marked[-1] += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError("a comment")

    def handle_decl(self, decl: str) -> None:
        raise AssertionError("a declaration")

    def handle_pi(self, data: str) -> None:
        raise AssertionError("an instruction")

    unknown_decl = handle_decl


hostile = st.lists(
    st.sampled_from(HOSTILE) | st.text("ab <>&;\"'/!-#=x\n", max_size=20), max_size=6
).map(" ".join)


@st.composite
def texts_with_spans(draw: st.DrawFn) -> tuple[str, list[Span]]:
    text = draw(hostile)
    bounds = draw(st.sets(st.integers(0, len(text)), max_size=8))
    ordered = sorted(bounds)
    pairs = zip(ordered[::2], ordered[1::2], strict=False)
    return text, [Span(start, end) for start, end in pairs]


@given(texts_with_spans())
def test_a_line_holds_marks_and_its_own_text_only(case: tuple[str, list[Span]]) -> None:
    text, spans = case
    read = Reader(str(marked(text, spans)))
    assert set(read.tags) <= {("mark", 0), ("/mark", 0)}
    assert read.text == text
    assert read.marked == [text[span.start : span.end] for span in spans]


@given(texts_with_spans())
def test_a_body_holds_paragraphs_lines_marks_and_its_own_text_only(
    case: tuple[str, list[Span]],
) -> None:
    text, spans = case
    read = Reader(str(article_body(text, spans)))
    known = {"p", "/p", "mark", "/mark", "br"}
    assert {tag for tag, _ in read.tags} <= known
    assert not any(attributes for _, attributes in read.tags)
    assert "".join(read.text.split()) == "".join(text.split())


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_are_escaped_everywhere(text: str) -> None:
    for made in (marked(text, ()), article_body(text, ()), doubted(text, 0, 3)):
        tags = {tag for tag, _ in Reader(str(made)).tags}
        assert tags <= {"p", "/p", "br", "mark", "/mark"}


def test_paragraphs_and_lines_are_kept() -> None:
    assert article_body("one\ntwo\n\n \nthree", ()) == (
        "<p>one<br>\ntwo</p>\n<p>three</p>"
    )


def test_a_mark_over_two_paragraphs_is_in_both() -> None:
    assert article_body("one two\n\nthree four", [Span(4, 14)]) == (
        "<p>one <mark>two</mark></p>\n<p><mark>three</mark> four</p>"
    )


def test_marks_stand_in_escaped_text_at_the_right_place() -> None:
    assert marked("a < b & <c>", [Span(8, 11)]) == (
        "a &lt; b &amp; <mark>&lt;c&gt;</mark>"
    )


def test_the_part_of_a_long_query_in_doubt_is_shown_with_a_little_around_it() -> None:
    query = "x" * 500 + "(" + "y" * 500
    made = str(doubted(query, 500, 501))
    assert "<mark>(</mark>" in made
    assert made.startswith("…x")
    assert made.endswith("y…")
    assert len(made) < 200


@pytest.mark.parametrize(
    "text", ["fish & chips. " * 75_000, "<" * 1_000_000, "a\n\n" * 300_000]
)
def test_a_megabyte_is_escaped_and_marked(text: str) -> None:
    spans = [Span(n, n + 2) for n in range(0, len(text) - 2, 50)]
    made = article_body(text, spans)
    assert made.count("<mark>") >= len(spans) // 2
    assert "<<" not in made


def test_what_bleach_no_longer_reads_is_escaped_all_the_same() -> None:
    text = "<b>" * 100_000 + "<script>alert(1)</script>"
    assert "<script" not in article_body(text, ())
