"""Page server and registrar of a class under the course's own supervisor, which starts again what dies. For tests only.

``python supervised.py COURSE`` with the settings of the page server in the environment; ends on SIGTERM.
"""

import os
import sys
from pathlib import Path

from calcinosis.serving import supervise
from calcinosis.serving.supervise import Child, Supervisor

HERE = Path(__file__).parent


def main(course):
    supervise.DELAYS = (0.5,)  # s; by the fifth death of one evening the product waits half a minute
    logs = course / ".course" / "logs"
    registrar = [sys.executable, "-m", "calcinosis", "registrar", "--course", str(course)]
    pages = [sys.executable, str(HERE / "class_server.py")]
    with Supervisor(lambda sentence: print(sentence, flush=True)) as supervisor:  # noqa: T201 - into the log
        supervisor.start(Child("the page server", pages, logs / "voila.log", dict(os.environ)))
        supervisor.start(Child("the registrar", registrar, logs / "registrar.err.log", dict(os.environ)))
        supervisor.watch()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
