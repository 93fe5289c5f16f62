"""Countries by every name a person may type."""

from __future__ import annotations

import pytest

from search.codes.countries import (
    countries,
    country_code,
    country_name,
    former_countries,
)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("IR", "IR"),
        ("ir", "IR"),
        ("IRN", "IR"),
        ("Iran", "IR"),
        (" iran ", "IR"),
        ("Iranians", "IR"),
        ("US", "US"),
        ("U.S.", "US"),
        ("usa", "US"),
        ("america", "US"),
        ("Britain", "GB"),
        ("uk", "GB"),
        ("Scotland", "GB"),
        ("Côte d’Ivoire", "CI"),
        ("cote d'ivoire", "CI"),
        ("CURAÇAO", "CW"),
        ("the netherlands", "NL"),
        ("Dutch", "NL"),
        ("Burma", "MM"),
        ("u.a.e.", "AE"),
        ("guinea-bissau", "GW"),
        ("Guinea Bissau", "GW"),
        ("North Korean", "KP"),
        ("Kosovo", "XK"),
        ("türkiye", "TR"),
        ("Soviet Union", "SU"),
        ("ussr", "SU"),
        ("u.s.s.r.", "SU"),
        ("SU", "SU"),
        ("soviet", "SU"),
        ("russia", "RU"),
        ("Russian", "RU"),
        ("zaire", "ZR"),
        ("congo", "CD"),
        ("west germany", "XW"),
        ("west-germany", "XW"),
        ("West German", "XW"),
        ("GDR", "DD"),
        ("germany", "DE"),
        ("Yugoslav", "YU"),
        ("czechoslovakia", "CS"),
        ("Czech", "CZ"),
        ("South Vietnamese", "XV"),
    ],
)
def test_a_country_is_found_by_code_name_and_demonym(typed: str, code: str) -> None:
    assert country_code(typed) == code


@pytest.mark.parametrize("typed", ["", " ", "-", "Atlantis", "Albany", "ZZ", "the"])
def test_what_is_no_country_has_no_code(typed: str) -> None:
    assert country_code(typed) is None


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("US", "United States"),
        ("GB", "United Kingdom"),
        ("KR", "South Korea"),
        ("CI", "Ivory Coast"),
        ("TW", "Taiwan"),
        ("XK", "Kosovo"),
        ("SU", "Soviet Union"),
        ("ZR", "Zaire"),
        ("XW", "West Germany"),
    ],
)
def test_a_code_has_the_name_a_newspaper_writes(code: str, name: str) -> None:
    assert country_name(code) == name


def test_an_unknown_code_has_no_name() -> None:
    with pytest.raises(KeyError):
        country_name("ZZ")


def test_the_table_holds_every_code_of_iso_3166_and_kosovo() -> None:
    codes = [entry.code for entry in countries()]
    assert len(codes) == len(set(codes)) == 250
    assert all(len(code) == 2 and code.isupper() for code in codes)
    assert len({entry.alpha3 for entry in countries()}) == 250


def test_codes_and_names_lead_back_to_their_own_country() -> None:
    for entry in (*countries(), *(former.entry for former in former_countries())):
        for word in (entry.code, entry.alpha3, *entry.names, *entry.demonyms):
            assert country_code(word) == entry.code, word


def test_no_cell_of_the_table_is_blank_or_padded() -> None:
    for entry in (*countries(), *(former.entry for former in former_countries())):
        for word in (*entry.names, *entry.demonyms):
            assert word
            assert word == word.strip()


def test_former_countries_have_codes_of_their_own_and_a_time() -> None:
    today = {entry.code for entry in countries()}
    former = {one.entry.code for one in former_countries()}
    assert not former & today
    assert len(former) == len(former_countries())
    for one in former_countries():
        assert one.start < one.end
        assert one.after is None or one.after in today
        assert today.issuperset(one.usual)
        for code, _, until in one.lands:
            assert code in today
            assert one.start < until <= one.end
