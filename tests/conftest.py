"""What every room's tests share: the browser, quiet and at home."""

import os
import shutil

import pytest

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
