"""The virtual patients on the course home: who they are, what they come with, where the learner stands."""

from functools import lru_cache

from calcinosis.panels.case_plays import playing, standing
from calcinosis.panels.session import Session
from calcinosis.quiz.cases import compiled
from calcinosis.quiz.cases.deal import deal, seed
from calcinosis.quiz.kinds.base import Plain


def patients(session: Session) -> list[Plain]:
    """Give the cases that are served, in the order of their lessons; never a diagnosis."""
    served = {path.stem for path in session.apps.glob("cases/*.ipynb")}
    return [_patient(name, session) for name in compiled.names() if name in served]


def _patient(name: str, session: Session) -> Plain:
    case = compiled.case(name)
    now = standing(session, case)
    return {
        "href": f"cases/{name}.ipynb",
        "who": _who(name, session.learner, playing(session, case)),
        "complaint": case["complaint"],
        "lesson": case["lesson"],
        "status": now.status,
        "at": now.at,
        "best": now.best,
        "plays": now.plays,
    }


@lru_cache(maxsize=256)
def _who(name: str, learner: str, play: int) -> str:
    case = compiled.case(name)
    return deal(case, seed(learner, name, case["version"], play))["patient"]
