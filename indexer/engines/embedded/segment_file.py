"""One segment, one file: named arrays and a few facts, memory-mapped. FORMAT.md describes it byte by byte.

    magic 8 bytes | version u32 | directory length u32 | directory CRC-32 u32 | directory (JSON) | arrays, 64-aligned

Nothing is copied on opening: an array is a view of the mapped file, read-only, and costs memory only where it is read.
"""
from __future__ import annotations

import json
import mmap
import os
import struct
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from indexer.errors import ArchiveDamaged

MAGIC = b"LONGWEN\n"
VERSION = 3
_HEAD = struct.Struct("<8sIII")
_ALIGNMENT = 64

Array = npt.NDArray[Any]
Arrays = dict[str, Array | list[Array]]
"""Arrays by name; one that was made piece by piece may stay in its pieces, all of one dtype."""


def write_segment(path: Path, arrays: Mapping[str, Array | list[Array]], facts: Mapping[str, int]) -> None:
    """Writes a segment file and forces it to the disk. Arrays are one-dimensional; facts are whole numbers."""
    entries: list[dict[str, Any]] = []
    pieces: list[list[Array]] = []
    offset = 0
    for name, array in arrays.items():
        data = [np.ascontiguousarray(piece) for piece in (array if isinstance(array, list) else [array])]
        length, size = sum(map(len, data)), sum(piece.nbytes for piece in data)
        pieces.append(data)
        entries.append(
            {"name": name, "dtype": data[0].dtype.str, "length": length, "offset": offset, "crc": _checksum(data)}
        )
        offset += -(-size // _ALIGNMENT) * _ALIGNMENT
    directory = json.dumps({"facts": dict(facts), "arrays": entries, "bytes": offset}).encode()
    start = _start(len(directory))
    with open(path, "wb") as file:
        file.write(_HEAD.pack(MAGIC, VERSION, len(directory), zlib.crc32(directory)) + directory)
        for entry, data in zip(entries, pieces):
            file.write(b"\0" * (start + entry["offset"] - file.tell()))
            for piece in data:
                file.write(piece.data)
        file.write(b"\0" * (start + offset - file.tell()))
        file.flush()
        os.fsync(file.fileno())


class SegmentFile:
    """A segment's arrays by name. Raises ArchiveDamaged, naming the file, where head, version or size are wrong."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            with open(path, "rb") as file:
                self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError) as error:
            raise ArchiveDamaged(f"the segment {path} cannot be opened ({error}); run longwen rebuild") from error
        directory = self._directory()
        self.facts: Mapping[str, int] = directory["facts"]
        self._entries = {entry["name"]: entry for entry in directory["arrays"]}
        self._arrays: dict[str, Array] = {}

    def _directory(self) -> Any:
        fault = "is shorter than its head"
        if len(self._map) >= _HEAD.size:
            magic, version, length, checksum = _HEAD.unpack_from(self._map)
            text = self._map[_HEAD.size : _HEAD.size + length]
            self._start = _start(length)
            if magic != MAGIC:
                fault = "is not a Longwen segment"
            elif version != VERSION:
                fault = f"is of version {version}, not {VERSION}"
            elif zlib.crc32(text) != checksum:
                fault = "has a damaged directory"
            else:
                directory = json.loads(text)
                if len(self._map) == self._start + directory["bytes"]:
                    return directory
                fault = "has been cut short or added to"
        raise ArchiveDamaged(f"the segment {self.path} {fault}; run longwen rebuild")

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def names(self) -> list[str]:
        """The names of all arrays."""
        return list(self._entries)

    def array(self, name: str) -> Array:
        """The array of a name, a read-only view. Raises KeyError for an unknown name."""
        if name not in self._arrays:
            entry = self._entries[name]
            self._arrays[name] = np.frombuffer(
                self._map, np.dtype(entry["dtype"]), entry["length"], self._start + entry["offset"]
            )
        return self._arrays[name]

    def faults(self) -> list[str]:
        """The arrays whose bytes are not those that were written, in words. Reads the whole file."""
        return [
            f"the segment {self.path} has a damaged array {name}"
            for name, entry in self._entries.items()
            if _checksum([self.array(name)]) != entry["crc"]
        ]


def _checksum(pieces: Sequence[Array]) -> int:
    checksum = 0
    for piece in pieces:
        if len(piece):
            checksum = zlib.crc32(piece.data.cast("B"), checksum)
    return checksum


def _start(directory_length: int) -> int:
    return -(-(_HEAD.size + directory_length) // _ALIGNMENT) * _ALIGNMENT
