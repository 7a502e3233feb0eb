import json
import re
import signal
import sqlite3
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calcinosis.errors import CalcinosisError
from calcinosis.quiz.recorded import held
from calcinosis.quiz.records import ALPHABET, LARGEST, Closed, Frozen, RecordError, Records, shown

SHEET = {"q1": {"id": "first", "version": 1, "seed": "1a9c444832d9d2d5"}}


def entry(answer, **more):
    return {"answer": answer, **more}


@pytest.fixture
def path(tmp_path):
    return tmp_path / "state" / "records.db"


@pytest.fixture
def records(path):
    with Records(path) as opened:
        yield opened


def test_nothing_saved_is_an_empty_first_attempt(records):
    draft = records.draft("ada", "serum")

    assert (draft.attempt, draft.entries, draft.revision, draft.saved_at, draft.frozen) == (1, {}, 0, None, False)


def test_saves_merge_and_count(records):
    records.save("ada", "serum", {"q1": entry("a", confidence=2), "q2": entry("x")})
    draft = records.save("ada", "serum", {"q1": entry("b"), "q2": None})

    assert (draft.entries, draft.revision) == ({"q1": {"answer": "b"}}, 2)
    assert records.draft("ada", "serum") == draft


def test_saved_draft_is_there_for_the_next_process(path):
    with Records(path) as first:
        saved = first.save("ada", "serum", {"q1": entry({"value": "2,62", "unit": "mmol/L"})})

    with Records(path) as second:
        assert second.draft("ada", "serum") == saved


def test_learners_and_quizzes_are_kept_apart(records):
    records.save("ada", "serum", {"q1": entry("a")})

    assert records.draft("ben", "serum").revision == 0
    assert records.draft("ada", "urine").revision == 0


def test_submit_freezes_and_gives_a_receipt(records):
    records.save("ada", "serum", {"q1": entry("a")})
    submission = records.submit("ada", "serum", SHEET)

    assert re.fullmatch(f"[{ALPHABET}]{{8}}", submission.receipt)
    assert (submission.entries, submission.sheet, submission.attempt) == ({"q1": {"answer": "a"}}, SHEET, 1)
    assert records.draft("ada", "serum").frozen
    assert records.submission("ada", "serum") == submission
    with pytest.raises(Frozen, match="were submitted"):
        records.save("ada", "serum", {"q1": entry("b")})
    assert records.draft("ada", "serum").entries == {"q1": {"answer": "a"}}


def test_receipt_is_easy_to_read_out():
    assert not set("01IO") & set(ALPHABET)
    assert len(set(ALPHABET)) == 32
    assert shown("7F3KQ2MN") == "7F3K-Q2MN"


def test_second_submit_gives_the_same_receipt(records):
    records.save("ada", "serum", {"q1": entry("a")})
    first = records.submit("ada", "serum", SHEET)

    assert records.submit("ada", "serum", {"q1": {"id": "other", "version": 9, "seed": "0"}}) == first
    assert len(records.submissions()) == 1


def test_empty_quiz_can_be_submitted(records):
    assert records.submit("ada", "serum", SHEET).entries == {}


def test_fifty_submits_at_once_make_one_submission(path):
    with Records(path) as records:
        records.save("ada", "serum", {"q1": entry("a")})

    def submit(_):
        with Records(path) as mine:
            return mine.submit("ada", "serum", SHEET).receipt

    with ThreadPoolExecutor(10) as pool:
        receipts = set(pool.map(submit, range(50)))

    assert len(receipts) == 1


def test_next_attempt_begins_only_after_a_submitted_one_and_while_any_is_left(records):
    records.save("ada", "serum", {"q1": entry("a")})

    assert records.begin("ada", "serum", attempts=2).attempt == 1
    first = records.submit("ada", "serum", SHEET)
    assert records.begin("ada", "serum", attempts=2).attempt == 2
    records.save("ada", "serum", {"q1": entry("b")})
    second = records.submit("ada", "serum", SHEET)
    assert first.receipt != second.receipt
    assert records.submission("ada", "serum") == second
    assert records.submission("ada", "serum", 1) == first
    with pytest.raises(Frozen, match="all 2 attempts are used"):
        records.begin("ada", "serum", attempts=2)
    assert records.begin("ada", "serum", attempts=None).attempt == 3


def test_only_attempt_is_used_up(records):
    records.submit("ada", "serum", SHEET)

    with pytest.raises(Frozen, match="the one attempt is used"):
        records.begin("ada", "serum", attempts=1)


