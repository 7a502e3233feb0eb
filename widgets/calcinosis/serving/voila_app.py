"""The standalone Voila server of the course: ``python -m calcinosis.serving.voila_app``.

Voila serves learners' pages here with its own front end, executor and kernels, and nothing else of it is mounted: no
file listing, no contents, no files of the served folder, no templates chosen by the address.
"""

import hashlib
import os
import re
import resource
import shutil
import sys
from functools import partial
from pathlib import Path
from typing import Any, cast

# jsonschema builds a grammar of web addresses with it, which costs a second at start; the IRI formats it checks occur
# nowhere in a notebook.
sys.modules.setdefault("rfc3987_syntax", None)  # pyright: ignore[reportArgumentType]

import jinja2  # noqa: E402 (after the line above, whose whole point that is)
from jupyter_core.utils import run_sync  # noqa: E402
from jupyter_server.log import log_request  # noqa: E402
from markupsafe import Markup  # noqa: E402
from traitlets.config import Config  # noqa: E402
from voila import __version__  # noqa: E402
from voila.app import Voila  # noqa: E402
from voila.utils import get_page_config  # noqa: E402

import calcinosis.panels  # noqa: E402
from calcinosis.serving import forked, handlers  # noqa: E402
from calcinosis.serving.assets import AssetHandler, digest  # noqa: E402
from calcinosis.serving.guard import ALLOWED_MESSAGES, MAX_FRAME, GuardedConnection, GuardedHandler  # noqa: E402
from calcinosis.serving.identity import LaptopIdentity  # noqa: E402
from calcinosis.serving.kernels import CourseKernelSpecs, LearnerKernels, OwnerAuthorizer  # noqa: E402
from calcinosis.serving.pages import CourseExporter  # noqa: E402
from calcinosis.serving.settings import ServeSettings  # noqa: E402

SHARE = Path(__file__).parent / "share"
TEMPLATE = SHARE / "voila" / "templates" / "course"
EXTENSIONS = ["@voila-dashboards/widgets-manager8", "@jupyter-widgets/jupyterlab-manager", "anywidget"]
"""Front-end packages a page loads: the widget manager, the base models, and the one that our panels are made of."""
MAX_BODY = 64 << 10
"""Bytes of a request's body. Only a page that is left sends one, with a token in it; anybody's is read to the end."""
HEADER_LIMIT, BODY_LIMIT = 60.0, 5.0
"""Seconds in which a request's head and its body must have come; connections that wait cost open files."""
OPEN_FILES = 65_536
"""As many as the account may have, up to this: a page with its kernel needs about twenty."""
KERNEL_ID = r"(?P<kernel_id>[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"


