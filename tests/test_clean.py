"""What cleaning removes, repairs and leaves alone."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.cleaning.clean import clean
from index.records import Draft


def body(text: str, *, title: str = "", markup: bool = False) -> str:
    return clean(Draft(title=title, body=text, markup=markup)).body


@pytest.mark.parametrize(
    ("dirty", "expected"),
    [
        pytest.param("a\x00b\x07c\x7f", "abc", id="controls"),
        pytest.param("soft\u00adhyphen", "softhyphen", id="soft hyphen"),
        pytest.param("zero\u200bwid\ufeffth\u2060", "zerowidth", id="zero width"),
        pytest.param("Auf\u200clage", "Auflage", id="joiners that nobody needs"),
        pytest.param("می\u200cخواهم", "می\u200cخواهم", id="Persian"),
        pytest.param("ශ්\u200dරී", "ශ්\u200dරී", id="Sinhala"),
        pytest.param("ខ្ញុំ\u200bទៅ", "ខ្ញុំ\u200bទៅ", id="words of Khmer"),
        pytest.param("a\u202eb\u2066c\u2069\u200e\u200f", "abc", id="bidi"),
        pytest.param("a\ue000b\ue001c\U000f0000", "abc", id="private use"),
        pytest.param("a\ufdd0b\uffff\U0001ffff", "ab", id="noncharacters"),
        pytest.param("a\ud800b", "ab", id="lone surrogate"),
        pytest.param("a \ud83d\ude00", "a \U0001f600", id="surrogate pair"),
        pytest.param("caf\udce9 \udc93x\udc94", "café “x”", id="stray bytes"),
        pytest.param("cafe\u0301", "café", id="composed"),
        pytest.param(
            "10\xa0000 m\xa0 7\u2009000", "10\u202f000 m 7\u202f000", id="groups"
        ),
        pytest.param("a\xa0b\u2009c\u3000d\te", "a b c d e", id="odd spaces"),
        pytest.param("a\r\nb\rc\u2028d\x85e", "a\nb\nc\nd\ne", id="line ends"),
        pytest.param("a\n\n\n\n b  c \n\n", "a\n\nb c", id="blanks"),
        pytest.param("donâ€™t and cafÃ©", "don’t and café", id="mojibake"),
        pytest.param("“Señor” – São João", "“Señor” – São João", id="no mojibake"),
    ],
)
def test_characters_are_repaired_or_removed(dirty: str, expected: str) -> None:
    assert body(dirty) == expected


@pytest.mark.parametrize(
    "line",
    [
        "Back To Top",
        "Share this",
        "ADVERTISEMENT",
        "Story continues below advertisement",
        "Read more: Five things to know about Iran",
        "Sign up for our newsletter",
        "Follow us on Twitter",
        "» Read More",
        "Story Continued Below",
        "Sign up for Daily Newsletters Manage Newsletters",
        "Get the Monitor Stories you care about delivered to your inbox.",
        "Catch Chris Live online daily at 11:30amET",
        "Related: Mayor of Hartwell opens tunnel",
        "RELATED | Mayor of Hartwell opens tunnel",
        "Read next: Mayor of Hartwell opens tunnel",
        "Also read | Mayor of Hartwell opens tunnel",
        "( Also on The Wire: Mayor: End the ‘tunnel’)",
        "Don't miss: Mayor of Hartwell opens tunnel",
        "Related stories: Mayor opens tunnel",
        "(PHOTOS: Ten tunnels to see)",
        "More: Mayor of Hartwell opens tunnel",
        "Read more about the tunnel:",
        "Sign up for our morning newsletter, with all the news of the day.",
        "Sign up here to get the Hartwell Daily in your inbox.",
        "Subscribe to the Morning Tunnel newsletter",
        "Get the day’s news of Hartwell delivered to your inbox every morning.",
        "Want the best of The Wire? Sign up here.",
        "Newsletter Sign-up",
        "Story continues below ad",
        "Article continues after this video",
        "Story continues",
        "Advertisement Continue reading the main story",
        "LISTEN TO ARTICLE 5:55 SHARE THIS ARTICLE Share Tweet",
        "Follow @annlee Follow @thewire",
        "Get the Wire News app",
        "Filed under: Tunnels, Hartwell",
        "Source: Wire News",
        "More on this story: Mayor of Hartwell opens tunnel",
        "READ: Mayor of Hartwell opens tunnel",
        "In other news: Mayor of Hartwell opens tunnel",
        "You might also like",
        "Lesen Sie auch: Der Tunnel von Hartwell",
        "À lire aussi : le tunnel de Hartwell",
        "Lea también: El túnel de Hartwell",
        "Skip past newsletter promotion",
        "Sign up to First Edition",
        "Support local journalism. Subscribe today",
        "Enter your email address",
        "Comments are closed",
        "Image caption The mayor opens the tunnel",
        "Photo: Getty Images",
        "0:00 / 2:31",
        "Copyright 2019 The Wire. All rights reserved.",
        "More from The Wire: Mayor of Hartwell opens tunnel",
        "You may also like: Mayor of Hartwell opens tunnel",
        "Like us on Facebook and follow us on Twitter.",
        "Get our app for iOS and Android.",
        "This material may not be published, broadcast or rewritten.",
        "A version of this article appears in print on May 5, 2019, Section A",
        "Media playback is unsupported on your device",
        "Skip advertisement",
        "5 min read",
        "Page 1 of 3",
        "Next page",
        "Trending now: Mayor of Hartwell opens tunnel",
        "In case you missed it: Mayor of Hartwell opens tunnel",
        "Join our WhatsApp channel",
        "Thank you for subscribing!",
        "By signing up you agree to our terms",
        "We want to hear from you. Email us at desk@wire.example",
        "Sign up for news. Choose your country Aruba Bahrain " + "Chad " * 60,
    ],
)
def test_a_line_of_boilerplate_is_dropped(line: str) -> None:
    assert body(f"First paragraph.\n\n{line}\n\nSecond.") == (
        "First paragraph.\n\nSecond."
    )


@pytest.mark.parametrize(
    "line",
    [
        "Share this burden, the minister said.",
        "Back to top form, Nadal won in three sets.",
        "Read more: it is good for you.",
        "Advertisement spending fell by 3 percent.",
        "“Follow us on Twitter,” he said.",
        "Related: it is the same with tunnels.",
        "Sign up for the newsletter, he said, and you will know.",
        "Don't miss the point of it.",
        "Get the tunnel built, the mayor said in your name.",
        "More than half of Hartwell voted.",
        "Story continues to puzzle the police.",
        "The newsletter of Hartwell was sold.",
        "Photos of the tunnel: who took them is not known.",
        "Read: the word means to study.",
        "Sign up for the army, she told him.",
        "Support for journalism grew.",
        "In other news, it rained.",
        "Image is all, said the mayor.",
        "More from him: nothing, for a year.",
        "A version of this bill passed in May.",
        "This material may not be new, said the mayor.",
        "Get the app, she said.",
        "A 5 min read made him late, he said, and he left.",
        "What do you think of it? Nobody knew.",
    ],
)
def test_a_sentence_that_begins_like_boilerplate_stays(line: str) -> None:
    assert body(line) == line


@pytest.mark.parametrize(
    ("dirty", "expected"),
    [
        (
            "Then Hillary Clinton Hillary Diane Rodham ClintonBiden leads in poll "
            "Trump trails: report MORE said so.",
            "Then Hillary Clinton said so.",
        ),
        (
            "Sen. Ted Cruz Rafael (Ted) Edward CruzSenate votes MORE (R-Texas) and "
            "Marco Rubio Marco Antonio RubioRubio runs MORE (R-Fla.) met.",
            "Sen. Ted Cruz (R-Texas) and Marco Rubio (R-Fla.) met.",
        ),
        (
            "Fireworks in Rio. Hide Caption 2 of 24 Photos: New Year",
            "Fireworks in Rio. New Year",
        ),
        (
            "He wanted MORE and Clinton wanted Clinton to win.",
            "He wanted MORE and Clinton wanted Clinton to win.",
        ),
        ("WHAT IS WORKING. ISIS IS MORE THAN", "WHAT IS WORKING. ISIS IS MORE THAN"),
    ],
)
def test_what_a_page_left_between_words_is_dropped(dirty: str, expected: str) -> None:
    assert body(dirty) == expected


def test_wrapped_newswire_becomes_paragraphs() -> None:
    wire = (
        "    SALVADOR, Feb 26 - Showers continued throughout the week in\n"
        "the Bahia cocoa zone, alleviating the drought since early\n"
        "January.\n"
        "    The dry period means the temporao will be late this year.\n"
        "    Shr 34 cts vs 1.19 dlrs\n"
        "    Net 807,000 vs 2,858,000\n"
    )
    assert body(wire) == (
        "SALVADOR, Feb 26 - Showers continued throughout the week in the Bahia cocoa "
        "zone, alleviating the drought since early January.\n\n"
        "The dry period means the temporao will be late this year.\n\n"
        "Shr 34 cts vs 1.19 dlrs\nNet 807,000 vs 2,858,000"
    )


def test_short_lines_that_are_not_newswire_stay_lines() -> None:
    poem = "Roses are red,\nViolets are blue."
    assert body(poem) == poem


def test_a_title_repeated_at_the_top_of_the_body_is_dropped() -> None:
    assert body("The title\n\nThe text.", title="The title") == "The text."
    assert body("The title was long.", title="The title") == "The title was long."


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        pytest.param("<p>One</p><p>Two</p>", "One\n\nTwo", id="paragraphs"),
        pytest.param("One<br/>Two", "One\nTwo", id="break"),
        pytest.param("<p>A <b>bold</b>\nword</p>", "A bold word", id="inline"),
        pytest.param(
            "<script>var a = '<p>';</script><p>T</p><style>p{}</style>", "T", id="code"
        ),
        pytest.param("<p>x</p><!-- hidden <b> -->", "x", id="comment"),
        pytest.param("<p>R&amp;D &lt;now&gt;</p>", "R&D <now>", id="entities"),
        pytest.param("a < b and c > d", "a < b and c > d", id="not markup"),
        pytest.param("<p>if a < b, stop</p>", "if a < b, stop", id="both"),
        pytest.param("Apple <AAPL> rose", "Apple <AAPL> rose", id="ticker"),
        pytest.param("AT&amp;T", "AT&T", id="only an entity"),
    ],
)
def test_markup_is_removed_and_what_only_looks_like_it_stays(
    markup: str, expected: str
) -> None:
    assert body(markup, markup=True) == expected


def test_plain_text_keeps_what_looks_like_markup() -> None:
    assert body("Use <b>bold</b> &amp; more") == "Use <b>bold</b> &amp; more"


@pytest.mark.parametrize("junk", ["<p ", "</", "<i><", "<!--", "&lt;", "<script>"])
def test_broken_markup_does_not_take_time_squared(junk: str) -> None:
    # squared, this would take minutes
    assert "\ue000" not in body("<b>" + junk * 50_000, markup=True)


def test_a_title_is_one_line_of_bounded_length_without_entities() -> None:
    cleaned = clean(Draft(title=" Tom &amp;amp; Jerry\n win " + "x" * 2000))
    assert cleaned.title.startswith("Tom & Jerry win x")
    assert len(cleaned.title) == 1000


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["By Jane Doe"], ("Jane Doe",)),
        (["Analysis by Jane Doe", "jane doe"], ("Jane Doe",)),
        (["Analysis Stephen Collinson"], ("Stephen Collinson",)),
        (['"Cortney OBrien"', " , "], ("Cortney OBrien",)),
        (["The Wire", "https://a.example/jane"], ()),
        (["Byron York", "Reviewer Smith"], ("Byron York", "Reviewer Smith")),
    ],
    ids=str,
)
def test_authors_are_names_each_once(
    names: Sequence[str], expected: tuple[str, ...]
) -> None:
    draft = Draft(authors=tuple(names), source="The Wire")
    assert clean(draft).authors == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://a.example/b?c=d#e", "https://a.example/b?c=d#e"),
        (" HTTP://a.example/ ", "HTTP://a.example/"),
        ("javascript:alert(1)", ""),
        ("//a.example/b", ""),
        ("https://", ""),
        ("https://a.example/b c", ""),
    ],
)
def test_only_a_web_address_is_a_url(url: str, expected: str) -> None:
    assert clean(Draft(url=url)).url == expected


_NASTY = st.lists(
    st.one_of(
        st.text(max_size=8),
        st.sampled_from(
            [
                *("\n", "\n\n", "    ", "  ", "\r", "\xa0", "â€™", "Ã©", "Ã", "\udce9"),
                *("\ud83d", "\ude00", "<p>", "</p>", "<", ">", "&amp;", "&lt;b&gt;"),
                *("&", "amp;", "<br>", "<script>", "<!--", "Share this", "e\u0301"),
                *("Advertisement", "The title", "By ", "Analysis", '"', "x" * 60),
                *("\ue000", "\u202e", "\u0301", "read more: ", "ðŸ˜€", "\udc81"),
            ]
        ),
    ),
    max_size=20,
).map("".join)


@settings(max_examples=400)
@given(_NASTY, _NASTY, _NASTY, st.booleans())
def test_cleaning_what_is_clean_changes_nothing(
    title: str, text: str, author: str, markup: bool
) -> None:
    draft = Draft(
        title=title, body=text, authors=(author,), source=author, markup=markup
    )
    cleaned = clean(draft)
    assert clean(cleaned) == cleaned


@given(_NASTY, st.booleans())
def test_a_cleaned_text_can_be_stored_and_marked(text: str, markup: bool) -> None:
    cleaned = clean(Draft(title=text, body=text, markup=markup))
    for part in (cleaned.title, cleaned.body):
        part.encode()
        assert not set(part) & set("\0\r\t\ue000\ue001\u202e\xa0")
    assert "\n" not in cleaned.title


# --- wrong decoding --------------------------------------------------------------


@pytest.mark.parametrize(
    ("spoilt", "right"),
    [
        ("Jos\u00c3\u00a9 Garc\u00c3\u00ada of Le\u00c3\u00b3n", "José García of León"),
        ("\u00c3\u0085lesund and \u00c3\u0089vian", "Ålesund and Évian"),
        ("voil\u00c3\u00a0 tout", "voilà tout"),
        ("\u00c5\u0081\u00c3\u00b3d\u00c5\u00ba", "Łódź"),
        ("the mayor\u00e2\u0080\u0099s son", "the mayor’s son"),
        ("K\u00c3\u00b6ln\u00c2\u00a0am Rhein", "Köln am Rhein"),
        ("the mayor\u0092s \u0093son\u0094 \u0096 no\u0085", "the mayor’s “son” – no…"),
        ("wait\u0085 and see", "wait… and see"),
    ],
)
def test_wrong_decoding_is_repaired_before_half_of_it_is_removed(
    spoilt: str, right: str
) -> None:
    assert body(spoilt) == right
    assert body(f"<p>{spoilt}</p>", markup=True) == right
    line = " ".join(right.split())
    draft = clean(Draft(title=spoilt, body="x", authors=(spoilt,)))
    assert (draft.title, draft.authors) == (line, (line,))
    assert clean(Draft(title="x", source=spoilt)).source == line


# --- titles and authors ------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Mayor loses - The Wire", "Mayor loses"),
        ("Mayor loses | Wire", "Mayor loses"),
        ("Mayor loses – Politics – The Wire", "Mayor loses"),
        ("Mayor loses :: wire.example", "Mayor loses"),
        ("Mayor loses - Wire Online", "Mayor loses"),
        ("Mayor loses - Wire.com", "Mayor loses"),
        ("The Wire | Mayor loses", "Mayor loses"),
        ("Tom &amp; Ann: <em>a life</em> — The Wire", "Tom & Ann: a life"),
        ("&lt;b&gt;Mayor&lt;/b&gt; loses", "Mayor loses"),
        ("Mayor loses - again", "Mayor loses - again"),
        ("Well-known mayor – a life", "Well-known mayor – a life"),
        ("The Wire", "The Wire"),
        ("If a < b, then b > a", "If a < b, then b > a"),
    ],
)
def test_a_title_is_without_the_name_of_the_site(title: str, expected: str) -> None:
    draft = Draft(
        title=title,
        source="The Wire",
        section="Politics",
        url="https://www.wire.example/1",
    )
    assert clean(draft).title == expected


@pytest.mark.parametrize(
    ("title", "source", "url"),
    [
        ("Mayor loses - The Harrow Falls Times", "", "https://www.hftimes.example/1"),
        ("Mayor loses - HFT", "The Harrow Falls Times", "https://hft.example/1"),
        ("Mayor loses | Harrow Falls Times", "harrowfallstimes.example", ""),
        ("Mayor loses | Harrow Falls Times", "hfallstimes.example", ""),
        ("Mayor loses - HFTPolitics", "HFT", ""),
    ],
)
def test_a_site_is_known_by_its_initials_and_its_host(
    title: str, source: str, url: str
) -> None:
    assert clean(Draft(title=title, source=source, url=url)).title == "Mayor loses"


@pytest.mark.parametrize(
    "title",
    ["Mayor loses - how far to", "Mayor loses - Harry Fell Twice", "Mayor loses - Ha"],
)
def test_a_part_of_a_title_that_only_begins_like_its_host_stays(title: str) -> None:
    draft = Draft(title=title, url="https://www.hftimes.example/1")
    assert clean(draft).title == title


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("BY ANN LEE", "Ann Lee"),
        ("ANN McKAY", "Ann McKay"),
        ("SINÉAD O'DEE-MCKAY", "Sinéad O'Dee-McKay"),
        ("J.D. STONE", "J.D. Stone"),
        ("AFP", "AFP"),
        ("BBC NEWS", "BBC NEWS"),
        ("Ann Lee - The Wire", "Ann Lee"),
        ("Sin&eacute;ad O&#39;Dee", "Sinéad O'Dee"),
    ],
)
def test_a_name_in_capitals_or_with_its_paper_is_an_authors(
    name: str, expected: str
) -> None:
    assert clean(Draft(authors=(name,), source="The Wire")).authors == (expected,)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("The Wire: Mayor opens tunnel", "Mayor opens tunnel"),
        ("Mayor opens tunnel | World news | The Wire", "Mayor opens tunnel"),
        ("Mayor opens tunnel: The film", "Mayor opens tunnel: The film"),
        ("Mayor | Tunnel", "Mayor | Tunnel"),
    ],
)
def test_a_title_loses_its_paper_and_section(title: str, expected: str) -> None:
    assert clean(Draft(title=title, source="The Wire")).title == expected