def test_submissions_come_in_order_and_can_be_filtered(records):
    receipts = [records.submit(*who, SHEET).receipt for who in (("ben", "serum"), ("ada", "serum"), ("ada", "urine"))]

    assert [each.receipt for each in records.submissions()] == receipts
    assert [each.receipt for each in records.submissions("serum")] == receipts[:2]
    assert [each.receipt for each in records.submissions(learner="ada")] == receipts[1:]
    assert records.submission("cleo", "serum") is None


def test_stages_are_told_in_order(records):
    receipt = records.submit("ada", "serum", SHEET).receipt
    records.stage(receipt, "registered", "2026-11-21 10:42:07")
    records.stage(receipt, "graded")

    assert [(each.stage, each.detail) for each in records.stages(receipt)] == [
        ("registered", "2026-11-21 10:42:07"),
        ("graded", ""),
    ]


def test_unknown_stage_is_a_mistake_of_the_programmer(records):
    with pytest.raises(ValueError, match="'lost' is not one of registered"):
        records.stage("7F3KQ2MN", "lost")


def test_stage_of_no_submission_is_refused(records):
    with pytest.raises(RecordError, match="FOREIGN KEY"):
        records.stage("7F3KQ2MN", "graded")


def test_latest_result_counts_and_earlier_ones_are_kept(records):
    receipt = records.submit("ada", "serum", SHEET).receipt
    records.publish(receipt, {"score": 1.0, "max": 2.0})
    records.publish(receipt, {"score": 2.0, "max": 2.0})

    assert records.result("ada", "serum") == {"score": 2.0, "max": 2.0}
    assert [each["score"] for each in records.results(receipt)] == [1.0, 2.0]
    assert records.result("ben", "serum") is None


def test_state_follows_the_learner_through_the_quiz(records):
    seen = [records.state("ada", "serum", of=3)]
    records.save("ada", "serum", {"q1": entry("a"), "q2": entry({"value": " ", "unit": "mmol/L"}), "q3": entry([])})
    seen.append(records.state("ada", "serum", of=3))
    receipt = records.submit("ada", "serum", SHEET).receipt
    seen.append(records.state("ada", "serum", of=3))
    records.stage(receipt, "failed", "the exchange is full")
    seen.append(records.state("ada", "serum", of=3))
    records.stage(receipt, "registered")
    seen.append(records.state("ada", "serum", of=3))
    records.publish(receipt, {"score": 2.0, "max": 3.0})
    seen.append(records.state("ada", "serum", of=3))

    assert [each.status for each in seen] == ["not started", "draft", "submitted", "submitted", "marking", "graded"]
    assert [each.trouble for each in seen] == [None, None, None, "the exchange is full", None, None]
    assert (seen[1].answered, seen[1].of, seen[1].saved_at is not None) == (1, 3, True)
    assert seen[2].receipt == receipt
    assert (seen[-1].score, seen[-1].max, seen[-1].feedback) == (2.0, 3.0, True)


@pytest.mark.parametrize("name", ["", "a b", "../ada", "a" * 65, "ada\n", "å"])
def test_odd_names_are_refused(records, name):
    for call in (records.draft, lambda *who: records.save(*who, {}), lambda *who: records.submit(*who, SHEET)):
        with pytest.raises(RecordError, match="is not a name"):
            call(name, "serum")
        with pytest.raises(RecordError, match="is not a name"):
            call("ada", name)


@pytest.mark.parametrize("answer", [float("nan"), {1, 2}, b"x", object(), "x" * LARGEST])
def test_what_json_cannot_hold_is_refused_and_the_draft_stays(records, answer):
    before = records.save("ada", "serum", {"q1": entry("a")})
    with pytest.raises(RecordError, match=r"cannot be kept|too long"):
        records.save("ada", "serum", {"q1": entry(answer)})

    assert records.draft("ada", "serum") == before


def test_record_that_cannot_be_opened_says_what_to_do(tmp_path):
    (tmp_path / "records.db").write_text("not a database, just a note" * 100)
    with pytest.raises(CalcinosisError, match="could not be opened: file is not a database"):
        Records(tmp_path / "records.db")
    (tmp_path / "file").touch()
    with pytest.raises(CalcinosisError, match="could not be opened"):
        Records(tmp_path / "file" / "records.db")


