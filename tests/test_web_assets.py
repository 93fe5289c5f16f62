"""Style sheets and scripts: few requests, kept for good, new after an update."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

PAGES = ("/", "/search?q=budget", "/article/merkel", "/facet/person", "/advanced")


def assets_of(client: FlaskClient, url: str, ending: str) -> list[str]:
    page = client.get(url).get_data(as_text=True)
    return re.findall(rf'"(/assets/[^"]+\.{ending})"', page)


@pytest.mark.parametrize("url", PAGES)
def test_a_page_asks_for_one_style_sheet_that_holds_all_it_names(
    client: FlaskClient, url: str
) -> None:
    (address,) = assets_of(client, url, "css")
    sheet = client.get(address)
    assert (sheet.status_code, sheet.mimetype) == (200, "text/css")
    text = sheet.get_data(as_text=True)
    for name in address.rpartition("/")[2].removesuffix(".css").split("+"):
        with client.get(f"/static/{name}.css") as alone:
            assert alone.get_data(as_text=True) in text


@pytest.mark.parametrize("url", PAGES)
def test_a_page_asks_for_one_script_that_is_kept_for_good_and_imports_nothing(
    client: FlaskClient, url: str
) -> None:
    (address,) = assets_of(client, url, "js")
    script = client.get(address)
    assert (script.status_code, script.mimetype) == (200, "text/javascript")
    assert "immutable" in script.headers["Cache-Control"]
    text = script.get_data(as_text=True)
    assert not re.findall(r"^(import|export)\b", text, re.MULTILINE)
    names = address.rpartition("/")[2].removesuffix(".js").split("+")
    assert names[:2] == ["suggest", "keys"]
    assert text.count("reportError") == len(names)


def test_what_two_scripts_import_is_in_the_joined_one_once(client: FlaskClient) -> None:
    text = client.get("/assets/0/timeline+map.js").get_data(as_text=True)
    assert text.count("function roving(") == 1


def test_a_page_of_before_an_update_gets_what_is_now_and_keeps_nothing(
    client: FlaskClient,
) -> None:
    (now,) = assets_of(client, "/", "css")
    version = now.split("/")[2]
    before = client.get(now.replace(version, "0" * 12))
    assert before.data == client.get(now).data
    assert before.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize(
    "name", ["none.css", "none.js", "dateline+none.css", "+.css", ".css", "..%2fx.css"]
)
def test_what_there_is_not_is_not_found(client: FlaskClient, name: str) -> None:
    assert client.get(f"/assets/0/{name}").status_code == 404


@pytest.mark.parametrize("name", ["dateline+dateline.css", "keys+map+keys.js"])
def test_nothing_is_joined_twice(client: FlaskClient, name: str) -> None:
    assert client.get(f"/assets/0/{name}").status_code == 404
