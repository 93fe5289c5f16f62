"""Person spans of a tagger → people of one article."""

from __future__ import annotations

import re

import pytest
from support.effort import effort

from index.extract.english.people.people import find_people
from index.extract.english.people.titles import title_before
from index.extract.english.words import read_text
from index.extract.spans import NamedSpan, NameKind
from search.model.article import Person, TextField

KINDS = {"<": NameKind.PERSON, "{": NameKind.PLACE, "[": NameKind.ORGANISATION}
MARKED = re.compile(r"<([^<>]+)>|\{([^{}]+)\}|\[([^\[\]]+)\]")


def tagged(field: TextField, marked: str) -> tuple[str, list[NamedSpan]]:
    """A text and its spans: <person>, {place}, [organisation]."""
    text, spans, at = "", [], 0
    for found in MARKED.finditer(marked):
        text += marked[at : found.start()]
        inner = found[0][1:-1]
        start, end = len(text), len(text) + len(inner)
        spans.append(NamedSpan(field, start, end, KINDS[found[0][0]]))
        text += inner
        at = found.end()
    return text + marked[at:], spans


def people(body: str, title: str = "") -> tuple[Person, ...]:
    head, named = tagged(TextField.TITLE, title)
    text, more = tagged(TextField.BODY, body)
    texts = [read_text(TextField.TITLE, head), read_text(TextField.BODY, text)]
    found = find_people(texts, [*named, *more])
    for person in found:
        for mention in person.mentions:
            content = head if mention.field == "title" else text
            assert content[mention.start : mention.end] == mention.text
    return found


def names(body: str, title: str = "") -> list[str]:
    return [person.name for person in people(body, title)]


def texts(body: str, title: str = "") -> dict[str, list[str]]:
    return {p.name: [m.text for m in p.mentions] for p in people(body, title)}


# ── which spans are names, and of what ───────────────────────────────────────


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ("President <Donald Trump> said no.", "Donald Trump"),
        ("<President Donald Trump> said no.", "Donald Trump"),
        ("<Donald Trump's> plan.", "Donald Trump"),
        ("<By John Smith>", "John Smith"),
        ("By <JOHN SMITH>\n\nThe town was quiet.", "John Smith"),
        ("<KEVIN McCARTHY> spoke", "Kevin McCARTHY"),
        ("<MARY O'BRIEN-MCDONALD> spoke", "Mary O'Brien-Mcdonald"),
        ("<Martin Luther King Jr>. spoke.", "Martin Luther King Jr."),
        ("<Martin Luther King Jr.> spoke.", "Martin Luther King Jr."),
        (
            "he met <Qasem>\n<Soleimani> on Monday in the town of Kut.",
            "Qasem Soleimani",
        ),
        ("Pope <Francis> prayed.", "Pope Francis"),
        ("Queen <Elizabeth II> waved.", "Queen Elizabeth II"),
        ("Prince <William> waved.", "Prince William"),
        ("King <Salman> spoke.", "King Salman"),
        ("<Ursula von der Leyen> spoke.", "Ursula von der Leyen"),
        ("<Dean Smith> spoke.", "Dean Smith"),
        ("<J.R. Smith> spoke.", "J.R. Smith"),
        ("Mr. <Bushnell> left.", "Bushnell"),
        ("<AP Susan Walsh> took it", "Susan Walsh"),
        ("POPE <BENEDICT XVI> PRAYED", "Benedict XVI"),
        ("President <Trump Donald John TrumpGOP> fights on", "Donald John Trump"),
        ("Leader <Mitch McConnell Addison> (Mitch) X", "Mitch McConnell"),
        ("<Robert Mueller Robert> (Bob) <Swan MuellerSchiff>: no", "Robert Mueller"),
        ("<KellyAnne Conway> spoke", "KellyAnne Conway"),
        ("<Betsy DeVos> and", "Betsy DeVos"),
        ("(<Donald) Trump> said", "Donald Trump"),
        ("Foreign Minister <Zarif> left.", "Zarif"),
        ("President <Reagan> left.", "Reagan"),
        ("<Bolsonaro> spoke. <Bolsonaro> fell.", "Bolsonaro"),
    ],
)
def test_a_name_is_what_is_left_when_all_else_is_trimmed(body: str, name: str) -> None:
    assert names(body) == [name]


