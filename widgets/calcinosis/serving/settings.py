"""What one run of the course is told, handed from the supervisor to its servers in a private file."""

import json
import os
import secrets
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

PYTHON = (sys.executable, "-P", "-m")
"""How this Python runs one of our modules. Without ``-P`` a file that happens to lie where the person stands, such as
``random.py``, would be taken for the module of that name."""

SETTINGS_VARIABLE = "CALCINOSIS_SERVE"
"""Environment variable with the path of the settings file. Arguments would show the key to every account."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ServeSettings:
    """The settings of one run."""

    course: str
    """Absolute path of the course folder."""
    learner: str
    """Verified name of the learner whose pages these are."""
    host: str
    """Loopback address to listen on."""
    port: int
    """Port of the course home."""
    lab_port: int
    """Port of JupyterLab."""
    key: str
    """Secret that opens the course and JupyterLab from a browser."""
    cookie_secret: str
    """Signs the cookies; kept between runs so that an open page survives a restart."""
    sockets: str
    """Short private folder for connection files and sockets of kernels."""
    cull: int
    """Seconds after which the kernel of a closed page is gone at the latest."""
    instructors: tuple[str, ...] = ()
    """Verified names that may open the pages for instructors, JupyterLab and formgrader; nobody unless named."""

    @property
    def state(self) -> Path:
        """Folder of everything made while running."""
        return Path(self.course) / ".course"

    @property
    def apps(self) -> Path:
        """Folder whose notebooks are served as pages."""
        return self.state / "apps"

    @property
    def home_url(self) -> str:
        """The address to print: it opens the course home in a fresh browser or a plain HTTP client."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}/?token={self.key}"

    def write(self, path: Path) -> None:
        """Write the settings so that only this account can read them."""
        write_private(path, json.dumps(asdict(self)))

    @classmethod
    def read(cls) -> "ServeSettings":
        """Read the settings that the supervisor wrote for this process."""
        told = json.loads(Path(os.environ[SETTINGS_VARIABLE]).read_text(encoding="utf-8"))
        return cls(**{**told, "instructors": tuple(told.get("instructors", ()))})


def write_private(path: Path, text: str) -> None:
    """Write a file that only this account can read, in one step."""
    fresh = path.with_name(f"{path.name}.new")
    fresh.unlink(missing_ok=True)
    fresh.touch(mode=0o600, exist_ok=False)
    fresh.write_text(text, encoding="utf-8")
    fresh.replace(path)


def kept_secret(path: Path) -> str:
    """Give the secret kept in a file, made at the first call, so that addresses and cookies outlive a restart."""
    if not path.exists():
        write_private(path, secrets.token_urlsafe(32))
    return path.read_text(encoding="utf-8")
