"""A trained model as one file: what was learned, and the tables it looks words up in.

A zip archive of numpy arrays and of texts in UTF-8, a line a row. Nothing in it is
code, and nothing is unpickled. Vectors of features are kept in six bits a number,
with a scale for each row.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from .lexicon import Tables
from .network import Weights

__all__ = ["load_model", "save_model"]

_FORMAT: Final = "dateline names 2"
_MOST: Final = 31


def save_model(path: Path, weights: Weights, tables: Tables) -> None:
    """Write a model; the same model gives the same bytes."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:

        def put(name: str, data: bytes) -> None:
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, data)

        put("format", _FORMAT.encode())
        rows = sorted(weights.features, key=lambda name: weights.features[name])
        put("features", _lines(rows))
        for item in fields(Weights):
            if item.name not in ("features", "vectors"):
                put(item.name, _array(getattr(weights, item.name).astype(np.float16)))
        scale = np.abs(weights.vectors).max(axis=1, keepdims=True) / _MOST
        scale = np.maximum(scale, 1e-8).astype(np.float16)
        put("scale", _array(scale))
        bytes_ = np.rint(weights.vectors / scale.astype(np.float32)).clip(-_MOST, _MOST)
        put("vectors", _array(bytes_.astype(np.int8)))
        for table in fields(Tables):
            value = getattr(tables, table.name)
            rows = (
                [f"{k}\t{v}" for k, v in value.items()]
                if table.name in _MAPS
                else value
            )
            put("tables/" + table.name, _lines(sorted(rows)))


def load_model(path: Path) -> tuple[Weights, Tables]:
    """Read a model.

    Raises:
        OSError: if there is no such file, or it can't be read.
        ValueError: if it is no model, or one of another release.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            if archive.read("format").decode() != _FORMAT:
                raise ValueError(f"{path} is a model of another release")
            return _weights(archive), _tables(archive)
    except (zipfile.BadZipFile, KeyError) as error:
        raise ValueError(f"{path} is no model of names: {error}") from error


def _weights(archive: zipfile.ZipFile) -> Weights:
    values: dict[str, Any] = {
        item.name: _read_array(archive, item.name).astype(np.float32)
        for item in fields(Weights)
        if item.name != "features"
    }
    values["vectors"] *= _read_array(archive, "scale").astype(np.float32)
    names = _read_lines(archive, "features")
    return Weights(features={name: at for at, name in enumerate(names)}, **values)


def _tables(archive: zipfile.ZipFile) -> Tables:
    values: dict[str, Any] = {}
    for table in fields(Tables):
        lines = _read_lines(archive, "tables/" + table.name)
        values[table.name] = (
            dict(line.split("\t", 1) for line in lines)
            if table.name in _MAPS
            else frozenset(lines)
        )
    return Tables(**values)


_MAPS: Final = frozenset(t.name for t in fields(Tables)) - {"pieces"}


def _lines(rows: Iterable[str]) -> bytes:
    return "\n".join(rows).encode()


def _read_lines(archive: zipfile.ZipFile, name: str) -> list[str]:
    text = archive.read(name).decode()
    return text.split("\n") if text else []


def _array(values: npt.NDArray[Any]) -> bytes:
    stream = io.BytesIO()
    np.save(stream, values, allow_pickle=False)
    return stream.getvalue()


def _read_array(archive: zipfile.ZipFile, name: str) -> npt.NDArray[Any]:
    stream = io.BytesIO(archive.read(name))
    values: npt.NDArray[Any] = np.load(stream, allow_pickle=False)
    return values
