"""What is done, kept beside the output while and after a run: one SQLite file, safe against a kill at any instant.

A row is a document: its fingerprint, where it stood in the latest run, and its record or problem. The output is written
from here when all is done; the same command finds here what need not be done again. Without it only time is lost.
"""

from __future__ import annotations

import json
import sqlite3
import time
import zlib
from collections.abc import Iterator
from pathlib import Path

from diplo_extract.corpus.task import Outcome, Problem
from diplo_extract.errors import OutputBusy

__all__ = ["Checkpoint"]

_SCHEMA = """
CREATE TABLE IF NOT EXISTS document (
    number INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, id TEXT NOT NULL, source TEXT NOT NULL,
    fingerprint BLOB NOT NULL, run INTEGER NOT NULL, place INTEGER NOT NULL,
    done INTEGER NOT NULL, problem TEXT
);
CREATE TABLE IF NOT EXISTS record (number INTEGER PRIMARY KEY, line BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""
_COMMIT_SECONDS = 1.0


class Checkpoint:
    """The state of one output. Only one run at a time can hold it: a second one raises `OutputBusy`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._made = not path.exists()
        self._given_up = False
        try:
            self._connection = sqlite3.connect(path, timeout=1.0, isolation_level=None)
        except sqlite3.OperationalError as error:
            raise OutputBusy(f"{path}: {error}; check --output and the permissions of its folder") from error
        try:
            # One process, any file system: no shared memory (WAL), and the lock is held until the end.
            self._connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            self._connection.execute("PRAGMA journal_mode = DELETE")
            self._connection.execute("PRAGMA synchronous = NORMAL")
            self._connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            self._connection.close()
            raise OutputBusy(f"{path}: {error}; wait for the other run on this output, or end it") from error
        except sqlite3.DatabaseError as error:
            self._connection.close()
            raise OutputBusy(f"{path}: {error}; move it away, and the run starts from nothing") from error
        for statement in _SCHEMA.split(";"):
            self._connection.execute(statement)
        self._run = int(self.setting("run") or 0) + 1
        self._change("run", str(self._run))
        self._committed = 0.0
        self.commit()

    def close(self) -> None:
        """Keeps what was stored, and lets the next run in; an empty one of a run given up is taken away."""
        empty = self._given_up and self._made and not any(self.counts())
        if self._connection.in_transaction:  # a full disk has ended it
            self._connection.execute("COMMIT")
        self._connection.close()
        if empty:
            self.path.unlink(missing_ok=True)

    def give_up(self) -> None:
        """Says that the run ends without a result, for a reason told to the user."""
        self._given_up = True

    def commit(self) -> None:
        """Makes all that was stored so far last."""
        self._connection.execute("COMMIT")
        self._connection.execute("BEGIN EXCLUSIVE")
        self._committed = time.monotonic()

    def tick(self) -> None:
        """A commit, if the latest one is more than a second old."""
        if time.monotonic() - self._committed > _COMMIT_SECONDS:
            self.commit()

    def setting(self, name: str) -> str | None:
        row = self._connection.execute("SELECT value FROM setting WHERE name = ?", (name,)).fetchone()
        return None if row is None else str(row[0])

    def _change(self, name: str, value: str) -> None:
        self._connection.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", (name, value))

    def change(self, name: str, value: str) -> None:
        """Stores a setting of the run, at once."""
        self._change(name, value)
        self.commit()

    def seen(self, key: str) -> str | None:
        """The source of the document with this key, if it was met in this run already."""
        row = self._connection.execute(
            "SELECT source FROM document WHERE key = ? AND run = ?", (key, self._run)
        ).fetchone()
        return None if row is None else str(row[0])

    def expect(
        self, key: str, *, id: str, source: str, place: int, fingerprint: bytes, retry_errors: bool
    ) -> Problem | bool:
        """Notes that the document stands at `place` in this run.

        True: its record is there already. A problem: it failed before, unchanged, and is not to be tried again. False:
        it has to be done.
        """
        old = self._connection.execute(
            "SELECT number, fingerprint, done, problem FROM document WHERE key = ?", (key,)
        ).fetchone()
        if old is not None and old[1] == fingerprint and old[2] and not (retry_errors and old[3] is not None):
            self._connection.execute(
                "UPDATE document SET run = ?, place = ?, source = ? WHERE number = ?",
                (self._run, place, source, old[0]),
            )
            return True if old[3] is None else Problem(*json.loads(old[3]))
        if old is not None:
            self._connection.execute("DELETE FROM record WHERE number = ?", (old[0],))
            self._connection.execute("DELETE FROM document WHERE number = ?", (old[0],))
        self._connection.execute(
            "INSERT INTO document (key, id, source, fingerprint, run, place, done) VALUES (?, ?, ?, ?, ?, ?, 0)",
            (key, id, source, fingerprint, self._run, place),
        )
        return False

    def store(self, outcome: Outcome) -> None:
        """Keeps what became of a document that was expected."""
        problem = None if outcome.problem is None else json.dumps(outcome.problem, ensure_ascii=False)
        (number,) = self._connection.execute(
            "UPDATE document SET done = 1, problem = ? WHERE key = ? RETURNING number", (problem, outcome.key)
        ).fetchone()
        if outcome.record is not None:
            self._connection.execute("INSERT OR REPLACE INTO record VALUES (?, ?)", (number, outcome.record))

    def forget_others(self) -> None:
        """Drops the documents that this run, having seen the whole corpus, did not meet."""
        self._connection.execute(
            "DELETE FROM record WHERE number IN (SELECT number FROM document WHERE run < ?)", (self._run,)
        )
        self._connection.execute("DELETE FROM document WHERE run < ?", (self._run,))
        self.commit()

    def counts(self) -> tuple[int, int]:
        """How many documents have a record, and how many a problem."""
        row = self._connection.execute("SELECT SUM(done AND problem IS NULL), COUNT(problem) FROM document").fetchone()
        return int(row[0] or 0), int(row[1])

    def lines(self) -> Iterator[bytes]:
        """The records in the order of the corpus, each a line of JSON with its line feed."""
        for (line,) in self._connection.execute(
            "SELECT line FROM document JOIN record USING (number) WHERE problem IS NULL ORDER BY place"
        ):
            yield zlib.decompress(line)

    def failures(self) -> Iterator[tuple[str, str, Problem]]:
        """Id, source and problem of the documents without a record, in the order of the corpus."""
        for id, source, problem in self._connection.execute(
            "SELECT id, source, problem FROM document WHERE problem IS NOT NULL ORDER BY place"
        ):
            yield id, source, Problem(*json.loads(problem))

    def digest_rows(self) -> Iterator[bytes]:
        """What the output depends on, row by row."""
        for key, fingerprint, problem in self._connection.execute(
            "SELECT key, fingerprint, problem FROM document ORDER BY place"
        ):
            yield repr((key, fingerprint, problem)).encode("utf-8", "surrogatepass")
