"""The real pages of a real course: no byte of theirs tells a key, and no message of theirs does harm."""

import json
import shutil
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from classroom import classroom, page_of
from websockets.exceptions import ConnectionClosed

from calcinosis.grading.course import Course
from calcinosis.quiz.records import Records

KEPT_BACK = ("RATIONALE ", "HINT from bone", "RUBRIC FGF23", "MODEL answer")
"""What the items of both quizzes say to their authors and markers only: reasons, hints, rubrics, model answers."""
FURTHER = (*KEPT_BACK, "parathyroid hormone", "calcium * phosphate", "0.5, 0.5")
"""Besides, the accepted words of one question, the solution and a hidden test of another."""
LATER = ("There is livedo", "Mineral in arterioles")
"""What learners see only after they have locked an answer: the kernel knows it, the browser must not."""
QUIZZES = ("kinds", "more", "practice", "at-once")
ANSWERS = {
    "kinds": {"q1": "b", "q2": ["a", "c"], "q3": {"value": "2.62", "unit": "mmol/L"}, "q6": "FGF23 rises."},
    "more": {"q1": {"a": "FGF23", "b": "PTH"}, "q2": ["thumb"], "q3": ["b", "c"], "q4": -2, "q5": "c"},
    "practice": {"q1": "b"},
    "at-once": {"q1": "b", "q2": "Because."},
}


@pytest.fixture(scope="module")
def room(built, tmp_path_factory):
    course = tmp_path_factory.mktemp("room") / "course"
    shutil.copytree(built.root, course)
    with classroom(course) as opened:
        yield opened


@pytest.fixture
def records(room):
    with Records(Course(room.course).records) as opened:
        yield opened


def remembered(process):
    """Read all memory of a process that it has written to itself."""
    ranges = [line.split() for line in Path(f"/proc/{process}/maps").read_text().splitlines()]
    found = []
    with Path(f"/proc/{process}/mem").open("rb", buffering=0) as memory:
        for span, rights, *_ in ranges:
            first, last = (int(end, 16) for end in span.split("-"))
            if "w" in rights:
                memory.seek(first)
                found.append(memory.read(last - first))
    return b"".join(found)


def sat(room, learner, quiz):
    """Sit a quiz to the receipt; give every byte that the browser got."""
    with page_of(room.pages, learner, f"quizzes/{quiz}.ipynb") as (page, text):
        page.states()
        revision = page.ask({"type": "open", "revision": -1}, "pong")["revision"]
        for name, answer in ANSWERS[quiz].items():
            revision = page.ask({"type": "save", "entries": {name: {"answer": answer}}}, "saved")["revision"]
        page.states()
        page.ask({"type": "submit", "revision": revision}, "submitted")
        if quiz != "practice":  # whose result may tell
            page.ask({"type": "ping"}, "pong")
        page.states()
        return text.encode() + bytes(page.received)


@pytest.mark.parametrize("quiz", QUIZZES)
def test_no_byte_of_a_quiz_tells_a_key_from_opening_to_receipt(room, quiz):
    told = sat(room, "kay", quiz)

    assert b"Which hormone" in told or b"Fill the gaps" in told
    for secret in (*FURTHER, *LATER):
        assert secret.encode() not in told


def test_no_byte_of_home_and_feedback_tells_a_key_before_the_result_is_released(room):
    sat(room, "lea", "kinds")
    for address in ("home.ipynb", "feedback.ipynb?quiz=kinds", "feedback.ipynb?quiz=more", "feedback.ipynb"):
        with page_of(room.pages, "lea", address) as (page, text):
            states = json.dumps(page.states())
            told = text + page.received.decode(errors="replace")

        assert len(states) > 1000
        for secret in (*FURTHER, *LATER):
            assert secret not in told


@pytest.mark.skipif(sys.platform != "linux", reason="the memory of a process can be read on Linux only")
def test_a_kernel_does_not_have_a_key_in_its_memory(room):
    others = set(room.victims("kernel"))
    with page_of(room.pages, "mia", "quizzes/kinds.ipynb") as (page, _):
        (kernel,) = set(room.victims("kernel")) - others
        page.states()
        for name, answer in ANSWERS["kinds"].items():
            page.ask({"type": "save", "entries": {name: {"answer": answer}}}, "saved")
        memory = remembered(kernel.pid)

    assert b"Which hormone lowers both phosphate and calcitriol" in memory
    for secret in KEPT_BACK:
        assert secret.encode() not in memory


def test_nothing_that_learners_can_fetch_or_open_holds_a_key(room):
    course = Course(room.course)
    files = [
        path
        for folder in (course.quizzes / "release", course.outbound, course.apps)
        for path in folder.rglob("*")
        if path.is_file()
    ]

    assert len(files) > 8
    for path in files:
        text = path.read_text(errors="replace")
        assert not [secret for secret in FURTHER if secret in text], path


def deep(levels):
    answer = "x"
    for _ in range(levels):
        answer = [answer]
    return answer


