"""Figures that never came are asked for once more, and only once."""

import re

from playwright.sync_api import Page, expect
from served import LESSON, Course


def test_a_page_whose_figures_are_stuck_loads_itself_once(home: Page, course: Course):
    loads = []
    home.on("load", lambda page: loads.append(page.url))
    # the widget manager hears nothing: its socket is never opened
    home.add_init_script("window.WebSocket = class { constructor() {} send() {} close() {} addEventListener() {} }")
    home.goto(course.url(f"lessons/{LESSON}.ipynb"))
    # it comes 12 s, another page and 30 s later
    expect(home.locator("#late")).to_contain_text("The figures are not ready", timeout=120_000)

    assert len(loads) == 2
    expect(home.get_by_role("link", name="Reload the page")).to_have_attribute("href", re.compile(LESSON))
