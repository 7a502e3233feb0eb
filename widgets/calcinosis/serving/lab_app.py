"""JupyterLab with formgrader on the course folder: ``python -m calcinosis.serving.lab_app``."""

import json
import os
import sys
from pathlib import Path
from typing import Any

from calcinosis.grading.course import Course
from calcinosis.grading.settings import jupyter_config, prepare_nbgrader
from calcinosis.serving.settings import ServeSettings, write_private


def lab_config(run: ServeSettings) -> dict[str, Any]:
    """Return JupyterLab's settings for one run: the course's own, whatever this account uses elsewhere."""
    return {
        **jupyter_config(Course(Path(run.course))),
        "ServerApp": {
            "ip": run.host,
            "port": run.lab_port,
            "port_retries": 0,
            "open_browser": False,
            "root_dir": run.course,
            "allow_root": True,
            "jpserver_extensions": {
                "voila.server_extension": False,  # it would serve any notebook with a kernel that runs any code
                "jupyter_lsp": False,  # looks for language servers at each start and finds none
            },
        },
        "IdentityProvider": {"token": run.key},
        "LabApp": {
            # the three ways in which JupyterLab asks other hosts
            "news_url": None,
            "check_for_updates_class": "jupyterlab.handlers.announcements.NeverCheckForUpdate",
            "extension_manager": "readonly",
        },
        "KernelManager": {"transport": "tcp" if sys.platform == "win32" else "ipc"},
    }


UNASKED = "@jupyterlab/apputils-extension:announcements"
"""The part of JupyterLab that asks every new user whether to fetch news, which this server never does."""


def main() -> None:
    """Serve until told to stop."""
    run = ServeSettings.read()
    folder = run.state / "runtime" / "jupyter"
    (folder / "labconfig").mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    write_private(folder / "jupyter_server_config.json", json.dumps(lab_config(run)))
    write_private(folder / "labconfig" / "page_config.json", json.dumps({"disabledExtensions": {UNASKED: True}}))
    os.environ.update(
        JUPYTER_CONFIG_DIR=str(folder),
        JUPYTER_RUNTIME_DIR=run.sockets,
        IPYTHONDIR=str(run.state / "runtime" / "ipython"),
        CALCINOSIS_LEARNER=run.learner,
        CALCINOSIS_STATE=str(run.state),
    )
    prepare_nbgrader()
    from jupyterlab.labapp import LabApp  # noqa: PLC0415 (after the line above, which saves a second)

    LabApp.launch_instance([])


if __name__ == "__main__":
    main()
