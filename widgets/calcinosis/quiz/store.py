"""One SQLite file that many processes write at once: opening it, transactions, and what is said when it fails.

Every acknowledged write is on disk (WAL, ``synchronous=FULL``).
"""

import errno
import sqlite3
import threading
import weakref
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from calcinosis.quiz import ledger
from calcinosis.quiz.recorded import Unreachable


class Store:
    """The file of a record, open; safe to share among threads.

    Raises
    ------
    Unreachable
        From every method: the file cannot be read or written (disk full, locked for long, no permission).
    """

    def __init__(self, path: Path, patience: float) -> None:
        """Open the file, making it when there is none.

        Parameters
        ----------
        patience
            Seconds to wait for another writer.
        """
        self._path, self._lock = path, threading.RLock()
        with self._told("opened"):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._store = sqlite3.connect(self._path, timeout=patience, isolation_level=None, check_same_thread=False)
            weakref.finalize(self, self._store.close)  # also where opening fails half-way
            self._store.row_factory = sqlite3.Row
            self._store.execute("PRAGMA journal_mode=WAL")
            self._store.execute("PRAGMA synchronous=FULL")
            self._store.execute("PRAGMA foreign_keys=ON")
            if not self._store.execute("SELECT 1 FROM sqlite_master WHERE name = 'results_keep_DELETE'").fetchone():
                self._store.executescript(f"BEGIN IMMEDIATE;{ledger.SCHEMA}{ledger.GUARDS}COMMIT;")
            known = {row["name"] for row in self._store.execute("PRAGMA table_info(drafts)")}
            for column in ("started_at", "times"):
                if column not in known:
                    self._store.execute(f"ALTER TABLE drafts ADD COLUMN {column} TEXT")  # a record of version 0.1

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._store.close()

    @contextmanager
    def _told(self, done: str) -> Generator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raise Unreachable(
                f"the answers could not be {done}: {error} ({self._path.name}); "
                "check that the disk has room and the folder may be written, then try again",
                _plain(error),
            ) from error

    @contextmanager
    def _writing(self) -> Generator[sqlite3.Connection]:
        with self._lock, self._told("saved"):
            self._store.execute("BEGIN IMMEDIATE")
            try:
                yield self._store
                self._store.execute("COMMIT")
            except BaseException:
                if self._store.in_transaction:  # SQLite itself ends some, such as when the disk is full
                    self._store.execute("ROLLBACK")
                raise

    def _rows(self, question: str, *values: object) -> list[sqlite3.Row]:
        with self._lock, self._told("read"):
            return self._store.execute(question, values).fetchall()


def _plain(error: sqlite3.Error | OSError) -> str:
    """Say to a learner why nothing can be kept just now."""
    match getattr(error, "sqlite_errorcode", getattr(error, "errno", None)):
        case sqlite3.SQLITE_FULL | errno.ENOSPC | errno.EDQUOT:
            return "The disk that the course is kept on is full. Tell your teacher."
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return "Another program is using the course\u2019s record. If this lasts, tell your teacher."
        case _:
            return "The course\u2019s record cannot be used just now. Tell your teacher."
