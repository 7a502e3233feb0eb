"""Two plays of every case: the expert's, and the worst that can be done."""

from calcinosis.quiz.kinds.base import Plain

Moves = list[Plain]


def expert(case: Plain) -> Moves:
    """Return the moves of an expert: what is worth asking, examining and ordering, the expert's views and choices."""
    moves: Moves = [{"do": "ask", "what": each["id"]} for each in case["history"] if each["worth"] > 0]
    moves += _thought(case["expert"]["story"])
    moves += [{"do": "examine", "what": each["region"]} for each in case["examination"] if each["worth"] > 0]
    moves += _thought(case["expert"]["exam"])
    wanted = [each["id"] for each in case["tests"] if each["worth"] > 0]
    moves += [{"do": "order", "what": wanted}] if wanted else []
    moves += _waits(case, wanted)
    moves += _thought(case["expert"]["tests"])
    for decision in case["decisions"]:
        best = max(option["points"] for option in decision["options"])
        several = decision["choose"] == "several"
        chosen = [
            each["id"] for each in decision["options"] if (several and each["points"] > 0) or each["points"] == best
        ]
        moves.append({"do": "decide", "what": decision["id"], "chosen": chosen if several else chosen[:1]})
    return moves


def worst(case: Plain) -> Moves:
    """Return the moves of someone who asks nothing, orders harmful tests, trusts a wrong diagnosis and does harm."""
    wrong = next(name for name in case["diagnoses"] if name != case["diagnosis"])
    sure = {name: 100 * (name == wrong) for name in case["diagnoses"]}
    moves: Moves = [*_thought(sure), {"do": "go"}]
    harmful = [each["id"] for each in case["tests"] if each["harm"] or each["worth"] < 0]
    moves += [{"do": "order", "what": harmful}, *_waits(case, harmful)] if harmful else []
    moves.append({"do": "go"})
    for decision in case["decisions"]:
        bad = [each["id"] for each in decision["options"] if each["harm"] or each["points"] < 0]
        least = min(decision["options"], key=lambda option: (option["points"] - option["harm"], option["id"]))["id"]
        chosen = bad if decision["choose"] == "several" and bad else [least]
        moves.append({"do": "decide", "what": decision["id"], "chosen": chosen})
    return moves


def _thought(view: Plain) -> Moves:
    return [{"do": "view", "what": dict(view)}, {"do": "go"}]


def _waits(case: Plain, tests: list[str]) -> Moves:
    lengths = {each["ready"] for each in case["tests"] if each["id"] in tests}
    return [{"do": "wait"}] * len(lengths)
