"""Websocket frames that stop a stock server for everybody must cost only their sender."""

import json
import socket
import time
from contextlib import ExitStack, suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from page_server import BIG, V1, frame, message, parts, start_pages, stop_pages
from websockets.exceptions import ConnectionClosed, InvalidStatus

from calcinosis.serving.guard import MalformedFrameError, read_frame

CONTROL = {"comm_id": "c", "target_name": "jupyter.widget.control", "data": {}}
STATES = {"comm_id": "c", "data": {"method": "request_states"}}


LITTLE = 3.0
"""Seconds of work that an attack and a few questions may cost the server; a loop without end costs one each second."""


def others_are_served(pages, *, times=10, timeout=60):
    """Ask another address again and again; tell whether every answer came."""
    try:
        for _ in range(times):
            pages.ask("/health", key="key-of-bob", timeout=timeout)
            time.sleep(0.05)
    except OSError:
        return False
    return True


def heard(page, name):
    """Give everything a page is told until its message of that name has been dealt with."""
    told = []
    while True:
        channel, header, parent, *rest = parts(page.recv(timeout=60))
        told.append((header["msg_type"], rest))
        idle = header["msg_type"] == "status" and rest[1]["execution_state"] == "idle"
        if channel == "iopub" and idle and parent.get("msg_id") == name:
            return told


def legacy(kind, content):
    """Give a message of the protocol before v1: JSON text."""
    head = {"msg_id": "1", "msg_type": kind, "session": "s", "username": "u", "version": "5.3", "date": ""}
    whole = {
        "channel": "shell",
        "header": head,
        "parent_header": {},
        "metadata": {"version": "1.0.0"},
        "content": content,
    }
    return json.dumps(whole)


ATTACKS = {
    "an absurd count of parts": ((V1,), [b"\xff" * 8]),
    "an absurd count of parts, legacy": ((), [b"\x7f\xff\xff\xff" + b"\0" * 8]),
    "a buffer for a client without v1": (
        (),
        [
            legacy("comm_open", CONTROL),
            legacy("comm_msg", {"comm_id": "c", "data": {"method": "request_states"}}),
        ],
    ),
}


def attack(pages, name, *, times=3):
    """Send the frames; tell whether the server stopped answering others meanwhile."""
    subprotocols, frames = ATTACKS[name]
    kernel = pages.open()
    with suppress(ConnectionClosed, InvalidStatus), pages.socket(kernel, subprotocols=subprotocols) as page:
        for _ in range(times):  # the first may come before the server listens to the kernel
            for data in frames:
                page.send(data)
            time.sleep(0.2)
            if not others_are_served(pages, times=1, timeout=2 if times > 3 else 60):
                return True
    return False


@pytest.mark.parametrize("name", ATTACKS)
def test_one_frame_does_not_stop_the_server(pages, name):
    pages.open()  # the first page of all costs more than the later ones
    before, worked = pages.memory(), pages.work()

    assert not attack(pages, name)
    assert others_are_served(pages)
    assert pages.work() - worked < LITTLE
    assert pages.memory() - before < 30e6


@pytest.mark.parametrize("name", ATTACKS)
def test_the_same_frame_stops_a_server_without_the_guard(tmp_path, name):
    pages = start_pages(tmp_path, "--unguarded")
    try:
        assert attack(pages, name, times=60)
    finally:
        stop_pages(pages, grace=0.1)


def test_a_client_that_offers_no_v1_is_refused(pages):
    kernel = pages.open()
    with pytest.raises(InvalidStatus) as refused:
        pages.socket(kernel, subprotocols=())

    assert refused.value.response.status_code == 400


def test_a_page_that_never_reads_is_let_go_and_its_server_stays_small(pages):
    with pages.socket(pages.open(BIG), max_queue=1) as page:
        page.send(message("comm_open", CONTROL))
        before = pages.memory()
        page.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        with suppress(ConnectionClosed):
            for _ in range(60):  # 1 MB comes back for each
                page.send(message("comm_msg", STATES))
                time.sleep(0.02)
        until = time.monotonic() + 60
        while "does not read" not in pages.log.read_text() and time.monotonic() < until:
            time.sleep(0.1)

        assert "does not read" in pages.log.read_text()
        assert others_are_served(pages)
        assert pages.memory() - before < 30e6


def test_a_flood_of_messages_closes_the_page(pages):
    # a client that reads all along: one that stops reading is another attack
    with pages.socket(pages.open(), max_queue=None) as page:
        with suppress(ConnectionClosed):
            for _ in range(5000):
                page.send(message("comm_info_request", {}))
        with suppress(ConnectionClosed):
            while True:
                page.recv(timeout=60)

    assert page.close_reason == "too many messages"


def closed_because(page):
    """Read until the server closes the connection; give its reason."""
    with suppress(ConnectionClosed):
        while True:
            page.recv(timeout=60)
    return page.close_reason


