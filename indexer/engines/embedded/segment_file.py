"""One segment, one file: named arrays and a few facts, memory-mapped. FORMAT.md describes it byte by byte.

    magic 8 bytes | version u32 | directory length u32 | its place u64 | its CRC-32 u32 | arrays, 64-aligned | directory

Nothing is copied on opening: an array is a view of the mapped file, read-only, and costs memory only where it is read.
"""
from __future__ import annotations

import json
import mmap
import os
import struct
import zlib
from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from indexer.errors import ArchiveDamaged

MAGIC = b"LONGWEN\n"
VERSION = 5
_HEAD = struct.Struct("<8sIIQI")
_ALIGNMENT = 64
_START = -(-_HEAD.size // _ALIGNMENT) * _ALIGNMENT

Array = npt.NDArray[Any]


class SegmentFileWriter:
    """Writes a segment file array by array, so that none of them need be in memory whole. A file that was not
    completed cannot be opened."""

    def __init__(self, path: Path) -> None:
        self._file = open(path, "wb")
        self._file.write(b"\0" * _START)
        self._entries: list[dict[str, Any]] = []

    def put(self, name: str, *pieces: Array) -> None:
        """Writes an array, or one given in pieces of one dtype. Arrays are one-dimensional."""
        self.put_pieces(name, pieces)

    def put_pieces(self, name: str, pieces: Iterable[Array]) -> None:
        """Writes an array as its pieces come, at least one, all of one dtype."""
        self._file.write(b"\0" * (-self._file.tell() % _ALIGNMENT))
        offset, length, checksum, dtype = self._file.tell(), 0, 0, ""
        for piece in pieces:
            data = np.ascontiguousarray(piece)
            dtype = data.dtype.str
            length += len(data)
            checksum = _checksum(data, checksum)
            self._file.write(data.data)
        self._entries.append({"name": name, "dtype": dtype, "length": length, "offset": offset, "crc": checksum})

    def put_all(self, arrays: Mapping[str, Array]) -> None:
        """Writes arrays by name."""
        for name, array in arrays.items():
            self.put(name, array)

    def complete(self, facts: Mapping[str, int]) -> None:
        """Writes the facts (whole numbers) and the directory, and closes the file."""
        directory = json.dumps({"facts": dict(facts), "arrays": self._entries}).encode()
        place = self._file.tell()
        self._file.write(directory)
        self._file.flush()
        os.fsync(self._file.fileno())
        # The head comes last: a file that was not completed has none.
        self._file.seek(0)
        self._file.write(_HEAD.pack(MAGIC, VERSION, len(directory), place, zlib.crc32(directory)))
        self._file.flush()
        os.fsync(self._file.fileno())
        self.close()

    def close(self) -> None:
        """Closes the file as it is."""
        self._file.close()


def write_segment(path: Path, arrays: Mapping[str, Array], facts: Mapping[str, int]) -> None:
    """Writes a segment file of these arrays and facts and forces it to the disk."""
    with closing(SegmentFileWriter(path)) as writer:
        writer.put_all(arrays)
        writer.complete(facts)


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
            magic, version, length, place, checksum = _HEAD.unpack_from(self._map)
            if magic != MAGIC:
                fault = "is not a Longwen segment"
            elif version != VERSION:
                fault = f"is of version {version}, not {VERSION}"
            elif len(self._map) != place + length:
                fault = "has been cut short or added to"
            elif zlib.crc32(self._map[place : place + length]) != checksum:
                fault = "has a damaged directory"
            else:
                return json.loads(self._map[place : place + length])
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
                self._map, np.dtype(entry["dtype"]), entry["length"], entry["offset"]
            )
        return self._arrays[name]

    def release(self) -> None:
        """Lets go of the memory that reading has filled; what is read again is read from the disk again."""
        if hasattr(mmap, "MADV_DONTNEED"):
            self._map.madvise(mmap.MADV_DONTNEED)

    def faults(self) -> list[str]:
        """The arrays whose bytes are not those that were written, in words. Reads the whole file."""
        return [
            f"the segment {self.path} has a damaged array {name}"
            for name, entry in self._entries.items()
            if _checksum(self.array(name)) != entry["crc"]
        ]


def _checksum(array: Array, before: int = 0) -> int:
    return zlib.crc32(array.data.cast("B"), before) if len(array) else before
