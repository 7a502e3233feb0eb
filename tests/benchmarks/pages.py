"""Many learners open a page in the same moment: this server against stock Voila, in one run on one machine.

``python tests/benchmarks/pages.py [PAGES]`` (default 50). A page counts as usable when its HTML is complete and its
kernel answers a request for the state of its widgets over the page's own websocket.
"""

import http.client
import json
import re
import secrets
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
from websockets.sync.client import connect

sys.path.append(str(Path(__file__).parents[1] / "security"))

from page_server import LESSON, V1, message, parts, start_pages, stop_pages

LIMIT = 0.4
"""The largest share of stock Voila's time that is good enough."""
HUNG = 60.0
"""Seconds after which a page counts as hung."""
TRIES = 3
"""Starts of stock Voila, which now and then freezes for everyone in such a rush: its time counts where it did not."""


class Stock:
    """Voila as it comes."""

    def __init__(self, apps):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "voila", "--no-browser", f"--port={self.port}", str(apps)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port)).close()
            except OSError:
                time.sleep(0.1)
            else:
                return

    def stop(self):
        family = psutil.Process(self.process.pid).children(recursive=True)
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.process.kill()
        for process in family:
            if process.is_running():
                process.kill()


def open_page(port, learner):
    """Open one page as a browser does; give the seconds until its HTML was complete and until it was usable."""
    headers = {"Authorization": f"token key-of-l{learner}"}
    started = time.monotonic()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=HUNG)
    connection.request("GET", f"/voila/render/{LESSON}", headers=headers)
    page = connection.getresponse().read().decode()
    connection.close()
    complete = time.monotonic() - started
    kernel = re.search(r'"kernelId": "([0-9a-f-]+)"', page)[1]
    address = f"ws://127.0.0.1:{port}/api/kernels/{kernel}/channels?session_id={secrets.token_hex(8)}"
    with connect(
        address, subprotocols=[V1], additional_headers=headers, max_size=None, open_timeout=HUNG
    ) as page_socket:
        page_socket.send(message("comm_open", {"comm_id": "c", "target_name": "jupyter.widget.control", "data": {}}))
        page_socket.send(message("comm_msg", {"comm_id": "c", "data": {"method": "request_states"}}))
        while "update_states" not in json.dumps(parts(page_socket.recv(timeout=HUNG))[4]):
            pass
        return complete, time.monotonic() - started


def rush(port, pages):
    """Open many pages in the same moment."""
    with ThreadPoolExecutor(pages) as learners:
        asked = [learners.submit(open_page, port, number) for number in range(pages)]
        # A page that hangs is counted with the time it was waited for.
        done = [(HUNG, HUNG) if isinstance(each.exception(), TimeoutError) else each.result() for each in asked]
    complete, usable = zip(*done, strict=True)
    return {
        "hung": sum(each == HUNG for each in usable),
        "html, all": max(complete),
        "usable, half": statistics.median(usable),
        "usable, all": max(usable),
    }


def private_memory(process, mark):
    """Give the median of what each kernel keeps to itself, MiB."""
    family = psutil.Process(process.pid).children(recursive=True)
    own = [
        each.memory_full_info().uss / 2**20 for each in family if each.status() != psutil.STATUS_ZOMBIE and mark(each)
    ]
    return statistics.median(own)


def stock_rush(apps, pages):
    """Start stock Voila and open many of its pages."""
    stock = Stock(apps)
    try:
        found = rush(stock.port, pages)
        found["kernel MiB"] = private_memory(
            stock.process, lambda each: "ipykernel_launcher" in " ".join(each.cmdline())
        )
    finally:
        stock.stop()
    return found


def main(pages):
    """Measure both, print both, say whether it is good enough."""
    with tempfile.TemporaryDirectory() as folder:
        ours = start_pages(Path(folder))
        try:
            time.sleep(5)  # the zygote imports what lessons need while nobody waits
            mine = rush(ours.port, pages)
            mine["kernel MiB"] = private_memory(ours.process, lambda each: each.name() == "course-kernel")
        finally:
            stop_pages(ours)
        frozen = 0
        while (theirs := stock_rush(ours.course / ".course" / "apps", pages))["hung"] and frozen < TRIES - 1:
            frozen += 1
    share = mine["usable, all"] / theirs["usable, all"]
    lines = [
        f"{pages} pages at once, load {psutil.getloadavg()[0]:.1f} on {psutil.cpu_count()} processors",
        f"{'':14}{'course':>10}{'stock':>10}",
        *(f"{name:14}{mine[name]:10.2f}{theirs[name]:10.2f}" for name in mine),
        f"starts of stock Voila that froze before this one: {frozen}",
        f"share of stock Voila's time: {share:.2f} (good enough: {LIMIT})",
    ]
    sys.stdout.write("\n".join(lines) + "\n")
    return 0 if share <= LIMIT and mine["hung"] == 0 else 1


if __name__ == "__main__":
    raise SystemExit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 50))
