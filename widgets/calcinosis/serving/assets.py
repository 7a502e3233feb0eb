"""Static files: compressed once, cached by the browser for a year under an address that changes with the content."""

import gzip
import hashlib
import mimetypes
import re
from functools import lru_cache
from pathlib import Path

from tornado.web import HTTPError, RequestHandler

PATH = re.compile(r"[\w@.-]+(?:/[\w@.-]+)*")
"""What an address of a file may look like. ``..`` is refused besides."""
COMPRESSIBLE = frozenset({".js", ".css", ".svg", ".json", ".html", ".map", ".ttf", ".eot"})
SERVED = COMPRESSIBLE | {".woff", ".woff2", ".ico", ".png", ".jpg", ".jpeg", ".webp"}
A_YEAR = 31_536_000  # s


@lru_cache(maxsize=2048)
def _compressed(path: Path, changed: int) -> bytes:
    del changed  # only tells one version of the file from the next
    return gzip.compress(path.read_bytes(), compresslevel=6, mtime=0)


@lru_cache(maxsize=4096)
def _digest(path: Path, changed: int) -> str:
    del changed
    return hashlib.sha256(path.read_bytes()).hexdigest()[:20]


def digest(path: Path) -> str:
    """Return a short hash of a file's content."""
    return _digest(path, path.stat().st_mtime_ns)


def find(roots: tuple[Path, ...], address: str) -> Path | None:
    """Find the file of an address below one of the folders; None if there is none or it is not one of ours to give."""
    if not PATH.fullmatch(address) or ".." in address.split("/"):
        return None
    for root in roots:
        path = root / address
        if path.suffix in SERVED and path.is_file() and path.resolve().is_relative_to(root.resolve()):
            return path
    return None


class AssetHandler(RequestHandler):
    """Serve files that every learner may read: scripts, styles, fonts.

    They hold nothing of the course, so they need no key. Nothing of the course's own folder is among them.
    """

    def initialize(self, roots: tuple[Path, ...], allowed: re.Pattern[str] | None = None) -> None:
        """Take the folders to look in, and which addresses below them are served."""
        self.roots = roots
        self.allowed = allowed

    def get(self, address: str) -> None:
        """Send one file, compressed if that helps, or nothing if the browser has it."""
        path = find(self.roots, address)
        if path is None or (self.allowed and not self.allowed.match(address)):
            raise HTTPError(404)
        changed = path.stat().st_mtime_ns
        self.set_header("ETag", f'"{_digest(path, changed)}"')
        self.set_header("Cache-Control", f"public, max-age={A_YEAR}, immutable")
        self.set_header("Content-Type", mimetypes.guess_type(path.name)[0] or "application/octet-stream")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Vary", "Accept-Encoding")
        if self.check_etag_header():
            self.set_status(304)
            return
        if path.suffix in COMPRESSIBLE and "gzip" in self.request.headers.get("Accept-Encoding", ""):
            self.set_header("Content-Encoding", "gzip")
            self.write(_compressed(path, changed))
        else:
            self.write(path.read_bytes())

    head = get

    def write_error(self, status_code: int, **details: object) -> None:
        """Say little: no page shows this."""
        del details
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(f"{status_code}: no such file\n")