@pytest.mark.parametrize(
    "body",
    [
        "<He> said. <She> said.",
        "The <President> and the <Prime Minister> left.",
        "<Hillary> came alone.",
        "Sir <Charles> came alone.",
        "<Mr. Li> left.",
        "<Bushnell> left.",
        "The <Washington Post> wrote.",
        "<Getty Images>",
        "<White House>",
        "<Covid-19>",
        "<the>",
        "<J.>",
        "<Jr.>",
        "<'s>",
        "<President>\n<Minister>",
        "<Uncle Sam> wants you.",
        "Rep. Ann, <R-South Carolina>",
    ],
)
def test_pronouns_roles_papers_and_single_names_are_no_people(body: str) -> None:
    assert names(body) == []


# ── titles ───────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("body", "titles"),
    [
        (
            "President <Donald Trump> and Mr. <Trump>. President <Trump>.",
            "President|Mr",
        ),
        ("Secretary of State <Mike Pompeo> left.", "Secretary of State"),
        ("Iraqi Prime Minister <Adel Abdul Mahdi> left.", "Prime Minister"),
        ("the president, <Hassan Rouhani>, left", "President"),
        ("Sen. <Ted Cruz> left.", "Sen"),
        ("Crown Prince <Mohammed bin Salman> left.", "Crown Prince"),
        ("his brother <Raul Castro> left.", ""),
        ("General. <Paul Smith> left.", ""),
        ("of <Paul Smith> left.", ""),
        ("U.S. Attorney General <William Barr> left.", "Attorney General"),
        ("House Speaker <Nancy Pelosi> left.", "House Speaker"),
    ],
)
def test_titles_are_kept_as_evidence(body: str, titles: str) -> None:
    assert "|".join(people(body)[0].titles) == titles


def test_a_title_at_the_very_start_is_found() -> None:
    assert title_before("Mr. X", 4).text == "Mr"
    assert title_before("Mr. X", 0).text == ""


# ── who is who ───────────────────────────────────────────────────────────────


def test_short_forms_are_mentions_of_the_one_long_form() -> None:
    body = (
        "President <Donald Trump> left. <Trump> said no. Mr. <Trump>’s aides and the "
        "<Trump> administration agreed. <Adel Abdul Mahdi> asked; <Abdul Mahdi> waited."
    )
    assert texts(body) == {
        "Donald Trump": ["Donald Trump", "Trump", "Trump", "Trump"],
        "Adel Abdul Mahdi": ["Adel Abdul Mahdi", "Abdul Mahdi"],
    }


def test_initials_and_middle_names_are_the_same_person() -> None:
    body = (
        "<Donald Trump> spoke. <Donald Trump> left. <Donald J. Trump>. "
        "<Donald John Trump> left. <D. Trump> said so."
    )
    assert list(texts(body)) == ["Donald Trump"]


def test_a_nickname_is_the_same_person_but_not_side_by_side() -> None:
    assert names("<Joe Biden> spoke. <Joseph Biden> left.") == ["Joe Biden"]
    listed = "<Joe Smith> and <Joseph Smith> left."
    assert names(listed) == ["Joe Smith", "Joseph Smith"]
    assert len(names("<George Bush>, <George W. Bush>")) == 2


def test_two_clintons_are_told_apart_by_nearness() -> None:
    body = (
        "<Bill Clinton> spoke. <Clinton> smiled. <Hillary Clinton> came. <Clinton> "
        "said yes. <Bill Clinton> left. <Clinton> waved."
    )
    assert texts(body) == {
        "Bill Clinton": ["Bill Clinton", "Clinton", "Bill Clinton", "Clinton"],
        "Hillary Clinton": ["Hillary Clinton", "Clinton"],
    }


