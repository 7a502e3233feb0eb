"""Twenty model items must be expressible without loss: turned into items of the bank, and back, they say the same."""

from pathlib import Path
from string import ascii_lowercase

import pytest

from calcinosis.quiz import variants
from calcinosis.quiz.authored import read_yaml
from calcinosis.quiz.bank import Bank, item_from
from calcinosis.quiz.lint import in_order, lint
from calcinosis.quiz.marking import explain, from_rubric, mark

MODEL = {each["id"]: each for each in read_yaml(Path(__file__).with_name("model_items.yaml"), "model_items.yaml")}
KINDS = {
    "single": "single",
    "multi": "multiple",
    "numeric": "numeric",
    "ordering": "ordering",
    "matching": "matching",
    "sorting": "matching",
    "short": "short",
}
RULES = {
    "+1 per statement in the right bin, no penalty": "per-option",
    "all-or-nothing or partial; engine must support both": "all-or-nothing",
    "+1 per correct, -1 per wrong, minimum 0": "net-correct",
}
QUANTITIES = {"M11": "calcium", "M12": "phosphate", "M13": "phosphate"}


def named(texts, names=ascii_lowercase):
    """Texts in the bank's order, by id; and the id of each text."""
    ordered = in_order(dict(enumerate(texts)))
    table = dict(zip(names, ordered.values(), strict=False))
    return table, {text: name for name, text in table.items()}


def written(model):
    """The model item as an author of the bank writes it."""
    data = {
        "id": model["id"],
        "kind": KINDS[model["type"]],
        "title": f"Model item {model['id']}",
        "lesson": int(model["lesson"].removeprefix("L")),
        "difficulty": model["difficulty"],
        "stem": model["stem"],
        "sources": [ref.removeprefix("@") for ref in model["refs"]],
        "why": model.get("rationale", ""),
    }
    if model.get("scoring") in RULES:
        data["scoring"] = {"rule": RULES[model["scoring"]]}
    if "note" in model:
        data["note"] = model["note"]
    return data | globals()[f"written_{model['type']}"](model)


def written_single(model):
    table, ids = named(model["options"].values())
    why = {ids[model["options"][name]]: text for name, text in model["rationale"].items()}
    return {"options": table, "key": ids[model["options"][model["key"]]], "why": why}


def written_multi(model):
    table, ids = named(model["options"].values())
    why = {ids[model["options"][name]]: text for name, text in model["rationale"].items()}
    return {
        "options": table,
        "key": [ids[model["options"][name]] for name in model["key"]],
        "why": why,
        "points": len(model["key"]),
    }


def written_numeric(model):
    data = {
        "key": {"value": model["answer"]},
        "unit": model["unit"],
        "decimals": 2,
        "tolerance": {"absolute": model["tolerance_abs"]},
    }
    also = [
        {"unit": unit, "value": value, "tolerance": {"absolute": model["tolerance_units"][unit]}}
        for unit, value in model.get("accept_units", {}).items()
    ]
    quantity = {"quantity": QUANTITIES[model["id"]]} if model["id"] in QUANTITIES else {}
    return data | quantity | {"also_units": also}


def written_ordering(model):
    table, ids = named(model["items"])
    return {"elements": table, "key": [ids[model["items"][place]] for place in model["key"]]}


def written_matching(model):
    left, lefts = named(model["left"])
    extra = [model["distractor_right"]] if "distractor_right" in model else []
    right, rights = named([*model["right"], *extra], "pqrstuvwxyz")
    key = {lefts[model["left"][int(one)]]: rights[model["right"][other]] for one, other in model["key"].items()}
    return {"left": left, "right": right, "key": key}


def written_sorting(model):
    left, lefts = named(model["items"])
    right, rights = named(model["bins"], "pqrstuvwxyz")
    key = {lefts[model["items"][int(one)]]: rights[model["bins"][other]] for one, other in model["key"].items()}
    why = {lefts[model["items"][int(place)]]: text for place, text in model["rationale"].items()}
    return {"left": left, "right": right, "key": key, "why": why, "points": len(model["items"])}


def written_short(model):
    more = {"points": model["max_points"], "words": 80, "rubric": model["rubric"], "fail_if": model.get("fail_if", [])}
    return more | ({"note": model["scoring"]} if "scoring" in model else {})


def item_of(name):
    return item_from(written(MODEL[name]), "model_items.yaml")