MALFORMED = {
    "no type": {},
    "a type that is none": {"type": "execute"},
    "a type that is no text": {"type": ["save"]},
    "a list": ["save"],
    "text": "save",
    "no entries": {"type": "save"},
    "entries that are a list": {"type": "save", "entries": ["q1"]},
    "an entry that is text": {"type": "save", "entries": {"q1": "b"}},
    "a question that is none": {"type": "save", "entries": {"q99": {"answer": "b"}}},
    "a question with a path for a name": {"type": "save", "entries": {"../q1": {"answer": "b"}}},
    "an option that is none": {"type": "save", "entries": {"q1": {"answer": "z"}}},
    "a list for one option": {"type": "save", "entries": {"q1": {"answer": ["b"]}}},
    "a number for an option": {"type": "save", "entries": {"q1": {"answer": 1}}},
    "an object for an option": {"type": "save", "entries": {"q1": {"answer": {"$gt": ""}}}},
    "a number with markup": {"type": "save", "entries": {"q3": {"answer": {"value": "<b>2</b>", "unit": "mmol/L"}}}},
    "a unit that is none": {"type": "save", "entries": {"q3": {"answer": {"value": "2.62", "unit": "stone"}}}},
    "a deep answer": {"type": "save", "entries": {"q2": {"answer": deep(60)}}},
    "a word too many in an entry": {"type": "save", "entries": {"q1": {"answer": "b", "points": 99}}},
    "certainty beyond all": {"type": "save", "entries": {"q1": {"answer": "b", "confidence": 99}}},
    "a long text": {"type": "save", "entries": {"q6": {"answer": "x" * 600_000}}},
    "another learner": {"type": "save", "learner": "nel", "entries": {"q1": {"answer": "z"}}},
    "a revision that is text": {"type": "submit", "revision": "0"},
    "a revision of the future": {"type": "submit", "revision": 10**9},
    "no revision": {"type": "submit"},
    "hints for nothing": {"type": "hint", "question": "q2", "number": 5},
    "a hint of no question": {"type": "hint", "question": ["q1"], "number": 1},
}


@pytest.fixture(scope="module")
def attacker(room):
    with page_of(room.pages, "oz", "quizzes/kinds.ipynb") as (page, _):
        page.ask({"type": "open", "revision": -1}, "pong")
        yield page


@pytest.mark.parametrize("what", MALFORMED)
def test_a_malformed_message_keeps_nothing_submits_nothing_and_leaves_the_page_its_wits(attacker, records, what):
    content = MALFORMED[what]
    attacker.send({"method": "custom", "content": content})
    told = attacker.ask({"type": "ping"}, "pong")

    assert "receipt" not in told
    assert records.draft("oz", "kinds").entries == {}
    assert records.submission("oz", "kinds") is None


FORGED = {
    "the page": {"method": "update", "state": {"page": {"quiz": {"items": []}, "learner": "nel"}}, "buffer_paths": []},
    "its script": {"method": "update", "state": {"_esm": "export default {}", "_css": "*{}"}, "buffer_paths": []},
    "a hidden trait": {"method": "update", "state": {"_session": {"learner": "nel"}}, "buffer_paths": []},
    "a buffer path": {"method": "update", "state": {}, "buffer_paths": [["page", "quiz"], [None]]},
    "a method that is none": {"method": "__class__", "content": {}},
}


@pytest.mark.parametrize("what", FORGED)
def test_a_forged_widget_value_changes_nothing(attacker, records, what):
    before = attacker.states()
    attacker.send(FORGED[what])
    attacker.ask({"type": "ping"}, "pong")

    assert attacker.states() == before
    assert records.draft("oz", "kinds").entries == {}


def test_a_page_writes_into_nobody_elses_draft(room, records):
    records.save("nel", "kinds", {"q1": {"answer": "a"}})
    before = records.draft("nel", "kinds")
    with page_of(room.pages, "pia", "quizzes/kinds.ipynb?learner=nel&user=nel") as (page, _):
        for forged in ({"learner": "nel"}, {"quiz": "more"}, {"attempt": 1, "learner": "nel", "quiz": "kinds"}):
            page.ask({"type": "save", "entries": {"q1": {"answer": "c"}}, **forged}, "saved")
        revision = page.ask({"type": "ping"}, "pong")["revision"]
        page.ask({"type": "submit", "revision": revision, "learner": "nel", "quiz": "more"}, "submitted")

    assert records.draft("nel", "kinds") == before
    assert records.submission("nel", "kinds") is None
    assert records.draft("pia", "more").entries == {}
    assert records.submission("pia", "kinds").entries["q1"]["answer"] == "c"


def test_a_submit_that_is_sent_again_and_again_is_one_submission_and_freezes_the_answers(room, records):
    with page_of(room.pages, "quin", "quizzes/practice.ipynb") as (page, _):
        revision = page.ask({"type": "save", "entries": {"q1": {"answer": "b"}}}, "saved")["revision"]
        codes = [page.ask({"type": "submit", "revision": revision}, "submitted")["receipt"]["code"] for _ in range(5)]
        page.send({"method": "custom", "content": {"type": "save", "entries": {"q1": {"answer": "a"}}}})
        page.ask({"type": "ping"}, "pong")

    assert len(set(codes)) == 1
    assert len(records.submissions("practice", "quin")) == 1
    assert records.draft("quin", "practice").entries["q1"]["answer"] == "b"


def test_a_frame_larger_than_a_page_ever_sends_closes_the_connection_only(room):
    with page_of(room.pages, "rob", "quizzes/kinds.ipynb") as (page, _):
        with suppress(ConnectionClosed):
            page.send({"method": "custom", "content": {"type": "save", "entries": {"q6": {"answer": "x" * 2_000_000}}}})
        with pytest.raises(ConnectionClosed):
            page.ask({"type": "ping"}, "pong")

    with page_of(room.pages, "rob", "quizzes/kinds.ipynb") as (page, _):
        assert page.ask({"type": "open", "revision": -1}, "pong")["entries"] == {}