def test_two_clintons_are_told_apart_by_title_and_sex() -> None:
    body = (
        "Former President <Bill Clinton> met Secretary <Hillary Clinton>. Mrs. "
        "<Clinton> left. President <Clinton> stayed. Mr. <Clinton> sang."
    )
    assert texts(body) == {
        "Bill Clinton": ["Bill Clinton", "Clinton", "Clinton"],
        "Hillary Clinton": ["Hillary Clinton", "Clinton"],
    }


def test_a_first_name_means_the_one_person_here_who_has_it() -> None:
    body = "<Bill Clinton> and <Hillary Clinton> came. <Hillary> left."
    assert texts(body)["Hillary Clinton"] == ["Hillary Clinton", "Hillary"]


def test_the_bushes_are_two_and_the_bare_name_goes_to_the_nearest() -> None:
    body = (
        "<George H.W. Bush> began. <George Bush> fought. Then <George W. Bush> came. "
        "<George Bush> fought. <Bush> won."
    )
    assert texts(body) == {
        "George H.W. Bush": ["George H.W. Bush", "George Bush"],
        "George W. Bush": ["George W. Bush", "George Bush", "Bush"],
    }


def test_father_and_son_are_two() -> None:
    body = "<Donald Trump> spoke. <Donald Trump Jr.> sat by. <Donald Trump Jr.> left."
    assert texts(body) == {
        "Donald Trump": ["Donald Trump"],
        "Donald Trump Jr.": ["Donald Trump Jr."] * 2,
    }
    assert names("<Ken Griffey Sr.> and <Ken Griffey Jr.>") == [
        "Ken Griffey Sr.",
        "Ken Griffey Jr.",
    ]


def test_a_number_behind_a_name_may_be_left_out() -> None:
    assert names("<Robert Mueller> left. <Robert S. Mueller III> left.") == [
        "Robert Mueller"
    ]


def test_family_names_in_front_are_short_forms_and_no_given_names() -> None:
    body = (
        "<Kim Jong Un> met <Moon Jae-in>. <Kim> and <Moon> spoke. <Kim Jong Il> died."
    )
    assert texts(body) == {
        "Kim Jong Un": ["Kim Jong Un", "Kim"],
        "Moon Jae-in": ["Moon Jae-in", "Moon"],
        "Kim Jong Il": ["Kim Jong Il"],
    }


def test_an_arabic_article_may_be_left_out() -> None:
    body = "Ayatollah <Ali al-Sistani> spoke. <Sistani> left. <al-Sistani> left."
    assert texts(body) == {
        "Ali al-Sistani": ["Ali al-Sistani", "Sistani", "al-Sistani"]
    }


def test_a_pope_and_his_bare_name_are_one() -> None:
    assert texts("Pope <Francis> prayed. <Francis> left.") == {
        "Pope Francis": ["Pope Francis", "Francis"]
    }


@pytest.mark.parametrize(
    ("title", "mention"),
    [
        ("<Trump> Says He Will Meet Iran", "Trump"),
        ("TRUMP VOWS TO LEAVE", "TRUMP"),
        ("Why Trump left", "Trump"),
        ("<DONALD TRUMP> VOWS TO LEAVE", "DONALD TRUMP"),
    ],
)
def test_a_headline_is_read_with_the_names_of_the_body(
    title: str, mention: str
) -> None:
    found = texts("President <Donald Trump> said no.", title)
    assert found == {"Donald Trump": [mention, "Donald Trump"]}


def test_names_the_tagger_missed_are_found_where_they_stand_again() -> None:
    body = (
        "<Angela Merkel> spoke. Then Merkel left. Later Angela Merkel came back. "
        "[Merkel] sang in the [Angela Merkel Foundation]; {Merkel Street} was full."
    )
    assert texts(body) == {
        "Angela Merkel": ["Angela Merkel", "Merkel", "Angela Merkel", "Merkel"]
    }


