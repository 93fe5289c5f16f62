"""How fast archives and boxes are read, and that their size costs no memory.

``python -m benchmarks.containers [--files 5000] [--megabytes 1000]`` makes all it needs
in a folder that is removed again, and prints:

- the processor time of a run over a folder of small files, and over a ZIP archive of
  the same files, with the ratio of the two;
- how many megabytes of a WARC file and of an mbox are cut and parsed in a second,
  without anything being extracted;
- the memory that cutting a ZIP archive of so many megabytes takes, of long members; the
  list at its end is read whole, so each member costs about a kilobyte besides.
"""

from __future__ import annotations

import argparse
import io
import os
import resource
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

from index.readers import READERS
from index.records import ReadOptions, Record
from index.sources.cutting import Asked, cut

WORDS: Final = (
    "The council of Norvale voted on Monday to keep the night ferry going for two "
    "more winters, and the state is to pay most of what it costs every year. "
)
MEGABYTE: Final = 2**20


def article(number: int, paragraphs: int = 4) -> bytes:
    """Return a text that no other has."""
    body = "\n\n".join(f"{WORDS}It was vote {number}.{n}." for n in range(paragraphs))
    return f"Vote {number} on the ferry\n\n{body}\n".encode()


def used(call: Callable[[], object]) -> float:
    """Return the processor seconds that a call takes, its processes counted too."""
    before = os.times()
    call()
    after = os.times()
    return sum(after[:4]) - sum(before[:4])


def folder_and_archive(place: Path, files: int) -> tuple[float, float]:
    """Return the processor seconds of a run over files, and over a ZIP of them."""
    from click.testing import CliRunner

    from index.cli import main

    folder = place / "files"
    folder.mkdir()
    archive = place / "files.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for number in range(files):
            name = f"{number:06}.txt"
            (folder / name).write_bytes(article(number))
            packed.writestr(name, article(number))

    def run(source: Path) -> Callable[[], object]:
        data = str(place / f"data-{source.name}")
        told = ["--data", data, "index", "-j", "0", str(source)]
        return lambda: CliRunner().invoke(main, told, catch_exceptions=False)

    warm = place / "warm"
    warm.mkdir()
    (warm / "a.txt").write_bytes(article(-1))
    run(warm)()  # imports, and models are loaded
    return used(run(folder)), used(run(archive))


def read_all(format: str, data: bytes) -> None:
    """Cut a source and parse each of its records."""
    options = ReadOptions(file_name="a")
    reader = READERS[format]
    for record in reader.records(io.BufferedReader(io.BytesIO(data)), options):
        if isinstance(record, Record):
            reader.draft(record, options)


def box(megabytes: int) -> bytes:
    """Return an mbox of so many megabytes."""
    one = (
        "From a@norvale.invalid Thu Mar 14 18:05:00 2019\nFrom: <a@norvale.invalid>\n"
        "To: <b@norvale.invalid>\nSubject: Vote {n}\nMessage-ID: <{n}@n.invalid>\n"
        "Date: Thu, 14 Mar 2019 18:05:00 +0100\nMIME-Version: 1.0\n"
        "Content-Type: text/plain; charset=utf-8\n\n{text}\n"
    )
    text = article(1, 24).decode()
    size = len(one) + len(text)
    count = megabytes * MEGABYTE // size
    return "".join(one.format(n=n, text=text) for n in range(count)).encode()


def crawl(megabytes: int) -> bytes:
    """Return a WARC file of so many megabytes, of pages that a server gave."""
    paragraphs = "".join(f"<p>{WORDS}</p>" for _ in range(40))
    page = f"<html><head><title>Vote</title></head><body>{paragraphs}</body></html>"
    reply = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{page}".encode()
    made = io.BytesIO()
    for number in range(megabytes * MEGABYTE // len(reply)):
        made.write(
            f"WARC/1.0\r\nWARC-Type: response\r\n"
            f"WARC-Target-URI: https://norvale.invalid/{number}\r\n"
            f"WARC-Date: 2019-03-14T18:05:00Z\r\n"
            f"WARC-Record-ID: <urn:uuid:{number}>\r\n"
            f"Content-Type: application/http; msgtype=response\r\n"
            f"Content-Length: {len(reply)}\r\n\r\n".encode()
        )
        made.write(reply + b"\r\n\r\n")
    return made.getvalue()


def cut_warc(data: bytes) -> None:
    """Cut a web archive; its pages are parsed by workers, as all pages are."""
    options = ReadOptions(file_name="a.warc")
    stream = io.BufferedReader(io.BytesIO(data))
    for _ in READERS["warc"].records(stream, options):
        pass


def cut_big_archive(place: Path, megabytes: int) -> tuple[int, float]:
    """Return how big a ZIP archive was, and the megabytes that cutting it added."""
    archive = place / "big.zip"
    text = article(1, 5000)
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED) as packed:
        for number in range(megabytes * MEGABYTE // len(text)):
            packed.writestr(f"{number:07}.txt", f"Number {number}\n".encode() + text)
    size = archive.stat().st_size
    started = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for _ in cut(Asked(archive, None, ReadOptions(file_name=archive.name))):
        pass
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - started
    return size, grown / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--files", type=int, default=5000)
    parser.add_argument("--megabytes", type=int, default=1000)
    told = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="containers-") as name:
        place = Path(name)
        # first, while the process has not been as big as what follows makes it
        size, grown = cut_big_archive(place, told.megabytes)
        print(
            f"ZIP of {size / MEGABYTE:,.0f} MB: {grown:.0f} MB of memory more",
            flush=True,
        )
        (place / "big.zip").unlink()
        for kind, made, read in (
            ("WARC, cut", crawl, cut_warc),
            ("mbox, cut and parsed", box, lambda data: read_all("mbox", data)),
        ):
            data = made(64)
            started = time.process_time()
            read(data)
            spent = time.process_time() - started
            print(f"{kind}: {len(data) / MEGABYTE / spent:.1f} MB/s of processor time")
            sys.stdout.flush()
        folder, archive = folder_and_archive(place, told.files)
        print(
            f"{told.files:,} files: folder {folder:.1f} s, ZIP {archive:.1f} s, "
            f"ratio {archive / folder:.2f}"
        )


if __name__ == "__main__":
    main()
