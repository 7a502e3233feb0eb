"""The addresses of the course: home, pages, a page's kernel, the way to JupyterLab."""

import asyncio
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlencode

from jupyter_server.auth.decorator import authorized
from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.services.kernels.handlers import KernelHandler
from nbformat import NotebookNode
from tornado.iostream import StreamClosedError
from tornado.web import HTTPError, authenticated

from calcinosis.quiz.recorded import QUIZ_NAME
from calcinosis.serving.assets import digest, find
from calcinosis.serving.pages import FLUSH, INSTRUCTORS_ONLY, Page, PageRun, read_page

if TYPE_CHECKING:
    from calcinosis.serving.kernels import LearnerKernels

HOME = "/voila/render/home.ipynb"
PICTURES = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
    ".svg": "image/svg+xml",
}
POLICY = "; ".join(  # noqa: FLY002 (one line for each rule)
    [
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:",  # widgets are modules made from text, in blobs
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    ]
)
"""No page may fetch anything from another host, whatever its content says."""

MESSAGES = {
    400: ("That address is not right", "Go back to the course and follow a link from there."),
    403: (
        "This course is open to its owner",
        "Open the address that was printed when the course was started; it holds the key.",
    ),
    404: ("There is no such page", "It may have been renamed. The course home lists everything there is."),
    405: ("That cannot be done here", "Go back to the course and follow a link from there."),
    429: ("You have many pages open", "Close pages of the course that you do not need, then open this one again."),
    503: ("All places are taken just now", "Your saved answers are safe. Try again in a minute."),
}
BROKEN = (
    "Something went wrong on the server",
    "Your saved answers are safe. Reload the page; if it happens again, tell your teacher the time.",
)


class CourseHandler(JupyterHandler):
    """What every page has in common."""

    @property
    def content_security_policy(self) -> str:
        """Keep the page to this server."""
        return POLICY

    def set_default_headers(self) -> None:
        """Forbid other hosts, sniffing, and telling the address to others."""
        super().set_default_headers()
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Referrer-Policy", "same-origin")
        self.set_header("Cache-Control", "no-store")

    def get_login_url(self) -> str:
        """There is no log-in form to send anybody to."""
        raise HTTPError(HTTPStatus.FORBIDDEN)

    @property
    def is_instructor(self) -> bool:
        """Tell whether the verified name is one of those that may grade."""
        return self.current_user.username in self.settings["course_settings"].instructors

    def require_instructor(self) -> None:
        """Refuse everybody else, as if there were no such address."""
        if not self.is_instructor:
            raise HTTPError(HTTPStatus.NOT_FOUND)

    def write_error(self, status_code: int, **details: object) -> None:
        """Show a page that says what to do, and nothing of the server's inside."""
        del details
        title, text = MESSAGES.get(status_code, BROKEN)
        self.finish(self._message(title, text, link="" if status_code == HTTPStatus.FORBIDDEN else HOME))

    def _message(self, title: str, text: str, *, link: str) -> str:
        self.set_header("Content-Type", "text/html; charset=utf-8")
        message = {"title": title, "text": text, "link": link, "verb": "Open the course"}
        return self.settings["course_messages"].render(page=message)


class MissingHandler(CourseHandler):
    """Every address that is none."""

    @authenticated
    async def get(self, *_: str) -> None:
        """Say so."""
        raise HTTPError(HTTPStatus.NOT_FOUND)

    post = put = delete = patch = head = get


class FrontHandler(CourseHandler):
    """The bare address: to the course home, with the key if it was given."""

    @authenticated
    async def get(self) -> None:
        """Redirect. A plain HTTP client without cookies needs the key again at the next address."""
        key = self.get_query_argument("token", "")
        self.redirect(f"{HOME}?{urlencode({'token': key})}" if key else HOME)


class LabHandler(CourseHandler):
    """The way to JupyterLab and formgrader, which are another server with the same key."""

    @authenticated
    async def get(self, place: str) -> None:
        """Redirect to the other server, or ask to wait a moment while it starts."""
        self.require_instructor()  # the address carries the key of a server that runs any code
        settings = self.settings["course_settings"]
        try:
            _, writer = await asyncio.open_connection(settings.host, settings.lab_port)
            writer.close()
        except OSError:
            self.set_header("Refresh", "1")
            self.set_status(HTTPStatus.SERVICE_UNAVAILABLE)
            title, text = "JupyterLab is starting", "It takes a few seconds. This page goes on by itself."
            self.finish(self._message(title, text, link=HOME))
            return
        host = self.request.host.rsplit(":", 1)[0]
        self.redirect(f"http://{host}:{settings.lab_port}/{place}?token={settings.key}")


