"""The tables of the record, and the chain that shows a changed row.

Each row of an append-only table holds the hash of its own content and of the row before it.
"""

import hashlib
import json
import sqlite3
from collections.abc import Mapping
from typing import Any

SCHEMA = """
CREATE TABLE IF NOT EXISTS drafts (
    learner TEXT NOT NULL, quiz TEXT NOT NULL, attempt INTEGER NOT NULL, revision INTEGER NOT NULL,
    saved_at TEXT, entries TEXT NOT NULL, frozen INTEGER NOT NULL DEFAULT 0, started_at TEXT, times TEXT,
    PRIMARY KEY (learner, quiz, attempt));
CREATE TABLE IF NOT EXISTS submissions (
    number INTEGER PRIMARY KEY AUTOINCREMENT, receipt TEXT NOT NULL UNIQUE, learner TEXT NOT NULL, quiz TEXT NOT NULL,
    attempt INTEGER NOT NULL, entries TEXT NOT NULL, sheet TEXT NOT NULL, submitted_at TEXT NOT NULL,
    hash TEXT NOT NULL, UNIQUE (learner, quiz, attempt));
CREATE TABLE IF NOT EXISTS stages (
    number INTEGER PRIMARY KEY AUTOINCREMENT, receipt TEXT NOT NULL REFERENCES submissions (receipt),
    stage TEXT NOT NULL, detail TEXT NOT NULL, at TEXT NOT NULL, hash TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS stages_by_receipt ON stages (receipt);
CREATE TABLE IF NOT EXISTS results (
    number INTEGER PRIMARY KEY AUTOINCREMENT, receipt TEXT NOT NULL REFERENCES submissions (receipt),
    result TEXT NOT NULL, at TEXT NOT NULL, hash TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS results_by_receipt ON results (receipt);
"""
CHAINED: Mapping[str, tuple[str, ...]] = {
    "submissions": ("number", "receipt", "learner", "quiz", "attempt", "entries", "sheet", "submitted_at"),
    "stages": ("number", "receipt", "stage", "detail", "at"),
    "results": ("number", "receipt", "result", "at"),
}
GUARDS = "".join(
    f"CREATE TRIGGER IF NOT EXISTS {table}_keep_{change} BEFORE {change} ON {table} "
    f"BEGIN SELECT RAISE(ABORT, '{table} are never changed'); END;\n"
    for table in CHAINED
    for change in ("UPDATE", "DELETE")
)


def append(store: sqlite3.Connection, table: str, row: Mapping[str, Any]) -> None:
    """Add a row to a chained table, inside the caller's transaction."""
    last = store.execute(f"SELECT number, hash FROM {table} ORDER BY number DESC LIMIT 1").fetchone()  # noqa: S608 - our own names
    full = {"number": last["number"] + 1 if last else 1, **row}
    full["hash"] = _hash(last["hash"] if last else "", [full[name] for name in CHAINED[table]])
    marks = ", ".join(f":{name}" for name in full)
    store.execute(f"INSERT INTO {table} ({', '.join(full)}) VALUES ({marks})", full)  # noqa: S608 - our own names


def faults(store: sqlite3.Connection) -> list[str]:
    """Check the chains and name every row that was changed, removed or slipped in."""
    found: list[str] = []
    for table, names in CHAINED.items():
        before, number = "", 0
        for row in store.execute(f"SELECT * FROM {table} ORDER BY number"):  # noqa: S608 - our own names
            number += 1
            if row["number"] != number:
                found.append(f"{table}: row {number} is missing")
                number = row["number"]
            if row["hash"] != _hash(before, [row[name] for name in names]):
                found.append(f"{table}: row {number} ({row['receipt']}) was changed")
            before = row["hash"]
        made = store.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).fetchone()
        if made and made["seq"] != number:
            found.append(f"{table}: the last {made['seq'] - number} rows are missing")
    return found


def heads(store: sqlite3.Connection) -> dict[str, str]:
    """Return the last hash of each chain, empty where there is no row."""
    found = {
        table: store.execute(f"SELECT hash FROM {table} ORDER BY number DESC LIMIT 1").fetchone()  # noqa: S608 - our own names
        for table in CHAINED
    }
    return {table: row["hash"] if row else "" for table, row in found.items()}


def _hash(before: str, row: list[object]) -> str:
    return hashlib.sha256(json.dumps([before, *row]).encode()).hexdigest()