class CourseServer(Voila):
    """Voila with the addresses, identity, kernels and template of the course."""

    settings_of_run: ServeSettings

    @staticmethod
    def init_share() -> None:
        """Let Voila find the template of the course, which is package data."""
        found = os.environ.get("JUPYTER_PATH")
        os.environ["JUPYTER_PATH"] = os.pathsep.join([str(SHARE), found] if found else [str(SHARE)])

    def init_settings(self) -> dict[str, Any]:  # pyright: ignore[reportIncompatibleMethodOverride] (voila names the trait where it means the type)
        """Add what the course's own handlers need."""
        settings = cast("dict[str, Any]", super().init_settings())
        self.kernel_manager.allowed_message_types = list(ALLOWED_MESSAGES)
        if forked.AVAILABLE:
            forked.register()
            forked.nursery.start(self.settings_of_run.sockets, self.kernel_manager.environment())
        static, extensions, course = self._versions()
        page_config = get_page_config(
            base_url=self.base_url, settings=settings, log=self.log, voila_configuration=self.voila_configuration
        )
        page_config["fullStaticUrl"] = f"{self.base_url}voila/static/{static}"
        page_config["fullLabextensionsUrl"] = f"{self.base_url}voila/labextensions/{extensions}"
        tokens = (Path(calcinosis.panels.__file__ or "").parent / "shared/tokens.css").read_text(encoding="utf-8")
        context = {
            "home": handlers.HOME,
            "tokens": Markup(tokens),  # noqa: S704 (our own style sheet)
            "asset": lambda name: f"{self.base_url}voila/course/{course}/{name}",
        }
        environment = jinja2.Environment(loader=jinja2.FileSystemLoader(TEMPLATE), autoescape=True)
        environment.globals.update(context)
        return {
            **settings,
            "course_settings": self.settings_of_run,
            "course_page_config": page_config,
            "course_context": context,
            "course_exporter": CourseExporter(
                template_paths=self.template_paths,
                template_name="course",
                config=self.config,
                contents_manager=self.contents_manager,
                base_url=self.base_url,
            ),
            "course_messages": environment.get_template("message.html"),
            "allow_remote_access": False,  # an address that another site made lead here names another host
            "default_handler_class": handlers.MissingHandler,
            "compress_response": True,
            "log_function": partial(log_request, record_prometheus_metrics=False),  # writes no key into the log
            "websocket_max_message_size": MAX_FRAME,
            # ms. A browser that vanished without a word is noticed within the half minute; then its kernel is culled.
            "ws_ping_interval": 10_000,
            "ws_ping_timeout": 25_000,
        }

    def _versions(self) -> tuple[str, str, str]:
        """Name the versions of the three sets of static files, for addresses that browsers may keep for ever."""
        extensions = [
            path
            for root in self.labextensions_path
            for name in EXTENSIONS
            if (path := Path(root) / name / "package.json").is_file()
        ]
        course = sorted(path for path in (TEMPLATE / "static").rglob("*") if path.is_file())

        def mark(*parts: str) -> str:
            return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]

        return mark(__version__), mark(*map(digest, extensions)), mark(*map(digest, course))

    def init_handlers(self) -> list[Any]:  # pyright: ignore[reportIncompatibleMethodOverride] (as above)
        """Mount what a page needs, and nothing else."""
        voila_static = tuple(Path(path) for path in self.static_paths)
        labextensions = tuple(Path(path) for path in self.labextensions_path)
        page_files = re.compile("|".join(rf"{re.escape(name)}/static/" for name in EXTENSIONS))
        return [
            (r"/", handlers.FrontHandler),
            (r"/(lab|formgrader)/?", handlers.LabHandler),
            (r"/health", handlers.HealthHandler),
            (r"/voila/render/lessons/pictures/(.*)", handlers.PictureHandler),
            (r"/voila/render/(.*)", handlers.PageHandler),
            (rf"/voila/api/shutdown/{KERNEL_ID}", handlers.LeaveHandler),
            (rf"/api/kernels/{KERNEL_ID}", handlers.KernelModelHandler),
            (rf"/api/kernels/{KERNEL_ID}/channels", GuardedHandler),
            (r"/voila/static/[0-9a-f]{12}/(.*)", AssetHandler, {"roots": voila_static}),
            (r"/voila/labextensions/[0-9a-f]{12}/(.*)", AssetHandler, {"roots": labextensions, "allowed": page_files}),
            (r"/voila/course/[0-9a-f]{12}/(.*)", AssetHandler, {"roots": (TEMPLATE / "static",)}),
        ]

    def listen(self) -> None:
        """Listen, with little patience for those who keep the server waiting."""
        limits = {"idle_connection_timeout": HEADER_LIMIT, "body_timeout": BODY_LIMIT, "max_body_size": MAX_BODY}
        self.app.listen = partial(self.app.listen, **limits)
        super().listen()

    def stop(self) -> None:
        """End every kernel first, then remove the folder with their sockets."""
        run_sync(self.kernel_manager.shutdown_all)(now=True)
        forked.nursery.stop()
        shutil.rmtree(self.connection_dir, ignore_errors=True)


def configure(run: ServeSettings) -> dict[str, Any]:
    """Give the configuration of Voila and of what it is made of, for one run."""
    return {
        "Voila": {
            "ip": run.host,
            "port": run.port,
            "port_retries": 0,
            "open_browser": False,
            "root_dir": str(run.apps),
            "connection_dir_root": run.sockets,
            "config_file_paths": [],
            "token": run.key,
            "cookie_secret": run.cookie_secret.encode(),
            "identity_provider_class": LaptopIdentity,
            "authorizer_class": OwnerAuthorizer,
            "kernel_websocket_connection_class": GuardedConnection,
            "log_level": "INFO",
        },
        "VoilaConfiguration": {
            "template": "course",
            "allow_template_override": "NO",
            "allow_theme_override": "NO",
            "show_tracebacks": False,
            "multi_kernel_manager_class": LearnerKernels,
            "kernel_spec_manager_class": CourseKernelSpecs,
            "extension_allowlist": EXTENSIONS,
        },
        "LaptopIdentity": {"learner": run.learner},
        "LearnerKernels": {
            "learner_variables": {
                "CALCINOSIS_STATE": str(run.state),
                # a personal start-up file of IPython is no part of the course
                "IPYTHONDIR": str(run.state / "runtime" / "ipython"),
            },
            "cull_idle_timeout": max(1, run.cull * 3 // 4),
            "cull_interval": max(1, run.cull // 6),
            "cull_connected": False,
            "buffer_offline_messages": False,
            "allow_tracebacks": False,
            "kernel_info_timeout": 30,
        },
        "KernelManager": {
            # a kernel that was killed comes back empty: the page must be loaded again either way, and says so
            "autorestart": False,
            "transport": "tcp" if sys.platform == "win32" else "ipc",
            "shutdown_wait_time": 1.0,
        },
    }


def start(run: ServeSettings, config: dict[str, Any]) -> None:
    """Serve until told to stop."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = OPEN_FILES if hard == resource.RLIM_INFINITY else min(hard, OPEN_FILES)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, most), hard))
    server = CourseServer(config=Config(config))
    server.settings_of_run = run
    server.init_share()
    server.initialize([])
    server.start()


def main() -> None:
    """Serve the course that the settings of this run name."""
    run = ServeSettings.read()
    start(run, configure(run))


if __name__ == "__main__":
    main()
