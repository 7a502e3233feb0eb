"""Learners' kernels: whose they are, what they can see, how many there may be."""

import os
from collections import Counter
from http import HTTPStatus
from typing import Any

from jupyter_client.kernelspec import KernelSpec, KernelSpecManager, NoSuchKernel
from jupyter_client.manager import KernelManager
from jupyter_server.auth.authorizer import Authorizer
from jupyter_server.auth.identity import User
from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from tornado.web import HTTPError
from traitlets import Dict, Integer

from calcinosis.serving import forked
from calcinosis.serving.settings import PYTHON

KERNEL = "python3"

KEPT_VARIABLES = frozenset(
    {"PATH", "HOME", "LANG", "LANGUAGE", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR", "TEMP", "TMP"}
    | {"LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT", "USERPROFILE", "PYTHONPATH", "PYTHONHOME"}
)
"""What a kernel inherits. Everything else stays behind: keys, tokens and the settings file are in the environment."""

ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
"""A simulator page solves small systems; idle threads of a numerical library would cost each learner memory."""


class CourseKernelSpecs(KernelSpecManager):
    """Know one kernel: this Python.

    A ``python3`` kernel that some other project left in the account's own folder would otherwise win.
    """

    def find_kernel_specs(self) -> dict[str, str]:
        """Name the one kernel."""
        return {KERNEL: ""}

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        """Describe the one kernel: no history file, short error texts."""
        if kernel_name != KERNEL:
            raise NoSuchKernel(kernel_name)
        launch = [*PYTHON, "ipykernel_launcher", "-f", "{connection_file}"]
        quiet = ["--HistoryManager.enabled=False", "--InteractiveShell.xmode=Minimal"]
        by_forking = {"kernel_provisioner": {"provisioner_name": forked.NAME}} if forked.AVAILABLE else {}
        return KernelSpec(argv=launch + quiet, display_name="Python 3", language="python", metadata=by_forking)

    def get_all_specs(self) -> dict[str, Any]:
        """Describe the one kernel as a listing."""
        return {KERNEL: {"resource_dir": "", "spec": self.get_kernel_spec(KERNEL).to_dict()}}


class LearnerKernels(AsyncMappingKernelManager):
    """Kernels, each with an owner."""

    max_kernels = Integer(300, help="kernels alive at once").tag(config=True)
    max_of_learner = Integer(30, help="kernels of one learner alive at once").tag(config=True)
    learner_variables = Dict(help="what every learner's kernel is told besides the name").tag(config=True)

    def __init__(self, **settings: object) -> None:
        super().__init__(**settings)
        self._owners: dict[str, str] = {}
        self._starting: Counter[str] = Counter()

    def environment(self) -> dict[str, str]:
        """Return what every kernel may know, whoever its owner is."""
        kept = {name: value for name, value in os.environ.items() if name.upper() in KEPT_VARIABLES}
        return {**kept, **ONE_THREAD, **self.learner_variables}

    def check_room(self, learner: str) -> None:
        """Refuse one more kernel when there is no place for it.

        Raises
        ------
        HTTPError
            503: as many kernels as this machine may have are alive. 429: as many as one learner may have, so that
            nobody takes the places of a class.
        """
        if len(self._owners) + self._starting.total() >= self.max_kernels:
            raise HTTPError(HTTPStatus.SERVICE_UNAVAILABLE, "All places are taken")
        own = list(self._owners.values()).count(learner) + self._starting[learner]
        if own >= self.max_of_learner:
            raise HTTPError(HTTPStatus.TOO_MANY_REQUESTS, "Too many pages of one learner")

    async def start_for(self, learner: str, *, path: str, variables: dict[str, str]) -> str:
        """Start a kernel that belongs to a learner and give its id.

        Parameters
        ----------
        learner
            Verified name.
        path
            Notebook's folder below the served folder, the kernel's working directory.
        variables
            What this page's kernel is told besides.

        Raises
        ------
        HTTPError
            There is no place for it (``check_room``).
        """
        self.check_room(learner)
        environment = {**self.environment(), **variables, "CALCINOSIS_LEARNER": learner}
        self._starting[learner] += 1
        try:
            kernel = await self.start_kernel(kernel_name=KERNEL, path=path, env=environment)
        finally:
            self._starting[learner] -= 1
        self._owners[kernel] = learner
        return kernel

    def owner(self, kernel_id: str) -> str | None:
        """Name the owner of a kernel; None for a kernel that does not exist."""
        return self._owners.get(kernel_id) if kernel_id in self else None

    def remove_kernel(self, kernel_id: str) -> KernelManager:
        """Forget a kernel and its owner."""
        self._owners.pop(kernel_id, None)
        return super().remove_kernel(kernel_id)


class OwnerAuthorizer(Authorizer):
    """A kernel answers its owner only; a foreign kernel and one that does not exist look the same."""

    def is_authorized(self, handler: JupyterHandler, user: User, action: str, resource: str) -> bool:
        """Compare the kernel's owner with the learner who asks."""
        del action, resource
        kernel_id = handler.path_kwargs.get("kernel_id") or next(iter(handler.path_args), "")
        kernels = handler.kernel_manager
        return isinstance(kernels, LearnerKernels) and kernels.owner(kernel_id) == user.username