def test_a_word_that_only_looks_like_a_known_name_stays_a_word() -> None:
    body = "<Theresa May> spoke. May be it rains. It may rain. The {May River} rose."
    assert texts(body) == {"Theresa May": ["Theresa May"]}


UNITS = (
    "<Donald Trump> |<A B> |<Mr. Smith> |Mr |<John Smith>. <Jane Smith>. <Smith>. |"
    "<Kim Jong Un> |Secretary of |<X>\n"
)


@pytest.mark.parametrize("unit", UNITS.split("|"), ids=repr)
def test_work_grows_no_faster_than_the_text(unit: str) -> None:
    def work(times: int) -> int:
        text, named = tagged(TextField.BODY, unit * times)
        head = read_text(TextField.TITLE, "")
        body = read_text(TextField.BODY, text)
        return effort(lambda: find_people([head, body], named))

    work(50)  # load the tables
    assert work(1_000) < 6 * work(250)


def test_many_people_of_one_family_take_no_longer_than_others() -> None:
    def work(count: int) -> int:
        unit = "".join(f"<P{chr(97 + n % 26)}{n} Smith>. " for n in range(count))
        unit = re.sub(r"\d", lambda d: chr(97 + int(d[0])), unit)
        text, named = tagged(TextField.BODY, unit + "<Smith>. " * count)
        body = read_text(TextField.BODY, text)
        return effort(lambda: find_people([body], named))

    work(50)
    assert work(800) < 6 * work(200)


# ── relatives named in full, and who is not ──────────────────────────────────


def test_a_president_named_before_his_wife_is_not_she() -> None:
    body = (
        "President <Obama> and first lady <Michelle Obama> are in India. <Obama> "
        "spoke. Mrs. <Obama> listened."
    )
    assert texts(body) == {
        "Obama": ["Obama", "Obama"],
        "Michelle Obama": ["Michelle Obama", "Obama"],
    }


def test_a_president_named_before_his_son_is_not_the_son() -> None:
    body = "President <Trump> tweeted. <Donald Trump Jr.> agreed, and <Trump> left."
    assert texts(body) == {
        "Trump": ["Trump", "Trump"],
        "Donald Trump Jr.": ["Donald Trump Jr."],
    }


def test_a_father_named_in_passing_does_not_take_the_name() -> None:
    body = "<Romney> spoke of his father, <George Romney>. Then <Romney> left."
    assert texts(body) == {
        "Romney": ["Romney", "Romney"],
        "George Romney": ["George Romney"],
    }


def test_what_is_said_behind_a_name_tells_a_relative_too() -> None:
    body = "<Kushner> met <Josh Kushner>, the adviser's younger brother. <Kushner> won."
    assert texts(body)["Kushner"] == ["Kushner", "Kushner"]


def test_a_mister_is_no_woman_of_the_name_but_the_rest_may_be() -> None:
    body = "<Hillary Clinton> won. <Clinton> spoke. Mr. <Clinton> smiled."
    assert texts(body) == {
        "Hillary Clinton": ["Hillary Clinton", "Clinton"],
        "Clinton": ["Clinton"],
    }


def test_a_chancellor_named_by_title_first_is_herself() -> None:
    body = "Chancellor <Merkel> spoke. <Angela Merkel> is from Templin."
    assert texts(body) == {"Angela Merkel": ["Merkel", "Angela Merkel"]}


def test_someone_named_in_full_first_keeps_the_name() -> None:
    body = "His wife, <Ann Romney>, spoke. <Romney> won."
    assert texts(body) == {"Ann Romney": ["Ann Romney", "Romney"]}


@pytest.mark.parametrize(
    "credit", ["/Reuters", "/Getty Images", " / AP", "/The New York Times"]
)
def test_who_took_a_picture_is_not_in_the_news(credit: str) -> None:
    assert names(f"<Angela Merkel> in Kiel. (<Jo Doe>{credit}) <Angela Merkel>") == [
        "Angela Merkel"
    ]
