"""What all tests share: the browser, and patience with a slow or busy machine."""

import os
import shutil

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import expect

# Generous, because what a test waits for usually comes at once: only a failing test, or a busy machine, takes longer.
expect.set_options(timeout=30_000)
settings.register_profile("busy", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy")

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Drive the system's Chromium, with all its requests to other hosts switched off."""
    quiet = ("--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run")
    sandbox = ("--no-sandbox",) if os.geteuid() == 0 else ()
    system = next(filter(None, map(shutil.which, BROWSERS)), None)
    return {
        **browser_type_launch_args,
        **({"executable_path": system} if system else {}),
        "args": [*quiet, *sandbox, "--disable-gpu"],
    }
