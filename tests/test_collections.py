"""Collections: whoever may not see an article learns nothing of it, anywhere."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote_plus

import pytest
from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient
from support.engines import url_in
from support.helped import indexed
from support.people import OURS, people_in, quick_passwords, signed_in
from support.people import PASSWORD as PASSWORD
from support.webapp import articles, day, facts

from index.cli import main
from search.engines.engine import Engine
from search.engines.limited import Limits, limited_to
from search.engines.url import EngineUrl
from search.model.article import Article, FoundIn
from search.query.tree import Exact, MatchAll, Not, Or, Term
from search.request import SearchRequest
from web import create_app
from web.accounts.collections import Collection, Collections
from web.accounts.people import Role
from web.accounts.tokens import Tokens

__all__ = ["quick_passwords"]

SECRET_BODY = (
    "Zacharias Quoxley met Angela Merkel in Tuvalu about the budget. "
    "The plinthwork of the harbour cost a fortune on 3 May."
)
SECRETS = ("zacharias", "plinthwork", "tuvalu", "draftsheet", "zanzibarish")
"""Words of articles that only the desk may see; no other article has them."""


def hidden() -> list[Article]:
    """Articles that only the desk may see: of a source, and of a folder."""
    secret = Article(
        id="secret",
        title="Zanzibarish budget of Merkel",
        body=SECRET_BODY,
        source="Draftsheet",
        section="Draftsheet section",
        authors=("Draftsheet author",),
        published=day("1987-01-04"),
        group="council01",
        facts=facts(
            SECRET_BODY,
            ["Zacharias Quoxley", "Angela Merkel"],
            [("Tuvalu", "TV")],
            about=["TV"],
        ),
    )
    filed = replace(
        secret,
        id="filed",
        title="Zanzibarish notes",
        source="The Examiner",
        group="",
        found=FoundIn("/srv/drafts/2015/one.txt", "", "text"),
    )
    return [secret, filed]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("collections")


@pytest.fixture(scope="module")
def app(folder: Path, quick_passwords: None) -> Flask:
    """The page with hidden articles; rita may not see them, dora may."""
    open_ones = [
        replace(one, group="council01") if one.id in ("council01", "council02") else one
        for one in articles()
    ]
    url = indexed(url_in("tantivy", folder / "index"), [*open_ones, *hidden()]).url
    return with_collections(folder, url)


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory, quick_passwords: None) -> Flask:
    """The same page without those articles: what whoever may not see them sees."""
    folder = tmp_path_factory.mktemp("bare")
    open_ones = [
        replace(one, group="council01") if one.id in ("council01", "council02") else one
        for one in articles()
    ]
    url = indexed(url_in("tantivy", folder / "index"), open_ones).url
    return with_collections(folder, url)


def with_collections(folder: Path, url: EngineUrl) -> Flask:
    people = people_in(folder)
    for name, role in (
        ("rita", Role.READER),
        ("edgar", Role.EDITOR),
        ("dora", Role.EDITOR),
        ("ada", Role.ADMIN),
    ):
        people.add(name, PASSWORD, role)
    people.set_groups("dora", ["desk"])
    people.set_groups("edgar", ["sports"])
    Collections(people.database).put(
        Collection(
            name="drafts",
            sources=("Draftsheet",),
            folders=("/srv/drafts",),
            groups=("desk",),
        )
    )
    return create_app({"DATELINE_DATA": str(folder), "DATELINE_ENGINE": url})


ADDRESSES = (
    "/",
    "/search?q=budget",
    "/search?q=zanzibarish",
    "/search?q=Merkel&fold=no",
    "/search?q=plinthwork+OR+harbour",
    "/search?q=plinth*",
    "/search?q=quoxlye",
    "/search?q=person:quoxley",
    "/search?q=group:council01",
    "/search?source=Draftsheet",
    "/search?q=has:person&from=1987&to=1988",
    "/search?person=Zacharias+Quoxley",
    "/search?q=harbour&sort=oldest&scale=share",
    "/advanced?q=quoxley",
    "/advanced?q=budget&ask=1&person=Zacharias+Quoxley",
    "/article/secret",
    "/article/filed",
    "/article/secret/similar",
    "/article/merkel",
    "/article/merkel/similar",
    "/article/council01",
    "/article/council01/compare/secret",
    "/article/secret/compare/council01",
    "/article/secret.ris",
    "/article/filed.bib",
    "/facet/person",
    "/facet/source",
    "/facet/country",
    "/facet/about?order=name",
    "/facet/section",
    "/facet/person?find=quox",
    "/person/Angela+Merkel",
    "/person/Angela%20Merkel",
    "/person/Zacharias%20Quoxley",
    "/compare?q=budget&q=harbour",
    "/compare?scale=share&q=zanzibarish&q=&person=Zacharias+Quoxley",
    "/compare.csv?q=plinthwork+OR+budget&q=harbour",
    "/network?q=budget",
    "/network?person=Angela+Merkel",
    "/network?person=Zacharias+Quoxley",
    "/network.csv?person=Angela+Merkel",
    "/network.graphml",
    "/concordance?q=budget",
    "/concordance?q=plinthwork+OR+harbour&order=left",
    "/concordance?person=Zacharias+Quoxley",
    "/concordance.csv?q=budget",
    "/concordance.csv?q=zanzibarish&order=right",
    "/search.csv?q=budget",
    "/search.jsonl?q=zanzibarish",
    "/search.ris",
    "/search.bib?q=harbour",
    "/search.atom?q=budget",
    "/opensearch-suggestions?q=quox",
    "/opensearch-suggestions?q=plinth",
    "/opensearch-suggestions?q=zanz",
    "/help",
    "/help/api",
    "/saved",
    "/kept",
    "/kept?whose=others&q=plinthwork",
    "/kept.csv",
    "/saved/compare?id=none",
    "/api/search?q=budget&facets=person,source,country",
    "/api/search?q=quoxly",
    "/api/article/secret",
    "/api/article/filed",
    "/api/similar/merkel",
    "/api/similar/secret",
    "/api/facet/person",
    "/api/facet/source",
    "/api/stats",
    "/api/suggest?q=quox",
    "/api/suggest?q=zanzi",
    "/api/suggest?q=source:draft",
    "/api/together/Angela+Merkel",
    "/api/together/Zacharias%20Quoxley",
    "/api/unusual?q=merkel",
    "/api/compare?q=budget&q=plinthwork+OR+harbour",
    "/api/concordance?q=plinthwork+OR+budget",
    "/api/concordance?person=Zacharias+Quoxley",
    "/api/openapi.json",
    "/account",
    "/opensearch.xml",
    "/healthz",
    "/readyz",
)
"""Every address that shows something, asked so that hidden articles would show."""

FOR_ADMINISTRATORS = (
    *("page", "person", "audit", "audit_file", "add", "change", "password"),
    *("disable", "enable", "sign_out", "make_token", "revoke"),
    *("put_collection", "remove_collection"),
)

ELSEWHERE = {
    **{f"admin.{one}": "for who sees everything" for one in FOR_ADMINISTRATORS},
    "names.merge": "shows no article",
    "names.rename": "shows no article",
    "names.hide": "shows no article",
    "names.undo": "shows no article",
    "accounts.form": "shows no article",
    "accounts.sign_in": "shows no article",
    "accounts.sign_out": "shows no article",
    "accounts.new_password": "shows no article",
    "accounts.end_sessions": "shows no article",
    "accounts.make_token": "shows no article",
    "accounts.revoke_token": "shows no article",
    "assets.images": "shows no article",
    "assets.scripts": "shows no article",
    "assets.styles": "shows no article",
    "alerts.feed": "test_alerts.py: people are told of what they may see",
    "alerts.form": "shows no article",
    "alerts.stop": "shows no article",
    "alerts.watch": "shows no article",
    "languages.choose": "shows no article",
    "static": "shows no article",
    "kept.star": "test_kept.py: what nobody may see they cannot star",
    "kept.write": "test_kept.py: what nobody may see they cannot note",
    "kept.take_off": "shows no article",
    "kept.put_back": "shows no article",
    "kept.read_in": "shows no article",
    "kept.adopt": "shows no article",
    "oidc.done": "shows no article",
    "oidc.start": "shows no article",
    "saved.add": "test_saved_searches_count_what_each_may_see",
    "saved.look": "test_saved_searches_count_what_each_may_see",
    "saved.news": "test_saved_searches_count_what_each_may_see",
    "saved.seen": "test_saved_searches_count_what_each_may_see",
    "saved.delete": "shows no article",
    "saved.export": "shows no article",
    "saved.share": "shows no article",
    "saved.rename": "shows no article",
    "saved.restore": "shows no article",
}
"""Addresses that are not among those, and why or where else they are tried."""


@pytest.fixture(scope="module")
def rita(app: Flask) -> FlaskClient:
    return signed_in(app, "rita")


@pytest.fixture(scope="module")
def rita_without(bare: Flask) -> FlaskClient:
    return signed_in(bare, "rita")


def told(client: FlaskClient, address: str) -> str:
    return client.get(address).get_data(as_text=True)


def without_what_was_asked(text: str, address: str) -> str:
    """An answer may say again what was asked."""
    parts = re.split(r"[\s=&?/:*+.]", unquote_plus(address))
    for word in sorted((w for w in parts if len(w) > 3), key=len, reverse=True):
        text = re.sub(re.escape(word), "", text, flags=re.IGNORECASE)
    return text


def test_every_address_is_tried(app: Flask) -> None:
    adapter = app.url_map.bind("localhost")
    tried = {adapter.match(one.partition("?")[0])[0] for one in ADDRESSES}
    there = {rule.endpoint for rule in app.url_map.iter_rules()}
    assert tried | set(ELSEWHERE) == there
    assert not tried & set(ELSEWHERE)


@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_hidden_is_told(address: str, rita: FlaskClient) -> None:
    said = without_what_was_asked(told(rita, address), address).lower()
    for word in SECRETS:
        assert word not in said, word


def comparable(text: str) -> str:
    """Return an answer without what differs from one request to the next."""
    for pattern in (
        r"[\d,.]+ (ms|s|milliseconds?|seconds?)\b",
        r'"milliseconds": ?[\d.]+',
        r'"score": ?[\d.e-]+',
        r"<updated>[^<]*</updated>",
        r'"(next|state|request_id)": ?"[^"]*"',
        r"tag:[^<]*",
        r"since [^<]*last used[^<]*",
    ):
        text = re.sub(pattern, "…", text)
    return text


@pytest.mark.parametrize(
    "address", [one for one in ADDRESSES if not one.startswith("/account")]
)
def test_the_answer_is_that_of_a_page_without_those_articles(
    address: str, rita: FlaskClient, rita_without: FlaskClient
) -> None:
    with_them, without = rita.get(address), rita_without.get(address)
    assert with_them.status_code == without.status_code
    assert comparable(with_them.text) == comparable(without.text)


def test_who_may_see_them_finds_them(app: Flask) -> None:
    for name in ("dora", "ada"):
        client = signed_in(app, name)
        assert "Quoxley" in told(client, "/search?q=zanzibarish")
        assert client.get("/article/secret").status_code == 200
        assert client.get("/article/filed").status_code == 200
        assert "Quoxley" in told(client, "/api/suggest?q=quox")
    assert signed_in(app, "edgar").get("/article/secret").status_code == 404


def test_a_group_that_somebody_joins_or_leaves_counts_at_once(
    app: Flask, folder: Path
) -> None:
    client, people = signed_in(app, "edgar"), people_in(folder)
    people.set_groups("edgar", ["desk"])
    assert client.get("/article/secret").status_code == 200
    people.set_groups("edgar", ["sports"])
    assert client.get("/article/secret").status_code == 404


def test_a_token_sees_what_its_owner_may(app: Flask, folder: Path) -> None:
    people = people_in(folder)
    for name, status in (("rita", 404), ("dora", 200)):
        person = people.named(name)
        secret = Tokens(people.database).make(person.id, "", Role.READER)
        bearer = {"Authorization": f"Bearer {secret}"}
        client = app.test_client()
        answer = client.get("/api/article/secret", headers=bearer)
        assert answer.status_code == status


def test_a_token_of_an_administrator_for_readers_sees_no_collection(
    app: Flask, folder: Path
) -> None:
    people = people_in(folder)
    secret = Tokens(people.database).make(people.named("ada").id, "", Role.READER)
    bearer = {"Authorization": f"Bearer {secret}"}
    answer = app.test_client().get("/api/article/secret", headers=bearer)
    assert answer.status_code == 404


def test_saved_searches_count_what_each_may_see(app: Flask, rita: FlaskClient) -> None:
    dora = signed_in(app, "dora")
    sent = dora.post("/saved?q=budget", data={"name": "b", "shared": "1"}, headers=OURS)
    assert sent.status_code == 303
    assert "16 articles" in told(dora, "/saved")
    looked = told(rita, "/saved")
    assert "14 articles" in looked
    assert "16 articles" not in looked


def test_an_article_is_of_two_collections_for_the_groups_of_both(
    tmp_path: Path,
) -> None:
    people = people_in(tmp_path)
    anna = people.add("anna", PASSWORD, Role.READER)
    people.set_groups("anna", ["b"])
    kept = Collections(people.database)
    for name, source in (("one", "A"), ("two", "B"), ("three", "B")):
        groups = ("b",) if name == "two" else ("x",)
        made = Collection(name=name, sources=(source,), folders=(), groups=groups)
        kept.put(made)
    seen = kept.seen_by(anna)
    assert seen is not None
    found = {
        source
        for source in "ABC"
        if limited_to(Article(id="1", title="t", body="b", source=source), seen)
    }
    assert found == {"B", "C"}


def test_the_articles_of_an_engine_are_limited_for_every_question(
    engine: Engine,
) -> None:
    with engine.writer() as writer:
        for one in [*articles(), *hidden()]:
            writer.add(one)
        writer.commit(1)
    seen = Not(Or((Exact("source", "Draftsheet"),)))
    whole, limits = engine.snapshot(), Limits()
    index = limits.of(whole, seen)
    assert index.articles == whole.articles - 1
    assert index.state != whole.state
    everything = SearchRequest(query=MatchAll(), limit=50)
    ids = set(index.ids(everything, 50))
    assert "secret" not in ids
    assert "filed" in ids
    assert {one.id for one in index.scan(everything, 10)} == ids
    (result,) = index.search_all([SearchRequest(query=Term("zanzibarish"))])
    assert [article.id for article, _ in result.hits] == ["filed"]
    assert result.state == index.state
    assert index.get("secret") is None
    assert index.get("filed")
    assert limits.of(whole, None) is whole


def test_collections_are_kept_by_the_command_line(tmp_path: Path) -> None:
    def run(*words: str, code: int = 0) -> str:
        done = CliRunner().invoke(main, ["--data", str(tmp_path), *words])
        assert done.exit_code == code, done.output
        return done.output

    people_in(tmp_path).add("anna", PASSWORD, Role.READER)
    indexed(url_in("tantivy", tmp_path / "index"), [*articles(), *hidden()])
    assert "there are none" in run("collections", "list")
    made = run("collections", "put", "d", "--source", "Draftsheet", "--group", "desk")
    assert "its articles are for desk, and administrators" in made
    assert "Draftsheet: 1 article\n" in made
    made = run("collections", "put", "e", "--folder", str(tmp_path / "x" / ".." / "y"))
    assert "note: it has no --group, so nobody else sees them" in made
    assert f"note: no article is of {str(tmp_path / 'y')!r} yet" in made
    assert run("collections", "list") == (
        f"d: source Draftsheet  (desk)\ne: {tmp_path / 'y'}  (administrators alone)\n"
    )
    run("collections", "put", "empty", code=65)
    run("collections", "remove", "d")
    run("collections", "remove", "d", code=65)
    run("collections", "put", "f", "--source", "Draftsheet", "--group", "desk")
    told = run("users", "groups", "anna", "desk", "wire")
    assert told == "note: no collection is for the group 'wire' yet\ndesk, wire\n"
    assert run("users", "groups", "anna") == "desk, wire\n"
    assert run("users", "groups", "anna", "--none") == "none\n"
