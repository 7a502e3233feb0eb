"""The command that a learner types: what it prints, what it refuses, what it leaves behind."""

import ctypes
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from calcinosis.errors import CalcinosisError
from calcinosis.serving import supervise
from calcinosis.serving.checks import check_cull, check_host, check_learner, check_port


def fetch(url):
    with urllib.request.urlopen(url, timeout=120) as answer:  # noqa: S310 - the address that the command printed
        return answer.read().decode()


def one_sentence(served):
    """Give the one line on stderr with which a start was refused."""
    lines = [line for line in served.said().splitlines() if line]
    assert len(lines) == 1, lines
    assert lines[0].startswith("calcinosis: ")
    return lines[0]


def without_right_to_override_permissions():
    """Make root obey the permissions of folders, as everybody else does."""
    if os.geteuid() == 0:
        for capability in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
            ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)  # PR_CAPBSET_DROP


def test_the_printed_address_is_the_course_home_and_the_only_output_wherever_one_stands(course, serve, tmp_path):
    for module in ("json", "random", "html"):
        (tmp_path / f"{module}.py").write_text("raise SystemExit('a file of the folder was run')")
    served = serve(course, "--learner", "ada", folder=tmp_path)

    home = fetch(served.home())
    served.process.send_signal(signal.SIGINT)
    status, rest = served.ended()

    assert '<body data-page="home"' in home
    assert (status, rest) == (0, "")
    assert served.gone()


def test_a_lesson_is_served_with_its_text_and_a_figure(course, serve):
    served = serve(course)
    base, _, key = served.home().partition("?")

    page = fetch(f"{base}voila/render/lessons/01-lump.ipynb?{key}")

    assert "<h1" in page
    assert "She is 44." in page
    assert "application/vnd.jupyter.widget-view+json" in page
    assert "IntSlider()" not in page


def test_a_stop_leaves_no_process_not_even_kernels_and_no_sockets(course, serve):
    served = serve(course)
    home = served.home()
    fetch(home)
    until = time.monotonic() + 120
    while len(served.family()) < 5 and time.monotonic() < until:  # supervisor, pages, registrar, JupyterLab, kernel
        time.sleep(0.1)
    sockets = json.loads((course / ".course" / "runtime" / "settings.json").read_text())["sockets"]

    served.process.send_signal(signal.SIGTERM)
    status, _ = served.ended()

    assert status == 0
    assert served.gone()
    assert not Path(sockets).exists()
    assert not (course / ".course" / "runtime" / "serve.json").exists()


def test_jupyterlab_asks_nobody_about_news(course, serve):
    base, _, key = serve(course).home().partition("?")
    page, until = "", time.monotonic() + 120
    while "jupyter-config-data" not in page and time.monotonic() < until:
        with suppress(OSError):  # 503 while it starts
            page = fetch(f"{base}lab?{key}")
        time.sleep(0.2)
    facts = json.loads(re.search(r'<script id="jupyter-config-data"[^>]*>(.*?)</script>', page, re.DOTALL)[1])

    assert "@jupyterlab/apputils-extension:announcements" in facts["disabledExtensions"]
    assert facts["news"] == {"disabled": True}


@pytest.mark.parametrize("after", [0.3, 1.0, 2.0])
def test_a_stop_during_the_start_leaves_no_process(course, serve, after):
    served = serve(course)
    time.sleep(after)

    served.process.send_signal(signal.SIGTERM)

    assert served.ended()[0] in {0, -signal.SIGTERM}  # the second before it has begun to listen
    assert served.gone()


def test_nothing_survives_a_supervisor_that_was_killed(course, serve):
    served = serve(course)
    fetch(served.home())

    served.process.kill()

    assert served.gone()


def test_a_server_that_dies_is_started_again_at_the_same_address(course, serve):
    served = serve(course)
    home = served.home()
    pages = next(process for process in served.family() if "calcinosis.serving.voila_app" in process.cmdline())

    pages.kill()
    until = time.monotonic() + 120
    again = ""
    while not again and time.monotonic() < until:
        try:
            again = fetch(home)
        except OSError:
            time.sleep(0.1)

    assert '<body data-page="home"' in again
    assert "the page server stopped" in served.said()


def test_a_log_does_not_grow_for_ever_while_its_program_writes(tmp_path, monkeypatch):
    log = tmp_path / "lab.log"
    monkeypatch.setattr(supervise, "LOG_LIMIT", 5_000)
    with log.open("ab") as out:
        program = "print('a' * 9_999, flush=True)\ninput()\nprint('b' * 99, flush=True)"
        writer = subprocess.Popen([sys.executable, "-c", program], stdout=out, stdin=subprocess.PIPE)
    until = time.monotonic() + 60
    while log.stat().st_size < 10_000 and time.monotonic() < until:
        time.sleep(0.05)
    supervise._shorten(log)
    writer.communicate(b"\n", timeout=60)

    assert log.read_text() == "b" * 99 + "\n"
    assert log.with_suffix(".1.log").stat().st_size == 10_000