def test_a_flood_of_bytes_closes_the_page(pages):
    with pages.socket(pages.open(), max_queue=None) as page:
        with suppress(ConnectionClosed):
            for _ in range(8):
                page.send(message("comm_msg", {"comm_id": "none", "data": {"x": "y" * 1_000_000}}))

        assert closed_because(page) == "too many messages"


def test_a_flood_of_pings_closes_the_page(pages):
    with pages.socket(pages.open(), max_queue=None) as page:
        with suppress(ConnectionClosed):
            for _ in range(5000):
                page.ping()

        assert closed_because(page) == "too many messages"


def test_a_kernel_has_few_connections_at_once_and_room_again_when_they_end(pages):
    kernel = pages.open()
    with ExitStack() as opened:
        sockets = [opened.enter_context(pages.socket(kernel)) for _ in range(8)]
        for page in sockets[4:]:
            assert closed_because(page) == "too many connections"
        assert sockets[0].close_code is None
    with pages.socket(kernel) as page:
        page.send(message("kernel_info_request", {}, name="asked"))

        assert heard(page, "asked")


@pytest.mark.parametrize(
    "kind",
    [
        "execute_request",
        "complete_request",
        "inspect_request",
        "history_request",
        "debug_request",
        "input_reply",
        "interrupt_request",
        "shutdown_request",
        "create_subshell_request",
        "usage_request",
    ],
)
@pytest.mark.parametrize("channel", ["shell", "control"])
def test_a_page_cannot_make_its_kernel_do_anything_but_talk_to_widgets(pages, kind, channel):
    kernel = pages.open()
    marker = pages.course / "marker"
    code = f"open({str(marker)!r}, 'w')"
    head = {"msg_id": "1", "msg_type": kind, "session": "s", "username": "u", "version": "5.3", "date": ""}
    with pages.socket(kernel) as page:
        page.send(
            frame(head, {}, {}, {"code": code, "silent": False, "value": code, "restart": False}, channel=channel)
        )
        page.send(message("kernel_info_request", {}, channel=channel))
        kinds = set()
        while "kernel_info_reply" not in kinds:
            kinds.add(parts(page.recv(timeout=60))[1]["msg_type"])

    assert not marker.exists()
    assert kinds <= {"kernel_info_reply", "status"}


def test_a_page_cannot_build_widgets_of_its_own_in_the_kernel(pages):
    controls = {"module": "@jupyter-widgets/controls", "module_version": "2.0.0"}
    state = {f"_{half}_{name}": value for half in ("model", "view") for name, value in controls.items()}
    state |= {"_model_name": "IntTextModel", "_view_name": "IntTextView", "value": 1}
    forged = {"comm_id": "forged", "target_name": "jupyter.widget", "data": {"state": state, "buffer_paths": []}}
    with pages.socket(pages.open()) as page:
        page.send(message("comm_open", forged, about={"version": "2.1.0"}))
        page.send(message("comm_info_request", {}))
        while True:
            _, header, _, _, content, *_ = parts(page.recv(timeout=60))
            if header["msg_type"] == "comm_info_reply":
                break

    assert "forged" not in content["comms"]


def test_an_error_in_the_kernel_tells_the_page_nothing_of_its_inside_and_leaves_it_its_hearing(pages):
    kernel = pages.open()
    with pages.socket(kernel) as page:
        page.send(message("comm_info_request", {}))
        content = {}
        while "comms" not in content:
            content = parts(page.recv(timeout=60))[4]
        for comm in content["comms"]:
            page.send(
                message("comm_msg", {"comm_id": comm, "data": {"method": "update", "state": {"n": "not a number"}}})
            )
        page.send(message("comm_info_request", {}, name="last"))
        told = heard(page, "last")

    assert {kind for kind, _ in told} <= {"status", "comm_msg", "comm_info_reply"}
    for inside in ("Traceback", "site-packages", "TraitError"):
        assert inside not in str(told)


@given(st.binary(max_size=400))
def test_no_bytes_make_the_reading_of_a_frame_fail_otherwise_than_by_refusing(data):
    try:
        read_frame(data)
    except MalformedFrameError:
        return


@given(st.integers(0, 2**64 - 1), st.binary(max_size=64))
def test_no_count_of_parts_costs_more_than_the_frame_is_long(count, rest):
    started = time.thread_time()
    with pytest.raises(MalformedFrameError):
        read_frame(count.to_bytes(8, "little") + rest)

    assert time.thread_time() - started < 0.5


def test_a_message_of_a_page_is_read_as_it_was_written():
    channel, header, content = read_frame(message("comm_msg", {"comm_id": "c", "data": {}}))

    assert (channel, header["msg_type"], content) == ("shell", "comm_msg", {"comm_id": "c", "data": {}})


def test_the_server_speaks_v1(pages):
    with pages.socket(pages.open()) as page:
        assert page.subprotocol == V1