class HealthHandler(CourseHandler):
    """Tells the supervisor that the event loop still turns."""

    @authenticated
    async def get(self) -> None:
        """Answer with how many kernels are alive."""
        self.finish({"kernels": len(self.kernel_manager)})


class PageHandler(CourseHandler):
    """One page and its kernel."""

    _gone = False

    def on_connection_close(self) -> None:
        """Remember that nobody waits for the page any more."""
        self._gone = True

    @authenticated
    async def get(self, path: str) -> None:
        """Send the text of the page, start its kernel, send what the kernel draws."""
        page, cells = self._found(path)
        kernels = cast("LearnerKernels", self.kernel_manager)
        kernels.check_room(self.current_user.username)  # before the text is sent: it could not be taken back
        self._keep_xsrf()
        self.set_header("Content-Type", "text/html; charset=utf-8")
        variables = self._variables(page)
        folder = path.rpartition("/")[0]
        # The kernel starts while the text is being written, and is waited for only when the text has been sent.
        starting = asyncio.ensure_future(
            kernels.start_for(self.current_user.username, path=folder, variables=variables)
        )

        async def kernel() -> tuple[Any, str]:
            kernel_id = await starting
            return kernels.get_kernel(kernel_id), kernel_id

        run = PageRun(self.settings["course_exporter"], cells)
        try:
            async for piece in run.html(
                page, kernel, self.settings["course_page_config"], self.settings["course_context"]
            ):
                self.write(piece)
                if FLUSH in piece:
                    await self.flush()
            await self.finish()
        except StreamClosedError:
            self._gone = True
        except Exception:
            # The text has been sent: the page itself says that the figures did not come.
            self.log.exception("page %s could not be drawn", path)
            self._gone = True
            if self.get_status() == HTTPStatus.OK and self._headers_written:
                await self.finish("</div><script>calcinosisFailed()</script></body></html>")
            else:
                raise
        finally:
            if self._gone:
                await self._drop(starting)

    def _found(self, path: str) -> tuple[Page, list[NotebookNode]]:
        """Read the page of an address, if there is one and this learner may open it."""
        found = read_page(self.settings["course_settings"].apps, path)
        if found is None:
            raise HTTPError(HTTPStatus.NOT_FOUND)
        if found[0].kind in INSTRUCTORS_ONLY:
            self.require_instructor()
        return found

    def _variables(self, page: Page) -> dict[str, str]:
        """Give what the kernel of this page is told besides who its learner is."""
        variables: dict[str, str] = {}
        quiz = self.get_query_argument("quiz", "")
        if page.kind == "feedback" and QUIZ_NAME.fullmatch(quiz):
            variables["QUERY_STRING"] = f"quiz={quiz}"  # the name CGI gave it, with this one checked entry
        if self.is_instructor:
            variables["CALCINOSIS_INSTRUCTOR"] = "1"
        return variables

    def _keep_xsrf(self) -> None:
        """Set the ``_xsrf`` cookie: without it the page cannot end its kernel when it is left."""
        _ = self.xsrf_token

    async def _drop(self, starting: "asyncio.Future[str]") -> None:
        try:
            kernel_id = await starting
        except Exception:  # noqa: BLE001 (whatever kept it from starting, there is nothing to end)
            return
        if kernel_id in self.kernel_manager:
            await self.kernel_manager.shutdown_kernel(kernel_id, now=True)


class PictureHandler(CourseHandler):
    """Pictures of lessons, at the address that the notebook has for them: ``pictures/hand.svg``."""

    @authenticated
    async def get(self, name: str) -> None:
        """Send one picture from the course folder."""
        path = find((Path(self.settings["course_settings"].course) / "lessons" / "pictures",), name)
        if path is None or path.suffix not in PICTURES:
            raise HTTPError(HTTPStatus.NOT_FOUND)
        self.set_header("Content-Type", PICTURES[path.suffix])
        self.set_header(
            "Cache-Control", "private, no-cache"
        )  # asked for again each time, sent again only if it changed
        self.set_header("ETag", f'"{digest(path)}"')
        if self.check_etag_header():
            self.set_status(HTTPStatus.NOT_MODIFIED)
            return
        self.finish(path.read_bytes())


class KernelModelHandler(KernelHandler):
    """What the front end asks about its kernel before it connects."""

    delete = None  # pyright: ignore[reportAssignmentType]
    SUPPORTED_METHODS = ("GET",)  # pyright: ignore[reportAssignmentType]


class LeaveHandler(CourseHandler):
    """A page that is left ends its kernel."""

    auth_resource = "kernels"

    @authenticated
    @authorized(action="execute", resource="kernels")
    async def post(self, kernel_id: str) -> None:
        """End the kernel at once: it has saved what it had to save."""
        await self.kernel_manager.shutdown_kernel(kernel_id, now=True)
        self.set_status(HTTPStatus.NO_CONTENT)
        self.finish()