def test_an_address_stays_good_over_a_restart(course, serve):
    first = serve(course)
    home = first.home()
    first.close()

    second = serve(course, port=first.port)

    assert second.home() == home


def test_a_taken_port_is_refused_and_a_free_one_named(course, serve):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        served = serve(course, port=other.getsockname()[1])
        status, out = served.ended()

    assert (status, out) == (1, "")
    assert re.search(r"port \d+ is taken .* --port \d+ is free", one_sentence(served))
    assert not (course / ".course").exists()


def test_a_folder_that_cannot_be_written_to_is_refused(course, serve):
    course.chmod(0o555)
    served = serve(course, prepare=without_right_to_override_permissions)
    status, out = served.ended()
    course.chmod(0o755)

    assert (status, out) == (1, "")
    assert "cannot be written to" in one_sentence(served)
    assert sorted(path.name for path in course.iterdir()) == ["lessons", "quizzes"]


def test_a_folder_that_is_no_course_is_refused(tmp_path, serve):
    (tmp_path / "empty").mkdir()
    served = serve(tmp_path / "empty")

    assert served.ended()[0] == 1
    assert "--course" in one_sentence(served)
    assert list((tmp_path / "empty").iterdir()) == []


def test_a_state_folder_that_cannot_be_made_is_one_sentence(course, serve):
    (course / ".course").write_text("in the way")
    served = serve(course)

    assert served.ended()[0] == 1
    assert "move what is in the way" in one_sentence(served)
    assert (course / ".course").read_text() == "in the way"


def test_a_lesson_that_cannot_be_read_is_named_and_nothing_half_made_is_left(course, serve):
    (course / "lessons" / "02-gone.ipynb").symlink_to("nowhere.ipynb")
    served = serve(course)

    assert served.ended()[0] == 1
    assert "02-gone.ipynb" in one_sentence(served)
    assert not (course / ".course").exists()


def test_a_broken_item_file_stops_the_start_with_the_builds_own_words(course, serve):
    (course / "quizzes" / "items" / "broken.yaml").write_text("- id: [not closed\n")
    (course / "quizzes" / "broken.yaml").write_text("title: A quiz\nitems: [nothing]\n")
    served = serve(course)
    status, out = served.ended()

    assert (status, out) == (1, "")
    assert "broken.yaml" in served.said()
    assert "Traceback" not in served.said()
    assert not (course / ".course").exists()
    assert served.gone()


def test_a_second_start_on_the_same_folder_is_refused_and_does_no_harm(course, serve):
    first = serve(course)
    home = first.home()

    second = serve(course)
    status, _ = second.ended()

    assert status == 1
    assert home in one_sentence(second)
    assert '<body data-page="home"' in fetch(home)


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "::"])  # noqa: S104 - that is refused
def test_an_address_that_others_can_reach_is_refused_with_the_reason(host):
    with pytest.raises(CalcinosisError, match="no log-in"):
        check_host(host)


@pytest.mark.parametrize("host", ["banana", "example.org", "", "127.0.0.1:8866", "127.1"])
def test_a_host_that_is_no_address_is_named_as_that(host):
    with pytest.raises(CalcinosisError, match=r"is not an address of this machine; .* give 127\.0\.0\.1"):
        check_host(host)


@pytest.mark.parametrize("seconds", [-5, 0, 1, 86_401])
def test_a_time_that_no_page_could_live_with_is_refused(seconds):
    with pytest.raises(CalcinosisError, match=f"--cull {seconds} is out of range; give 2 to 86400 seconds"):
        check_cull(seconds)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.2", "localhost", "::1"])
def test_an_address_of_this_machine_is_taken(host):
    check_host(host)


@pytest.mark.parametrize("name", ["ada lovelace", "", "a" * 65, "../x", "é", "a+b", "a*", "x\n"])
def test_a_name_that_nbgrader_cannot_hold_is_refused_with_an_example(name):
    with pytest.raises(CalcinosisError, match=r"--learner ada\.lovelace"):
        check_learner(name)


def test_without_a_name_the_log_in_name_is_taken(monkeypatch):
    monkeypatch.setenv("LOGNAME", "mary.anning")

    assert check_learner(None) == "mary.anning"


@pytest.mark.parametrize("port", [0, -1, 65536])
def test_a_number_that_is_no_port_is_refused(port):
    with pytest.raises(CalcinosisError, match="not a port"):
        check_port("127.0.0.1", port)


def test_other_accounts_cannot_read_the_key(course, serve):
    served = serve(course)
    key = served.home().partition("token=")[2]
    runtime = course / ".course" / "runtime"
    holding = [path for path in runtime.rglob("*") if path.is_file() and key in path.read_text(errors="ignore")]

    assert runtime.parent.stat().st_mode & 0o077 == 0
    assert holding
    assert all(path.stat().st_mode & 0o077 == 0 for path in holding)
    assert not any(key in " ".join(process.info["cmdline"] or []) for process in psutil.process_iter(["cmdline"]))