def test_locked_record_says_so_and_loses_nothing(path):
    with Records(path, patience=0.1) as records:
        records.save("ada", "serum", {"q1": entry("a")})
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(RecordError, match="could not be saved: database is locked"):
            records.save("ada", "serum", {"q1": entry("b")})
        other.execute("ROLLBACK")
        other.close()

        assert records.draft("ada", "serum").entries == {"q1": {"answer": "a"}}
        assert records.save("ada", "serum", {"q1": entry("b")}).revision == 2


def test_full_disk_says_so_and_loses_nothing(path):
    with Records(path) as records:
        records.save("ada", "serum", {"q1": entry("a")})
        pages = records._store.execute("PRAGMA page_count").fetchone()[0]
        records._store.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(RecordError, match="could not be saved: database or disk is full"):
            records.save("ada", "serum", {"q1": entry("b" * 100_000)})
        assert records.draft("ada", "serum").entries == {"q1": {"answer": "a"}}
        records._store.execute("PRAGMA max_page_count = 100000")

        assert records.save("ada", "serum", {"q1": entry("b" * 100_000)}).revision == 2


def test_threads_may_share_one_record(path):
    with Records(path) as records:

        def save(number):
            records.save("ada", "serum", {f"q{number}": entry(number)})

        with ThreadPoolExecutor(8) as pool:
            list(pool.map(save, range(40)))

        assert records.draft("ada", "serum").revision == 40
        assert len(records.draft("ada", "serum").entries) == 40


WRITER = """
import sys
from calcinosis.quiz.records import Records
with Records(sys.argv[1]) as records:
    for number in range(int(sys.argv[3])):
        entry = {"answer": {"value": str(number), "unit": "mmol/L"}}
        records.save(sys.argv[2], "serum", {f"q{number}": entry})
        records.save("shared", "serum", {f"{sys.argv[2]}{number}": entry})
    records.stage(records.submit(sys.argv[2], "serum", {}).receipt, "registered")
"""


def test_processes_write_at_once_and_lose_nothing(path):
    learners = ["ada", "ben", "cleo", "dan"]
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, str(path), learner, "15"]) for learner in learners]

    assert [writer.wait() for writer in writers] == [0] * 4
    with Records(path) as records:
        assert len(records.draft("shared", "serum").entries) == 60
        assert records.draft("shared", "serum").revision == 60
        assert {each.learner for each in records.submissions()} == set(learners)
        assert all(len(each.entries) == 15 for each in records.submissions())
        assert records.faults() == []


SAVER = """
import sys
from calcinosis.quiz.recorded import held
from calcinosis.quiz.records import Records
records = Records(sys.argv[1])
for number in range(100000):
    draft = records.save("ada", "serum", {"q1": {"answer": number}, f"n{number % 50}": {"answer": "x" * 200}})
    print(draft.revision, number, flush=True)
"""


@pytest.mark.parametrize("wait", [0.05, 0.11, 0.17, 0.23])
def test_every_acknowledged_save_survives_kill_9(path, wait):
    saver = subprocess.Popen([sys.executable, "-c", SAVER, str(path)], stdout=subprocess.PIPE, text=True)
    assert saver.stdout
    first = saver.stdout.readline()
    time.sleep(wait)
    saver.send_signal(signal.SIGKILL)
    lines = (first + saver.stdout.read()).splitlines(keepends=True)
    told = [line.split() for line in lines if line.endswith("\n")]  # the last line may be cut
    saver.stdout.close()
    saver.wait()

    with Records(path) as records:
        draft = records.draft("ada", "serum")
        assert records._store.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    revision, number = (int(word) for word in told[-1])
    assert draft.revision >= revision
    assert draft.entries["q1"]["answer"] >= number


def test_writes_reach_the_disk_before_they_are_acknowledged(records):
    assert records._store.execute("PRAGMA synchronous").fetchone()[0] == 2  # FULL
    assert records._store.execute("PRAGMA journal_mode").fetchone()[0] == "wal"


@pytest.fixture
def three(path):
    with Records(path) as records:
        for learner in ("ada", "ben", "cleo"):
            records.save(learner, "serum", {"q1": entry("a")})
            receipt = records.submit(learner, "serum", SHEET).receipt
            records.stage(receipt, "registered")
            records.publish(receipt, {"score": 1.0, "max": 2.0})
        assert records.faults() == []
        yield records


