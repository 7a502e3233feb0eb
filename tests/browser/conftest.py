"""The browser and the course that the tests of the real thing share."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, Request, Route
from served import QUIZ, Course, copy_course, free_port
from sitting import Sitting

LOOPBACK = re.compile(r"^(data:|blob:|about:|(https?|wss?)://(127\.0\.0\.1|localhost)[:/])")


@pytest.fixture(scope="module")
def start(tmp_path_factory) -> Iterator[Callable[..., Course]]:
    """Serve a copy of the course to a learner; every copy is stopped when the module ends."""
    started: list[Course] = []

    def serve(learner: str, *options: str) -> Course:
        course = Course(copy_course(tmp_path_factory.mktemp(learner)), free_port(), learner, options)
        started.append(course)
        course.start()
        return course

    yield serve
    for course in started:
        course.stop()


@pytest.fixture(scope="module")
def course(start) -> Course:
    """One served course for the tests of a module."""
    return start("alice")


@pytest.fixture
def home(page: Page, course: Course, outside: list[str]) -> Iterator[Page]:
    """The course home as it opens from the printed address; nothing may be asked of another host."""
    page.goto(course.home)
    yield page
    assert outside == []


@pytest.fixture
def sitting(home: Page, course: Course) -> Sitting:
    """The learner before the open quiz."""
    home.goto(course.url(f"quizzes/{QUIZ}.ipynb"))
    home.locator("fieldset.question").first.wait_for(timeout=60_000)
    return Sitting(home, course.folder, QUIZ, course.learner)


@pytest.fixture
def outside(context: BrowserContext) -> list[str]:
    """Collect every request that would leave the machine, and refuse it."""
    left: list[str] = []

    def watch(route: Route, request: Request) -> None:
        if LOOPBACK.match(request.url):
            route.continue_()
        else:
            left.append(request.url)
            route.abort()

    context.route(re.compile("."), watch)
    return left
