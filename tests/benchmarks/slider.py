"""Milliseconds from a slider key press to the redrawn balance picture, in Chromium on loopback.

Run ``python tests/benchmarks/slider.py [PRESSES]``: serves one figure with Voila, presses the arrow keys of the GFR
slider one at a time, and times from the key's input event to the last change that the answer makes to the picture.
The paint that follows (up to one frame) is not in it.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

import nbformat
from playwright.sync_api import sync_playwright

FIGURE = "from calcinosis.panels.simulator.balance import Balance\n\nBalance(gfr=60)"
PRESS = """
async (presses) => {
  const input = document.querySelector('.cf-balance input[data-name="gfr"]');
  const picture = document.querySelector(".cf-balance .cf-stage svg");
  const times = [];
  for (let i = 0; i < presses; i++) {
    await new Promise((rest) => setTimeout(rest, 250));
    times.push(await new Promise((done) => {
      const changed = new MutationObserver(() => {
        changed.disconnect();
        done(performance.now() - pressed);
      });
      changed.observe(picture, { subtree: true, attributes: true, childList: true, characterData: true });
      input.value = Number(input.value) + (i % 2 ? 1 : -2);
      const pressed = performance.now();
      input.dispatchEvent(new Event("input", { bubbles: true }));
      setTimeout(() => { changed.disconnect(); done(null); }, 3000);
    }));
  }
  return times;
}
"""


def free_port() -> int:
    """Return a port of loopback that nobody listens on."""
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return asked.getsockname()[1]


def serve(folder: Path, port: int) -> subprocess.Popen[bytes]:
    """Start Voila on a folder and wait until it answers."""
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(FIGURE)])
    nbformat.write(book, folder / "figure.ipynb")
    command = [sys.executable, "-m", "voila", "--no-browser", f"--port={port}", str(folder)]
    environment = os.environ | {"OMP_NUM_THREADS": "1"}
    server = subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    for _ in range(120):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/voila/static/style.css", timeout=1)
        except urllib.error.HTTPError:
            return server
        except OSError:
            time.sleep(0.25)
        else:
            return server
    raise SystemExit("voila did not start within 30 s")


def main() -> None:
    """Measure and print."""
    presses = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        server = serve(Path(folder), port)
        try:
            with sync_playwright() as play:
                browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
                page = browser.new_page(viewport={"width": 1280, "height": 900})
                page.goto(f"http://127.0.0.1:{port}/voila/render/figure.ipynb")
                page.wait_for_selector(".cf-balance .cf-stage svg")
                page.wait_for_timeout(6000)  # the flow's particles have come to rest
                times = sorted(each for each in page.evaluate(PRESS, presses) if each is not None)
                browser.close()
        finally:
            os.killpg(server.pid, signal.SIGTERM)
    cuts = statistics.quantiles(times, n=20)
    middle, worst = statistics.median(times), times[-1]
    sys.stdout.write(f"{len(times)} key presses: p50 {middle:.1f} ms, p95 {cuts[18]:.1f} ms, longest {worst:.1f} ms\n")


if __name__ == "__main__":
    main()
