"""Archives of many files: ZIP and tar."""

from __future__ import annotations

import io
import tarfile
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import BinaryIO, Final, cast

from ...errors import UnreadableSource
from ...scan import is_passed_over
from .container import Budget, Container, Inner
from .streams import guard, refusing, seekable
from .zips import is_document

__all__ = ["TAR", "ZIP", "open_member"]

_OUTSIDE: Final = "its name leads out of the archive; it was not read"
_ENCRYPTED: Final = (
    "it is encrypted; unpack the archive with its password and index the folder"
)
_UTF8: Final = 0x800
_BLOCK: Final = 512
_CHECKSUM: Final = slice(148, 156)
"""Where a header of tar has its checksum, in octal digits."""


class _Zip:
    """The files in a ZIP archive that is no document."""

    suffix = ".zip"
    extra = ""

    def recognises(self, head: bytes) -> bool:
        """Return whether it begins as a ZIP archive does, and no document does."""
        return head.startswith((b"PK\x03\x04", b"PK\x05\x06")) and not is_document(head)

    def stamps(self, stream: BinaryIO) -> Mapping[str, bytes]:
        """Return the checksum and the size of every member."""
        if not stream.seekable():
            return {}  # it would have to be read whole for that
        with seekable(stream) as file:
            return {place: _stamp(member) for place, member, _ in _listed(file)[1]}

    def files(self, stream: BinaryIO) -> Iterator[Inner]:
        """Yield the members in the order of the list at the archive's end.

        Raises:
            UnreadableSource: if that list cannot be read.
        """
        with seekable(stream) as file:
            archive, members = _listed(file)
            for place, member, reason in members:
                if reason:
                    yield Inner(place, refusing(reason))
                else:
                    opened = _Later(partial(archive.open, member))
                    inner = guard(opened, _zip_reason, seeks=False)
                    yield Inner(place, inner, _stamp(member))


def _listed(
    stream: BinaryIO,
) -> tuple[zipfile.ZipFile, Iterator[tuple[str, zipfile.ZipInfo, str]]]:
    """An archive; and each member's place, itself, and why it cannot be read."""
    try:
        archive = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise UnreadableSource(
            "the ZIP archive is damaged or cut short (its list of files is at its end)"
        ) from None

    def members() -> Iterator[tuple[str, zipfile.ZipInfo, str]]:
        named: Counter[str] = Counter()
        for member in archive.infolist():
            place, reason = _placed(_zip_name(member), named)
            if place and not member.is_dir():
                encrypted = _ENCRYPTED if member.flag_bits & 1 else ""
                yield place, member, reason or encrypted

    return archive, members()


def _stamp(member: zipfile.ZipInfo) -> bytes:
    return f"{member.CRC:x}:{member.file_size}".encode()


@contextmanager
def open_member(stream: BinaryIO, name: str) -> Iterator[BinaryIO]:
    """Open a member of a ZIP archive by its name, within the bounds of what is read.

    Raises:
        UnreadableSource: here, or while it is read, if it cannot be read.
    """
    try:
        size = stream.seek(0, io.SEEK_END)
        archive = zipfile.ZipFile(stream)
        opened = archive.open(name)
    except Exception as error:
        reason = "there is no such file in it" if isinstance(error, KeyError) else None
        raise UnreadableSource(reason or _zip_reason(error) or str(error)) from None
    with archive, opened:
        yield Budget(size).counted(guard(opened, _zip_reason, seeks=False))


class _Later(io.RawIOBase):
    """A stream that is opened when it is first read."""

    def __init__(self, opened: Callable[[], object]) -> None:
        self._opened = opened
        self._stream: io.BufferedIOBase | None = None

    def read1(self, size: int = -1) -> bytes:
        """The next bytes."""
        if self._stream is None:
            self._stream = cast(io.BufferedIOBase, self._opened())
        return self._stream.read1(size)


def _zip_name(member: zipfile.ZipInfo) -> str:
    """A member's name; many programs write UTF-8 without saying so."""
    if member.flag_bits & _UTF8:
        return member.filename
    try:
        return member.filename.encode("cp437").decode()
    except UnicodeError:
        return member.filename


