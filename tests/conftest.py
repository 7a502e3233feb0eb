"""What every room's tests share: the browser, quiet and at home, and patience with a busy machine."""

import os
import shutil

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import expect

# What a test waits for comes at once or never: patience costs nothing, and a busy machine is no fault of the code.
expect.set_options(timeout=30_000)
settings.register_profile("busy", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy")

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Drive the system's Chromium, with everything switched off that would call home."""
    quiet = ("--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run")
    sandbox = ("--no-sandbox",) if os.geteuid() == 0 else ()
    system = next(filter(None, map(shutil.which, BROWSERS)), None)
    return {
        **browser_type_launch_args,
        **({"executable_path": system} if system else {}),
        "args": [*quiet, *sandbox, "--disable-gpu"],
    }
