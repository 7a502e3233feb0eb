"""The virtual patients on the course home: who they are, what they come with, where the learner stands."""

from functools import lru_cache

from calcinosis.panels.cases.case_plays import playing, standing
from calcinosis.panels.shared.session import Session
from calcinosis.quiz.cases import compiled
from calcinosis.quiz.cases.deal import deal, seed
from calcinosis.quiz.kinds.base import Plain


def patients(session: Session) -> list[Plain]:
    """Return the cases that are served, in the order of their lessons; never a diagnosis."""
    served = {path.stem for path in session.apps.glob("cases/*.ipynb")}
    return [_patient(name, session) for name in compiled.names() if name in served]


def met(session: Session) -> list[Plain]:
    """Return the latest closed play of every case that has one, with what each of its decisions earned and is about.

    Returns
    -------
    list
        ``{"lesson", "at", "decisions": [{"share", "claims"}]}``.
    """
    found: list[Plain] = []
    for name in compiled.names():
        case = compiled.case(name)
        closed = standing(session, case).closed
        if closed:
            latest = closed[max(closed)]
            earned = latest.get("decisions", {})
            decisions = [
                {"share": earned[each["id"]], "claims": [claim for one in each["options"] for claim in one["claims"]]}
                for each in case["decisions"]
                if each["id"] in earned
            ]
            found.append({"lesson": case["lesson"], "at": latest["at"], "decisions": decisions})
    return found


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