def _zip_reason(error: Exception) -> str | None:
    match error:
        case NotImplementedError():
            return "it is compressed in a way Python cannot unpack; unpack the archive"
        case RuntimeError() if "password" in str(error) or "encrypted" in str(error):
            return _ENCRYPTED
        case zipfile.BadZipFile() | zlib.error() | EOFError() | ValueError():
            return "it is damaged in the archive"
        case _:
            return None


class _Header(tarfile.TarInfo):
    """A header whose damage is told, where the library takes it for the end."""

    @classmethod
    def fromtarfile(cls, archive: tarfile.TarFile) -> _Header:
        try:
            return super().fromtarfile(archive)
        except tarfile.EOFHeaderError:  # type: ignore[attr-defined]
            raise
        except tarfile.HeaderError:
            raise UnreadableSource(_CUT_TAR) from None


_NO: Final = ("", "")
_CUT_TAR: Final = "the tar archive is damaged or cut short"


class _Tar:
    """The files in a tar archive."""

    suffix = ".tar"
    extra = ""

    def recognises(self, head: bytes) -> bool:
        """Return whether its first header is one, by its checksum."""
        checksum = head[_CHECKSUM].strip(b" \0")
        if len(head) < _BLOCK or not head[0] or not checksum.isdigit():
            return False
        try:
            tarfile.TarInfo.frombuf(head[:_BLOCK], "utf-8", "surrogateescape")
        except (tarfile.HeaderError, ValueError):
            return False
        return True

    def stamps(self, stream: BinaryIO) -> Mapping[str, bytes]:
        """Return the size of every member and when it was changed, as headers say.

        Nothing of an archive that is compressed: it would have to be read whole.
        """
        if not stream.seekable():
            return {}
        found: dict[str, bytes] = {}
        named: Counter[str] = Counter()
        with seekable(stream) as file:
            try:
                with tarfile.open(fileobj=file, mode="r:", tarinfo=_Header) as archive:
                    for member in archive:
                        archive.members = []  # type: ignore[attr-defined]
                        place, _ = (
                            _placed(member.name, named) if member.isreg() else _NO
                        )
                        if place and _tar_stamp(member):
                            found[place] = _tar_stamp(member)
            except (tarfile.TarError, OverflowError, ValueError, UnreadableSource):
                pass  # what is wrong is told when it is read
            file.seek(0)
        return found

    def files(self, stream: BinaryIO) -> Iterator[Inner]:
        """Yield the members as they come; links and devices are none.

        Raises:
            UnreadableSource: if it is damaged or cut short; what came before was given.
        """
        named: Counter[str] = Counter()
        try:
            with tarfile.open(
                fileobj=stream, mode="r|", errorlevel=2, tarinfo=_Header
            ) as archive:
                for member in archive:
                    # the library keeps all it has seen
                    archive.members = []  # type: ignore[attr-defined]
                    if not member.isreg():
                        continue
                    place, reason = _placed(member.name, named)
                    if not place:
                        continue
                    if reason:
                        yield Inner(place, refusing(reason))
                        continue
                    file = cast(BinaryIO, archive.extractfile(member))
                    inner = guard(file, _tar_reason, seeks=False)
                    yield Inner(place, inner, _tar_stamp(member))
        except (tarfile.TarError, OverflowError, ValueError) as error:
            raise UnreadableSource(_tar_reason(error) or str(error)) from None


def _tar_stamp(member: tarfile.TarInfo) -> bytes:
    """What changes with a member; nothing where times were left out of the archive."""
    return f"{member.mtime}:{member.size}".encode() if member.mtime else b""


def _tar_reason(error: Exception) -> str | None:
    if isinstance(error, tarfile.TarError | OverflowError | ValueError | EOFError):
        return _CUT_TAR
    return None


def _placed(name: str, named: Counter[str]) -> tuple[str, str]:
    """The place of a member, "" to pass it over; and why it cannot be read.

    Args:
        named: how often each name has come; a name that comes again gets a number.
    """
    parts = [
        part for part in name.replace("\\", "/").split("/") if part not in ("", ".")
    ]
    outside = ".." in parts or name.startswith("/")
    parts = [part for part in parts if part != ".."]
    if not parts or any(map(is_passed_over, parts)):
        return "", ""
    place = "/".join(parts).encode("utf-8", "replace").decode()
    named[place] += 1
    if named[place] > 1:
        place = f"{place} ({named[place]})"
    return place, _OUTSIDE if outside else ""


ZIP: Final[Container] = _Zip()
TAR: Final[Container] = _Tar()
