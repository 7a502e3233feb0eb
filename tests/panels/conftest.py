"""A quiz of six kinds, a course that keeps records, and a browser that speaks with real widgets without a server."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import comm
import pytest
from comm.base_comm import BaseComm
from playwright.sync_api import Page, Route

from calcinosis.panels.shared.session import Session
from calcinosis.quiz.bank import load
from calcinosis.quiz.public import public_quiz

BANK = Path(__file__).parent / "bank"
ADDRESS = "http://course.test/voila/render/quizzes/six.ipynb"


class Line(BaseComm):
    """The line from a widget to its browser; what Python says is kept."""

    said: list[dict[str, Any]]

    def __init__(self, **settings: Any) -> None:
        self.said = []
        super().__init__(**settings)

    def publish_msg(self, msg_type, data=None, metadata=None, buffers=None, **keys):
        del msg_type, metadata, buffers, keys
        if data and data.get("method") == "custom":
            self.said.append(json.loads(json.dumps(data["content"])))


@pytest.fixture(autouse=True)
def _lines(monkeypatch):
    monkeypatch.setattr(comm, "create_comm", Line)


@pytest.fixture(scope="session")
def six() -> dict[str, Any]:
    """The public part of a quiz with one item of each of six kinds."""
    return public_quiz(load(BANK).quizzes["six"])


@pytest.fixture
def learner(tmp_path, monkeypatch, six) -> Session:
    """Mara, in a course with one quiz."""
    state = tmp_path / ".course"
    quizzes = state / "apps" / "quizzes"
    quizzes.mkdir(parents=True)
    (state / "apps" / "lessons").mkdir()
    (quizzes / "six.public.json").write_text(json.dumps(six), encoding="utf-8")
    monkeypatch.setenv("CALCINOSIS_LEARNER", "mara")
    monkeypatch.setenv("CALCINOSIS_STATE", str(state))
    monkeypatch.delenv("CALCINOSIS_QUIZ", raising=False)
    monkeypatch.chdir(quizzes)
    return Session("mara", state)


@pytest.fixture
def say() -> Callable[..., list[dict[str, Any]]]:
    """Send a message to a widget as a browser does, and return what it answers."""

    def send(widget, content) -> list[dict[str, Any]]:
        before = len(widget.comm.said)
        widget._handle_msg({"content": {"data": {"method": "custom", "content": content}}, "buffers": []})
        return widget.comm.said[before:]

    return send


class Stage:
    """A browser page whose widget is the real one of this process.

    Every load of the page makes a widget, as a kernel would. ``alive = False`` kills the kernel: nothing is answered
    until the page is loaded again. ``up = False`` takes the server away.
    """

    def __init__(
        self, page: Page, learner: Session, make: Callable[[], Any], say: Callable[..., list[dict[str, Any]]]
    ) -> None:
        self.page, self.learner, self._make, self._say = page, learner, make, say
        self.alive = self.up = True
        self.loads = 0
        page.expose_function("toPython", self._hear)
        page.expose_function("newWidget", self._start)
        page.route("http://course.test/**", self._serve)

    def open(self, address: str = ADDRESS) -> None:
        self.page.goto(address)
        self.page.wait_for_selector(".calcinosis")

    def is_saved(self) -> None:
        """Wait until the store has everything: a change is kept on this device until then, and the page says so."""
        self.page.wait_for_function(
            "!Object.keys(localStorage).some((key) => key.startsWith('calcinosis.unsaved.')) && "
            "document.querySelector('.save-state').textContent.startsWith('Saved ')"
        )

    def _start(self) -> dict[str, Any]:
        self.loads += 1
        self.alive = True
        self.widget = self._make()
        names = [name for name in self.widget.trait_names() if name == "page"]
        return {"traits": {name: getattr(self.widget, name) for name in names}, "css": str(self.widget._css)}

    def _hear(self, message: Any) -> list[dict[str, Any]]:
        return self._say(self.widget, message) if self.alive and self.up else []

    def _serve(self, route: Route) -> None:
        if not self.up:
            route.abort()
        elif route.request.method == "HEAD":
            route.fulfill(status=405)
        elif route.request.url.endswith("/panel.js"):
            route.fulfill(body=str(self._make()._esm), content_type="text/javascript")
        else:
            route.fulfill(body=HTML, content_type="text/html")


HTML = """<!doctype html><html lang="en"><head><title>Course</title><meta name="viewport" content="width=device-width">
<style>
  body { margin: 0; background: var(--paper) }
  main { max-width: 940px; margin: auto; padding: 0 20px }
</style></head><body><main id="host"><div class="prose"></div></main><script type="module">
import panel from "/panel.js";
const { traits, css } = await newWidget();
const style = document.createElement("style");
style.textContent = css;
document.head.append(style);
const listeners = new Set();
const model = {
  get: (name) => traits[name],
  on: (event, listener) => listeners.add(listener),
  off: (event, listener) => listeners.delete(listener),
  send: (message) => {
    if (window.cut) throw new Error("Cannot send");
    toPython(message).then((said) => said.forEach((each) => listeners.forEach((listener) => listener(each))));
  },
};
const place = document.createElement("div");
document.getElementById("host").append(place);
panel.render({ model, el: place });
</script></body></html>"""


@pytest.fixture
def stage(page, say, learner) -> Iterator[Callable[..., Stage]]:
    """Open widgets in a real browser."""
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))

    def show(make: Callable[[], Any]) -> Stage:
        return Stage(page, learner, make, say)

    yield show
    assert faults == []
