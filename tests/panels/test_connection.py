"""How soon a learner is told that the line to Python is dead, by the page's own clock and not by this machine's."""

import pytest

from calcinosis.panels.shared.base import module

WATCH = """<!doctype html><title>Course</title><script type="module">
%s
const line = { answering: true };
const model = {
  on: (event, listener) => (line.hear = listener),
  off: () => {},
  send: () => {
    if (line.throwing) throw new Error("Cannot send");
    if (line.answering) setTimeout(() => line.answering && line.hear({ type: "pong" }), 20);
  },
};
const told = [];
connection(model, {
  ping: () => ({ type: "ping" }),
  heard: () => {},
  changed: ({ online }) => told.push([online, Date.now()]),
  mayReload: () => false,
});
window.line = line;
window.told = told;
</script>"""


@pytest.fixture
def watched(page):
    """A page with a line to Python, and a clock that only moves when it is told to."""
    text = WATCH % module("shared/connection.js")
    page.route("http://course.test/**", lambda route: route.fulfill(body=text, content_type="text/html"))
    page.clock.install(time=0)
    page.clock.pause_at(1000)  # an installed clock goes on with the machine's until it is paused
    page.goto("http://course.test/")
    page.clock.run_for(5000)
    assert page.evaluate("told") == []
    return page


@pytest.mark.parametrize("how", ["answering = false", "throwing = true"])
@pytest.mark.parametrize("moment", [10, 200, 400, 600, 795])  # ms after some beat
def test_a_dead_line_is_told_within_three_seconds(watched, moment, how):
    watched.clock.run_for(moment)
    died = watched.evaluate(f"line.{how}; Date.now()")
    watched.clock.run_for(10_000)
    online, at = watched.evaluate("told[0]")

    assert online is False
    assert at - died <= 3000


def test_one_answer_that_is_late_is_not_called_a_dead_line(watched):
    watched.evaluate("line.answering = false")
    watched.clock.run_for(1200)
    watched.evaluate("line.answering = true")
    watched.clock.run_for(5000)

    assert watched.evaluate("told") == []


def test_a_line_that_comes_back_is_told(watched):
    watched.evaluate("line.answering = false")
    watched.clock.run_for(5000)
    watched.evaluate("line.answering = true")
    watched.clock.run_for(5000)

    assert watched.evaluate("told.at(-1)[0]") is True
