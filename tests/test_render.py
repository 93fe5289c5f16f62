"""No text becomes markup, and no character of it is lost."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.model.article import Span
from web.markup.layers import Layers, Mark, Name, uncrossed
from web.markup.render import article_body, article_title, doubted, marked

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
    """Collects tags and text as a browser would see them, and checks that tags nest."""

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.open: list[tuple[str, dict[str, str | None]]] = []
        self.ids: list[str] = []
        self.text = ""
        self.inside: list[tuple[str, dict[str, str | None], str]] = []
        self.feed(markup)
        self.close()
        assert self.open == []

    @property
    def marked(self) -> list[str]:
        return [text for tag, _, text in self.inside if tag == "mark"]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        found = dict(attrs)
        assert len(found) == len(attrs)
        if tag == "br":
            assert not attrs
            return
        self.ids += [value for name, value in attrs if name == "id" and value]
        assert tag not in [name for name, _ in self.open]
        self.open.append((tag, found))
        self.inside.append((tag, found, ""))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        self.text += data
        for tag in self.open:
            at = max(n for n, one in enumerate(self.inside) if one[:2] == tag)
            name, attrs, text = self.inside[at]
            self.inside[at] = name, attrs, text + data

    def handle_comment(self, data: str) -> None:
        raise AssertionError("a comment")

    def handle_decl(self, decl: str) -> None:
        raise AssertionError("a declaration")

    def handle_pi(self, data: str) -> None:
        raise AssertionError("an instruction")

    def unknown_decl(self, data: str) -> None:
        raise AssertionError("an odd declaration")


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


@st.composite
def layered(draw: st.DrawFn) -> tuple[str, Layers, list[Name]]:
    """A text with marks, and names that overlap them and each other in any way."""
    text, spans = draw(texts_with_spans())
    marks = [Mark(s.start, s.end, n, (n % 3,)) for n, s in enumerate(spans, 1)]
    kinds = st.sampled_from(("person", "place", "organisation", "date"))
    names = []
    for number in range(1, draw(st.integers(1, 9))):
        low = draw(st.integers(0, len(text)))
        high = draw(st.integers(low, min(len(text), low + 20)))
        if low < high:
            names.append(Name(low, high, draw(kinds), number, draw(hostile)))
    anchors = draw(st.sets(st.sampled_from([n.start for n in names] or [0])))
    layers = Layers(
        marks=tuple(marks),
        names=uncrossed(names, anchors),
        anchors=anchors,
        prefix="b",
        linked=draw(st.booleans()),
    )
    return text, layers, names


@given(texts_with_spans())
def test_a_line_holds_marks_and_its_own_text_only(case: tuple[str, list[Span]]) -> None:
    text, spans = case
    for tag in ("mark", "strong"):
        read = Reader(str(marked(text, spans, tag)))
        assert read.tags <= {tag}
        assert read.text == text
        assert not any(attrs for _, attrs, _ in read.inside)
        pieces = [text[span.start : span.end] for span in spans]
        assert [inside for _, _, inside in read.inside] == pieces


@given(layered())
def test_layers_nest_and_hold_their_own_text_only(
    case: tuple[str, Layers, list[Name]],
) -> None:
    text, layers, names = case
    read = Reader(str(article_title(text, layers)))
    assert read.tags <= {"mark", "a"}
    assert read.text == text
    assert read.marked == [text[mark.start : mark.end] for mark in layers.marks]
    assert len(set(read.ids)) == len(read.ids)
    assert {f"m{mark.number}" for mark in layers.marks} <= set(read.ids)
    assert {f"b{at}" for at in layers.anchors if names} <= set(read.ids)
    for tag, attrs, inside in read.inside:
        assert inside
        assert set(attrs) <= (
            {"id", "data-t"}
            if tag == "mark"
            else {"id", "class", "data-f", "href", "title"}
        )
        assert ("href" in attrs) == (tag == "a" and layers.linked)
    titles = {str(name.fact): name.label for name in names}
    for tag, attrs, _ in read.inside:
        if tag == "a" and layers.linked:
            assert attrs["title"] == titles[str(attrs["data-f"])]


@given(layered())
def test_a_body_holds_paragraphs_lines_layers_and_its_own_text_only(
    case: tuple[str, Layers, list[Name]],
) -> None:
    text, layers, _ = case
    read = Reader(str(article_body(text, layers)))
    assert read.tags <= {"p", "mark", "a", "br"}
    assert not any(attrs for tag, attrs, _ in read.inside if tag == "p")
    assert "".join(read.text.split()) == "".join(text.split())
    assert len(set(read.ids)) == len(read.ids)
    named = {at for name in layers.names for at in range(name.start, name.end)}
    pieces = "".join(inside for tag, _, inside in read.inside if tag == "a")
    covered = "".join(text[at] for at in sorted(named))
    assert "".join(pieces.split()) == "".join(covered.split())


@given(layered())
def test_names_are_cut_until_none_overlaps_another(
    case: tuple[str, Layers, list[Name]],
) -> None:
    _, layers, names = case
    pieces = layers.names
    for one, other in pairwise(pieces):
        assert one.end <= other.start
    for piece in pieces:
        for at in range(piece.start, piece.end):
            here = [name for name in names if name.start <= at < name.end]
            shortest = min(name.end - name.start for name in here)
            assert piece.fact in [
                name.fact for name in here if name.end - name.start == shortest
            ]
    covered = {at for name in names for at in range(name.start, name.end)}
    assert {at for p in pieces for at in range(p.start, p.end)} == covered


def test_a_name_is_cut_where_a_mark_begins_and_the_mark_is_not() -> None:
    name = Name(4, 17, "person", 7, 'Angela "A" <M>')
    layers = Layers(
        marks=(Mark(0, 10, 1, (0, 2)),), names=(name,), anchors={4}, prefix="t"
    )
    assert article_title("Mrs Angela Merkel", layers) == (
        '<mark id="m1" data-t="0 2">Mrs '
        '<a class="name person" id="t4" data-f="7">Angela</a></mark>'
        '<a class="name person" data-f="7"> Merkel</a>'
    )
    assert 'title="Angela &quot;A&quot; &lt;M&gt;"' in article_title(
        "Mrs Angela Merkel", replace(layers, linked=True)
    )


def test_a_name_inside_another_has_its_own_place() -> None:
    outer = Name(0, 19, "organisation", 1, "University of Paris")
    inner = Name(14, 19, "place", 2, "Paris, France")
    assert article_title(
        "University of Paris", Layers(names=uncrossed([outer, inner]))
    ) == (
        '<a class="name organisation" data-f="1">University of </a>'
        '<a class="name place" data-f="2">Paris</a>'
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_are_escaped_everywhere(text: str) -> None:
    for made in (marked(text, ()), article_body(text, Layers()), doubted(text, 0, 3)):
        assert Reader(str(made)).tags <= {"p", "br", "mark"}


def test_paragraphs_and_lines_are_kept() -> None:
    assert article_body("one\ntwo\n\n \nthree", Layers()) == (
        "<p>one<br>\ntwo</p>\n<p>three</p>"
    )


def test_a_mark_over_two_paragraphs_is_in_both() -> None:
    layers = Layers(marks=(Mark(4, 14, 1, (0,)),))
    assert article_body("one two\n\nthree four", layers) == (
        '<p>one <mark id="m1" data-t="0">two</mark></p>\n<p><mark>three</mark> four</p>'
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
    marks = tuple(Mark(n, n + 2, n + 1, (0,)) for n in range(0, len(text) - 2, 50))
    names = uncrossed(
        Name(n, n + 30, "person", n, "A. Name") for n in range(50, len(text) - 30, 50)
    )
    made = article_body(text, Layers(marks=marks, names=names, linked=True))
    assert made.count("<mark") >= len(marks) // 2
    assert made.count("<a ") >= len(names) // 2
    assert "<<" not in made


def test_what_bleach_no_longer_reads_is_escaped_all_the_same() -> None:
    text = "<b>" * 100_000 + "<script>alert(1)</script>"
    assert "<script" not in article_body(text, Layers())