def said_single(item, model):
    names = {text: name for name, text in model["options"].items()}
    own = {name: names[text] for name, text in item.options.items()}
    key = own[item.key] if item.kind == "single" else sorted(own[name] for name in item.key)
    rationale = {own[name]: text for name, text in item.why.items()}
    return {"options": {own[name]: text for name, text in item.options.items()}, "key": key, "rationale": rationale}


said_multiple = said_single


def said_numeric(item, model):
    said = {
        "answer": item.key.value,
        "unit": item.unit,
        "tolerance_abs": item.tolerance.absolute,
        "rationale": item.why,
    }
    if "accept_units" in model:
        said["accept_units"] = {other.unit: other.value for other in item.also_units}
    if "tolerance_units" in model:
        said["tolerance_units"] = {other.unit: other.tolerance.absolute for other in item.also_units}
    return said


def said_ordering(item, model):
    key = [model["items"].index(item.elements[name]) for name in item.key]
    return {"items": model["items"], "rationale": item.why, "key": key}


def said_matching(item, model):
    ones, others = ("items", "bins") if model["type"] == "sorting" else ("left", "right")
    places = {name: model[ones].index(text) for name, text in item.left.items()}
    taken = [text for text in item.right.values() if text in model[others]]
    extra = [text for text in item.right.values() if text not in model[others]]
    return {
        ones: sorted(item.left.values(), key=model[ones].index),
        others: sorted(taken, key=model[others].index),
        "key": {places[one]: model[others].index(item.right[other]) for one, other in item.key.items()},
        "rationale": item.why if isinstance(item.why, str) else {places[name]: text for name, text in item.why.items()},
        **({"distractor_right": extra[0]} if extra else {}),
    }


def said_short(item, model):
    del model
    said = {"rubric": [{"points": line.points, "text": line.text} for line in item.rubric], "max_points": item.points}
    return said | ({"fail_if": list(item.fail_if)} if item.fail_if else {})


def read_back(item, model):
    """What the item says, in the words of the model item."""
    back = {
        "id": item.id,
        "type": model["type"],
        "lesson": f"L{item.lesson}",
        "difficulty": item.difficulty,
        "stem": item.stem,
        "refs": [f"@{key}" for key in item.sources],
    }
    back |= globals()[f"said_{item.kind}"](item, model)
    if item.scoring:
        back["scoring"] = {rule: words for words, rule in RULES.items()}[item.scoring.rule]
    if item.note:
        back["scoring" if item.kind == "short" else "note"] = item.note
    return back


@pytest.mark.parametrize("name", MODEL)
def test_model_item_is_expressed_without_loss(name):
    model = MODEL[name]
    expected = {**model, "key": sorted(model["key"])} if model["type"] == "multi" else model

    assert read_back(item_of(name), model) == expected


def test_all_twenty_are_here():
    assert list(MODEL) == [f"M{number:02}" for number in range(1, 21)]


@pytest.mark.parametrize("name", MODEL)
def test_right_answer_to_a_model_item_earns_everything(name):
    item = item_of(name)
    seed = variants.seed("ada", item.id, 1)
    if item.kind == "short":
        assert from_rubric(item, range(len(item.rubric))).verdict == "right"
        return
    answers = [{"value": str(item.key.value), "unit": item.unit}] if item.kind == "numeric" else [item.key]
    answers += [{"value": str(other.value), "unit": other.unit} for other in getattr(item, "also_units", ())]

    for answer in answers:
        assert mark(item, answer, seed=seed).points == item.points
    assert mark(item, None, seed=seed).points == 0.0
    assert explain(item, answers[0], seed=seed)["expected"]


@pytest.mark.parametrize("name", MODEL)
def test_tables_of_a_model_item_say_nothing_by_their_order(name):
    item = item_of(name)
    found = lint(Bank(items={name: item}, quizzes={}, files={name: "model_items.yaml"}))

    assert [each for each in found if "order" in each.rule] == []


def test_rules_of_the_model_items_score_as_they_say():
    seed = variants.seed("ada", "M07", 1)
    sorting, net = item_of("M07"), item_of("M09")
    wrong = dict(sorting.key) | {"a": next(bin_ for bin_ in sorting.right if bin_ != sorting.key["a"])}
    scl70 = next(name for name in net.options if name not in net.key)

    assert mark(sorting, wrong, seed=seed).points == 4.0
    assert mark(net, [*net.key, scl70], seed=seed).points == 3.0
    assert mark(net, [scl70], seed=seed).points == 0.0
    assert from_rubric(item_of("M20"), [1, 3]).points == 2.0