@pytest.mark.parametrize("table", ["submissions", "stages", "results"])
@pytest.mark.parametrize("change", ["UPDATE {} SET receipt = 'x'", "DELETE FROM {}"])
def test_handed_in_rows_cannot_be_changed(three, table, change):
    with pytest.raises(sqlite3.IntegrityError, match=f"{table} are never changed"):
        three._store.execute(change.format(table))


def meddle(path, *statements):
    """Change the file as someone would who can remove the guards."""
    store = sqlite3.connect(path)
    for (trigger,) in store.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        store.execute(f"DROP TRIGGER {trigger}")
    for statement in statements:
        store.execute(statement)
    store.commit()
    store.close()


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ('UPDATE submissions SET entries = \'{"q1":{"answer":"b"}}\' WHERE number = 2', "submissions: row 2"),
        ("UPDATE submissions SET submitted_at = '2020' WHERE number = 3", "submissions: row 3"),
        ('UPDATE results SET result = \'{"score":2.0,"max":2.0}\' WHERE number = 1', "results: row 1"),
        ("UPDATE stages SET at = '2020' WHERE number = 1", "stages: row 1"),
        ("DELETE FROM results WHERE number = 2", "results: row 2 is missing"),
        ("DELETE FROM results WHERE number = 3", "results: the last 1 rows are missing"),
        ("DELETE FROM results", "results: the last 3 rows are missing"),
        ("INSERT INTO results SELECT 4, receipt, result, at, hash FROM results WHERE number = 3", "results: row 4"),
    ],
)
def test_any_change_behind_the_guards_shows(three, path, statement, fault):
    meddle(path, statement)

    assert any(each.startswith(fault) for each in three.faults())


def test_record_rewritten_whole_shows_in_its_heads(three, path):
    before = three.heads()
    meddle(path, "DELETE FROM results", "DELETE FROM sqlite_sequence")

    assert all(before.values())
    assert three.heads()["results"] != before["results"]


def test_clock_is_the_callers(path):
    with Records(path, clock=lambda: "2026-11-21T10:42:07.000+00:00") as records:
        assert records.save("ada", "serum", {}).saved_at == "2026-11-21T10:42:07.000+00:00"


@pytest.mark.usefixtures("three")
def test_rows_are_plain_json(path):
    store = sqlite3.connect(path)
    row = store.execute("SELECT entries, sheet FROM submissions").fetchone()
    store.close()

    assert json.loads(row[0]) == {"q1": {"answer": "a"}}
    assert json.loads(row[1]) == SHEET


def test_locked_steps_of_a_case_cannot_change(records):
    records.save("ada", "serum", {"q1": {"answer": {"s1": "a"}, "locked": ["s1"]}})
    forged = [
        {"answer": {"s1": "b", "s2": "x"}, "locked": []},
        {"answer": {"s1": "b", "s2": "y"}, "locked": "s1"},
        {"answer": "b"},
        None,
    ]
    entries = [records.save("ada", "serum", {"q1": entry}).entries["q1"] for entry in forged]

    assert [each["answer"] for each in entries] == [
        {"s1": "a", "s2": "x"},
        {"s1": "a", "s2": "y"},
        {"s1": "a"},
        {"s1": "a"},
    ]
    assert all(each["locked"] == ["s1"] for each in entries)


def test_step_locked_without_an_answer_stays_without(records):
    records.save("ada", "serum", {"q1": {"answer": None, "locked": ["s1"]}})
    draft = records.save("ada", "serum", {"q1": {"answer": {"s1": "a", "s2": "x"}, "locked": ["s2"]}})

    assert draft.entries["q1"] == {"answer": {"s2": "x"}, "locked": ["s1", "s2"]}


def test_hints_taken_cannot_be_given_back(records):
    records.save("ada", "serum", {"q1": {"answer": "a", "hints": 2}})

    for entry, hints in (
        ({"answer": "b", "hints": 0}, 2),
        ({"answer": "b", "hints": "0"}, 2),
        (None, 2),
        ({"hints": 3}, 3),
    ):
        assert records.save("ada", "serum", {"q1": entry}).entries["q1"]["hints"] == hints


def test_save_after_the_end_is_refused_and_the_draft_stays(path):
    with Records(path, clock=lambda: "2026-11-21T10:00:00.001+00:00") as records:
        before = records.save("ada", "serum", {"q1": entry("a")}, until="2026-11-21T10:00:00.001+00:00")
        with pytest.raises(Closed, match="time for answering is over"):
            records.save("ada", "serum", {"q1": entry("b")}, until="2026-11-21T10:00:00.000+00:00")

        assert records.draft("ada", "serum") == before


