"""How long the road takes: a start, a second start, a cold quiz page, Submit to result.

``.venv/bin/python tests/benchmarks/road.py`` serves a copy of the course, drives it in Chromium, and prints each figure
with its ratio to a reference taken in the same run: the start of the stock ``voila`` command until it answers with one
trivial notebook, and a page of it until its first widget shows.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1] / "browser"))

from served import QUIZ, Course, copy_course, free_port
from sitting import Sitting

CELL = "import ipywidgets\nipywidgets.IntSlider(description='stock')"


def stock_notebook(folder: Path) -> Path:
    """Write the smallest notebook with a widget."""
    path = folder / "stock.ipynb"
    cell = {"cell_type": "code", "id": "a", "source": CELL, "metadata": {}, "outputs": [], "execution_count": None}
    spec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    path.write_text(json.dumps({"cells": [cell], "metadata": {"kernelspec": spec}, "nbformat": 4, "nbformat_minor": 5}))
    return path


def stock_voila(notebook: Path) -> tuple[subprocess.Popen, str, float]:
    """Start the stock server; return it, its address, and the seconds until it answered."""
    port = free_port()
    began = time.monotonic()
    command = [sys.executable, "-m", "voila", "--no-browser", f"--port={port}", "--Voila.ip=127.0.0.1", str(notebook)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    address = f"http://127.0.0.1:{port}/"
    while True:
        try:
            with urllib.request.urlopen(address + "voila/static/", timeout=5):
                break
        except urllib.error.HTTPError:
            break
        except OSError:
            time.sleep(0.05)
    return server, address, time.monotonic() - began


def cold(browser, address: str, ready: str) -> tuple[float, int, Page]:
    """Load a page with an empty cache; return seconds until ``ready`` shows, bytes on the wire, and the page."""
    page = browser.new_context().new_page()
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    received = [0]
    session.on(
        "Network.loadingFinished", lambda event: received.__setitem__(0, received[0] + event["encodedDataLength"])
    )
    began = time.monotonic()
    page.goto(address, wait_until="commit")
    page.locator(ready).first.wait_for(timeout=60000)
    seconds = time.monotonic() - began
    page.wait_for_timeout(1500)
    return seconds, int(received[0]), page


def main() -> None:
    """Measure and print."""
    folder = Path(tempfile.mkdtemp())
    system = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=system, args=args)
        server, address, stock_start = stock_voila(stock_notebook(folder))
        stock_page, stock_bytes, _ = cold(browser, address, ".slider")
        os.killpg(server.pid, signal.SIGTERM)
        print(f"stock voila: start {stock_start:.1f} s, page usable {stock_page:.2f} s, {stock_bytes / 1e6:.2f} MB")

        course = Course(copy_course(folder / "course"), free_port(), "bench")
        first = course.start()
        course.stop()
        again = course.start()
        print(f"first start with build {first:.1f} s ({first / stock_start:.1f} of stock's start)")
        print(f"second start {again:.1f} s ({again / stock_start:.1f} of stock's start)")

        address = f"{course.home.split('?')[0]}voila/render/quizzes/{QUIZ}.ipynb?{course.home.split('?')[1]}"
        seconds, size, page = cold(browser, address, "fieldset.question")
        print(f"quiz page usable {seconds:.2f} s ({seconds / stock_page:.2f} of stock), {size / 1e6:.2f} MB cold")

        sitting = Sitting(page, course.folder, QUIZ, "bench")
        sitting.answer_all()
        began = time.monotonic()
        sitting.submit()
        receipt = time.monotonic() - began
        while not course.graded():
            page.wait_for_timeout(50)
        print(f"Submit to receipt {receipt:.2f} s, to marks in the gradebook {time.monotonic() - began:.2f} s")
        browser.close()
    course.stop()
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()
