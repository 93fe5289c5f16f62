"""Archives are read like folders: each file by its format, and within limits."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
import zstandard
from support.documents import zipped
from support.runs import TEXT, counted, in_archive, run, titles

from index.readers.bytes import container, containers
from index.readers.bytes.container import Inner
from index.readers.bytes.containers import files_in


def article(number: int, title: str = "") -> bytes:
    return f"{title or f'Title {number}'}\n\n{TEXT} {number}".encode()


def tarred(files: Mapping[str, bytes], times: Mapping[str, int] = {}) -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as archive:
        for name, content in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            member.mtime = times.get(name, 0)
            archive.addfile(member, io.BytesIO(content))
    return made.getvalue()


def put(tmp_path: Path, name: str, content: bytes) -> Path:
    path = tmp_path / "in" / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    return path


FILES = {"2019/one.txt": article(1), "2019/sub/two.txt": article(2)}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.zip", zipped(FILES)),
        ("a.tar", tarred(FILES)),
        ("a.tar.gz", gzip.compress(tarred(FILES))),
        ("a.tgz", gzip.compress(tarred(FILES))),
        ("a.tar.bz2", bz2.compress(tarred(FILES))),
        ("a.tar.xz", lzma.compress(tarred(FILES))),
        ("a.tar.zst", zstandard.compress(tarred(FILES))),
        ("named-wrongly.txt", zipped(FILES)),
        ("b.zip", zipped({"a.zip": zipped(FILES)})),
        ("b.zip.gz", gzip.compress(zipped({"a.tar.gz": gzip.compress(tarred(FILES))}))),
    ],
)
def test_every_archive_is_read_like_the_folder_in_it(
    tmp_path: Path, name: str, content: bytes
) -> None:
    put(tmp_path, name, content)
    assert counted(run(tmp_path)) == {"added": 2}
    assert titles(tmp_path) == ["Title 1", "Title 2"]


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_one_file_is_read_whatever_it_is_compressed_with(
    tmp_path: Path, pack: object
) -> None:
    put(tmp_path, "a.txt", pack(article(1)) + pack(b" and more"))  # type: ignore[operator]
    assert counted(run(tmp_path)) == {"added": 1}
    assert titles(tmp_path) == ["Title 1"]


def test_what_systems_put_into_archives_is_passed_over(tmp_path: Path) -> None:
    extra = {"__MACOSX/._one.txt": b"x", ".DS_Store": b"x", "~$a.docx": b"x", "d/": b""}
    put(tmp_path, "a.zip", zipped(FILES | extra))
    assert counted(run(tmp_path)) == {"added": 2}


def test_names_outside_encrypted_and_unreadable_files_cost_themselves(
    tmp_path: Path,
) -> None:
    bad = {"../evil.txt": article(3), "/abs.txt": article(4), "x.png": b"\x89PNG\r\n"}
    content = bytearray(zipped(FILES | bad | {"locked.txt": article(5)}))
    at = content.rindex(b"PK\x01\x02")  # the last member of the list
    content[at + 8] |= 1
    put(tmp_path, "a.zip", bytes(content))
    report = run(tmp_path)
    assert counted(report) == {"added": 2, "failed": 1}
    reason = report.failed[0].reason
    assert "evil.txt: its name leads out of the archive" in reason
    assert "x.png: it is an image" in reason
    assert reason.endswith("the other 2 articles are indexed")
    encrypted = next(
        one for one in files_in(tmp_path / "in/a.zip")
        if isinstance(one, Inner) and one.place == "locked.txt"
    )  # fmt: skip
    with pytest.raises(Exception, match="encrypted; unpack"):
        encrypted.stream.read()


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_a_damaged_archive_gives_what_can_be_read_and_a_reason(
    tmp_path: Path, pack: object
) -> None:
    content = pack({f"{n}.txt": article(n) for n in range(9)})  # type: ignore[operator]
    put(tmp_path, "a.x", content[: len(content) // 2 + 100])
    report = run(tmp_path)
    assert "damaged or cut short" in report.failed[0].reason


def test_a_bomb_ends_with_a_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(container, "_FREE", 2**20)
    monkeypatch.setattr(container, "_RATIO", 2)
    put(tmp_path, "a.zip", zipped({"big.txt": b"word " * 2**19, "a.txt": article(1)}))
    assert "zip bomb" in run(tmp_path).failed[0].reason


def test_archives_are_opened_only_so_deep(tmp_path: Path) -> None:
    content = article(1)
    for _ in range(containers._DEEPEST + 1):
        content = zipped({"in.zip": content, "beside.txt": article(2)})
    put(tmp_path, "a.zip", content)
    report = run(tmp_path)
    assert "archives in archives more than 5 deep" in report.failed[0].reason
    assert titles(tmp_path) == ["Title 2"]


def test_of_an_archive_that_changed_only_changed_files_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {f"d/{n}.txt": article(n) for n in range(4)}
    files["d/l.jsonl"] = b'{"title": "L", "text": "A text of some words."}\n'
    put(tmp_path, "a.zip", zipped(files))
    run(tmp_path)
    before = in_archive(tmp_path)
    read: list[str] = []
    opened = zipfile.ZipFile.open

    def noted(self: zipfile.ZipFile, name: zipfile.ZipInfo) -> object:
        read.append(name.filename)
        return opened(self, name)

    del files["d/3.txt"]
    put(tmp_path, "a.zip", zipped(files | {"d/1.txt": article(1, "Changed")}))
    monkeypatch.setattr(zipfile.ZipFile, "open", noted)
    assert counted(run(tmp_path)) == {"added": 1, "unchanged": 3, "removed": 2}
    assert read == ["d/1.txt"]
    assert titles(tmp_path) == ["Changed", "L", "Title 0", "Title 2"]
    assert set(in_archive(tmp_path)) & set(before)


def test_of_a_tar_archive_that_changed_only_files_with_another_time_are_read(
    tmp_path: Path,
) -> None:
    files = {f"{n}.txt": article(n) for n in range(4)}
    times = dict.fromkeys(files, 10**9)
    put(tmp_path, "a.tar", tarred(files, times))
    run(tmp_path)
    del files["3.txt"]
    files["1.txt"] = article(1, "Altered")
    put(tmp_path, "a.tar", tarred(files, times | {"1.txt": 10**9 + 1}))
    assert counted(run(tmp_path)) == {"added": 1, "unchanged": 2, "removed": 2}
    assert titles(tmp_path) == ["Altered", "Title 0", "Title 2"]


def test_files_of_a_tar_archive_without_times_are_read_again(tmp_path: Path) -> None:
    put(tmp_path, "a.tar", tarred({"a.txt": article(1, "Old")}))
    run(tmp_path)
    put(tmp_path, "a.tar", tarred({"a.txt": article(1, "New")}))
    run(tmp_path)
    assert titles(tmp_path) == ["New"]


def test_an_unchanged_file_that_holds_a_duplicate_is_read_again(tmp_path: Path) -> None:
    files = {"a.txt": article(1), "b.txt": article(1), "c.txt": article(2)}
    put(tmp_path, "a.zip", zipped(files))
    assert counted(run(tmp_path)) == {"added": 2, "duplicate": 1}
    del files["a.txt"]
    put(tmp_path, "a.zip", zipped(files))
    run(tmp_path)
    assert titles(tmp_path) == ["Title 1", "Title 2"]


def test_names_in_utf_8_that_are_not_marked_as_such_are_read(tmp_path: Path) -> None:
    content = zipped({"Zurich_.txt": article(1)})
    put(tmp_path, "a.zip", content.replace(b"Zurich_", "Zürich".encode()))
    assert next(iter(files_in(tmp_path / "in/a.zip"))).place == "Zürich.txt"