def test_attempt_remembers_when_it_began(path):
    times = iter(f"2026-11-21T10:00:0{second}.000+00:00" for second in range(9))
    with Records(path, clock=lambda: next(times)) as records:
        begun = records.begin("ada", "exam", attempts=2)
        saved = records.save("ada", "exam", {"q1": entry("a")})

        assert (begun.started_at, begun.revision) == ("2026-11-21T10:00:00.000+00:00", 0)
        assert saved.started_at == begun.started_at
        assert records.begin("ada", "exam", attempts=2) == saved
        assert records.state("ben", "exam").status == "not started"
        assert records.save("ben", "exam", {}).started_at is not None
        records.submit("ada", "exam", SHEET)
        assert records.begin("ada", "exam", attempts=2).started_at > saved.started_at


def test_time_is_counted_from_save_to_save_and_a_long_pause_only_in_part(path):
    times = iter(f"2026-11-21T10:{minute}.000+00:00" for minute in ("00:00", "00:30", "00:40", "59:00", "59:30"))
    with Records(path, clock=lambda: next(times)) as records:
        records.begin("ada", "serum", attempts=1)
        records.save("ada", "serum", {"q1": entry("a")})
        records.save("ada", "serum", {"q1": entry("b"), "q2": entry("a")})
        records.save("ada", "serum", {"q2": entry("b")})
        draft = records.draft("ada", "serum")

        assert records.times("serum") == {("ada", 1): {"q1": 35.0, "q2": 305.0}}
        assert draft.entries == {"q1": entry("b"), "q2": entry("b")}


def test_what_a_page_says_of_time_does_not_count(records):
    records.save("ada", "serum", {"q1": {"answer": "a", "seconds": 10**9}})

    assert records.times("serum").get(("ada", 1), {}).get("q1", 0) < 300


def test_running_attempts_are_found_for_the_end_of_an_exam(records):
    records.begin("ada", "exam", attempts=1)
    records.save("ben", "exam", {"q1": entry("a")})
    records.submit("ben", "exam", SHEET)
    records.save("cleo", "other", {"q1": entry("a")})

    assert list(records.running("exam")) == ["ada"]


def test_record_of_the_first_layout_is_carried_over(path):
    path.parent.mkdir()
    with Records(path) as records:
        saved = records.save("ada", "serum", {"q1": entry("a")})
    store = sqlite3.connect(path)
    store.execute("ALTER TABLE drafts DROP COLUMN started_at")
    store.close()

    with Records(path) as records:
        assert records.draft("ada", "serum").entries == saved.entries


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.sampled_from(["s1", "s2"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5) | st.just("s1"), inner, max_size=3),
    max_leaves=6,
)
FORGED = JSON | st.fixed_dictionaries({}, optional={"answer": JSON, "locked": JSON, "hints": JSON, "flag": JSON})


@settings(max_examples=150)
@given(first=FORGED, then=st.lists(FORGED, max_size=4))
def test_no_forged_entry_takes_back_a_locked_step_or_a_hint(first, then):
    entry = None
    for each in (first, {"answer": {"s1": "a"}, "locked": ["s1"], "hints": 1}, *then):
        try:
            after = held(entry or {}, each)
        except RecordError:
            continue
        if entry and entry.get("locked"):
            fixed = {step: answer for step, answer in entry["answer"].items() if step in entry["locked"]}
            assert after["locked"][: len(entry["locked"])] == entry["locked"]
            assert {step: answer for step, answer in after["answer"].items() if step in entry["locked"]} == fixed
        assert (after or {}).get("hints", 0) >= (entry or {}).get("hints", 0)
        entry = after


@pytest.mark.parametrize("entries", [{"q1": ["a"]}, {"q1": "a"}, {"a b": {}}, {"": {}}, {"q" * 65: {}}])
def test_forged_entries_are_refused_and_the_draft_stays(records, entries):
    before = records.save("ada", "serum", {"q1": entry("a")})
    with pytest.raises(RecordError):
        records.save("ada", "serum", entries)

    assert records.draft("ada", "serum") == before


def test_stage_takes_any_text(records):
    receipt = records.submit("ada", "serum", SHEET).receipt
    records.stage(receipt, "failed", "no such file: \udcff\x00")

    assert records.stages(receipt)[0].detail == "no such file: ?\x00"
