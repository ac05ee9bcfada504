"""Everything Longwen raises on purpose.

    LongwenError                  one clear line: the thing, the place, the cure
    ├── ArchiveError              the archive folder, its documents or its index
    │   ├── ArchiveMissing        no archive at this place
    │   ├── ArchiveBusy           another process is writing
    │   ├── ArchiveDamaged        what is there cannot be read as an archive
    │   └── WorkerLost            a process that makes the index ended before its work was done
    ├── ArticleMissing            no article under this id
    ├── QueryRefused              a query over a stated limit (never: a query that is merely strange)
    └── SettingInvalid            an environment variable or option with an impossible value

Bad query text is not among them: it gets an answer with notes. Bad input files are not among them: they are set
aside as rejects and reported.
"""
from __future__ import annotations


class LongwenError(Exception):
    """Base of all errors raised on purpose; ``str(error)`` is one line fit for a reader."""


class ArchiveError(LongwenError):
    """Something is wrong with the archive folder."""


class ArchiveMissing(ArchiveError):
    """There is no archive at the given place."""


class ArchiveBusy(ArchiveError):
    """Another process holds the archive's write lock."""


class ArchiveDamaged(ArchiveError):
    """The archive's files cannot be read as an archive."""


class WorkerLost(ArchiveError):
    """A process that makes the index ended before its work was done."""


class ArticleMissing(LongwenError):
    """No article has the given id."""


class QueryRefused(LongwenError):
    """The query is over a limit; the message names the limit."""


class SettingInvalid(LongwenError):
    """A setting has an impossible value; the message names the setting and the values it takes."""
