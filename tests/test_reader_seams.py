"""A reader is one class, and so is a container: what the seams promise of both."""

from __future__ import annotations

import gzip
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import pytest
from support.runs import TEXT, called, counted, in_archive, run, titles, write

from index import readers
from index.commands.formats_manual import with_list
from index.errors import UnreadableSource
from index.readers import READERS, reader_for
from index.readers.bytes.heads import xml_root
from index.readers.extras import library
from index.readers.reader import Reader
from index.records import Draft, Problem, ReadOptions, Record


class Toy:
    """Articles in a binary format: a mark, then titles, each after its length."""

    name = "toy"
    about = "a toy"
    suffixes: tuple[str, ...] = (".toy",)
    extra = ""

    def recognises(self, head: bytes) -> bool:
        return head.startswith(b"TOY\x00\x01\x02\x03")

    def records(
        self, stream: BinaryIO, options: ReadOptions
    ) -> Iterator[Record | Problem]:
        stream.read(7)
        number = 0
        while size := stream.read(1):
            number += 1
            yield Record(f"article {number}", stream.read(size[0]))

    def draft(self, record: Record, options: ReadOptions) -> Draft:
        assert isinstance(record.content, bytes)
        return Draft(title=record.content.decode(), body=TEXT)


TOY_FILE = b"TOY\x00\x01\x02\x03" + b"\x05First" + b"\x06Second"


@pytest.fixture
def toy(monkeypatch: pytest.MonkeyPatch) -> Reader:
    reader = Toy()
    monkeypatch.setattr(readers, "READERS", {"toy": reader, **READERS})
    monkeypatch.setitem(readers._BY_SUFFIX, ".toy", reader)
    monkeypatch.setattr("index.pipeline.prepare.READERS", readers.READERS)
    return reader


def test_a_reader_of_data_that_is_no_text_is_found_by_content_whatever_the_name(
    toy: Reader,
) -> None:
    for name in ("a.toy", "a", "a.txt"):
        assert reader_for(name, TOY_FILE) is toy
    assert reader_for("a.txt", b"words").name == "text"


def test_what_a_further_reader_reads_is_indexed(toy: Reader, tmp_path: Path) -> None:
    path = tmp_path / "in/a.toy"
    path.parent.mkdir()
    path.write_bytes(gzip.compress(TOY_FILE))
    assert counted(run(tmp_path)) == {"added": 2}
    assert titles(tmp_path) == ["First", "Second"]


def zipped(path: Path, **files: bytes) -> None:
    path.parent.mkdir(exist_ok=True)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)


def test_the_files_in_a_container_are_read_each_by_its_own_format(
    tmp_path: Path,
) -> None:
    zipped(
        tmp_path / "in/a.zip",
        news__one_txt=f"One\n\n{TEXT} 1".encode(),
        two_jsonl=b'{"id": 1, "title": "Two", "text": "A text of some words."}\n',
    )
    assert counted(run(tmp_path)) == {"added": 2}
    assert titles(tmp_path) == ["One", "Two"]
    assert counted(run(tmp_path)) == {"unchanged": 2}


def test_articles_of_two_files_in_a_container_with_one_id_are_two(
    tmp_path: Path,
) -> None:
    row = b'{"id": 1, "title": "%s", "text": "A text of some words."}\n'
    zipped(tmp_path / "in/a.zip", a_jsonl=row % b"A", b_jsonl=row % b"B")
    assert counted(run(tmp_path)) == {"added": 2}
    assert len(in_archive(tmp_path)) == 2


def test_a_file_in_a_container_that_cannot_be_read_costs_no_other_and_is_named(
    tmp_path: Path,
) -> None:
    path = tmp_path / "in/a.zip"
    zipped(path, one_txt=f"One\n\n{TEXT} 1".encode(), two_txt=f"Two\n\n{TEXT}".encode())
    run(tmp_path)
    zipped(path, one_txt=b"%PDF-1.7\n", two_txt=f"Two\n\n{TEXT}".encode())
    report = run(tmp_path)
    assert "one.txt: the PDF is damaged" in report.failed[0].reason
    # what could be read before and cannot now is kept
    assert titles(tmp_path) == ["One", "Two"]


def test_one_file_that_is_compressed_has_the_place_it_would_have_alone(
    tmp_path: Path,
) -> None:
    path = write(tmp_path / "in/a.txt", f"Title\n\n{TEXT}")
    run(tmp_path)
    (before,) = in_archive(tmp_path)
    path.with_name("a.txt.gz").write_bytes(gzip.compress(path.read_bytes()))
    path.unlink()
    run(tmp_path)
    assert list(in_archive(tmp_path)) == [before]


class Particular(Toy):
    """A format of text that a suffix would send elsewhere."""

    name = "particular"
    suffixes: tuple[str, ...] = ()

    def recognises(self, head: bytes) -> bool:
        return head.startswith(b"%PARTICULAR")


def test_what_a_particular_reader_recognises_is_its_whatever_the_name_says(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    reader: Reader = Particular()
    monkeypatch.setattr(readers, "READERS", {"particular": reader, **READERS})
    assert reader_for("a.txt", b"%PARTICULAR") is reader
    assert reader_for("a.json", b"%PARTICULAR") is reader
    assert reader_for("a.txt", b"%PARTICULAR", "text").name == "text"


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("README", b"About this folder"),
        ("readme.md", b"# About this folder"),
        ("LICENSE.txt", b"Permission is granted"),
        ("run.log", b"it began"),
        ("requirements.txt", b"flask"),
        ("settings.yaml", b"a: b"),
        ("tool.py", b"import os"),
        (
            "a.txt",
            b"2020-01-01 10:00:00,1 INFO it began\n2020-01-01 10:00:01 ERROR no\n",
        ),
        ("a.xml", b"<?xml version='1.0'?><svg xmlns='x'/>"),
        ("a.txt", b"-----BEGIN CERTIFICATE-----\n"),
    ],
)
def test_what_stands_next_to_articles_becomes_no_article(
    name: str, head: bytes
) -> None:
    with pytest.raises(UnreadableSource, match="no article"):
        reader_for(name, head)
    assert reader_for(name, head, "text").name == "text"


def test_a_library_that_is_not_there_is_named_with_how_to_install_it() -> None:
    assert library("json", "unneeded").loads("1") == 1
    with pytest.raises(UnreadableSource, match=r"pip install 'dateline\[odd\]'"):
        library("no_such_library.inside", "odd")


def test_readme_lists_the_formats_of_the_registry() -> None:
    text = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
    assert with_list(text) == text
    assert all(f"`{name}`" in text for name in READERS)


def test_the_command_line_lists_every_format(tmp_path: Path) -> None:
    told = called(tmp_path, "formats").stdout
    assert all(reader.about in told for reader in READERS.values())
    listed = json.loads(called(tmp_path, "formats", "--json").stdout)
    assert [one["name"] for one in listed] == list(READERS)


@pytest.mark.parametrize(
    ("head", "root"),
    [
        (b"<a:nitf xmlns:a='x'>", "nitf"),
        (b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- a > b -->\n<!DOCTYPE n><n>",
         "n"),
        (b"<!DOCTYPE a [<!ENTITY b 'c'>]>\n<a>", "a"),
        (b"no < xml", ""),
        (b"{}", ""),
    ],
)  # fmt: skip
def test_the_first_element_of_xml_is_found(head: bytes, root: str) -> None:
    assert xml_root(head) == root
