"""Items of every kind, as authors write them."""

import copy
from typing import Any

import pytest

from calcinosis.quiz.bank import item_from
from calcinosis.quiz.kinds.base import Item

COMMON: dict[str, Any] = {
    "title": "A question",
    "lesson": 2,
    "difficulty": 1,
    "stem": "What is it?",
    "why": "Because.",
    "sources": ["hall2021"],
}
WRITTEN: dict[str, dict[str, Any]] = {
    "single": {"options": {"a": "Calcitriol", "b": "FGF23", "c": "PTH"}, "key": "b"},
    "multiple": {"options": {"a": "Bone", "b": "Gut", "c": "Hair", "d": "Kidney"}, "key": ["a", "b", "d"]},
    "numeric": {
        "quantity": "calcium",
        "key": {"value": 2.62},
        "unit": "mmol/L",
        "decimals": 2,
        "tolerance": {"absolute": 0.01},
        "also_units": ["mg/dL"],
        "offer_units": ["µmol/L"],
    },
    "ordering": {"elements": {"a": "Calcitriol falls", "b": "FGF23 rises", "c": "PTH rises"}, "key": ["b", "a", "c"]},
    "matching": {
        "left": {"a": "Low", "b": "High"},
        "right": {"p": "Hyper", "q": "Hypo", "r": "Iso"},
        "key": {"a": "q", "b": "p"},
    },
    "short": {"rubric": [{"points": 1.0, "text": "Says so"}], "words": 20},
}


def written(kind: str, /, **changes: Any) -> dict[str, Any]:
    """What an author writes about an item of this kind."""
    data = copy.deepcopy({"id": f"an-{kind}", "kind": kind, **COMMON, **WRITTEN[kind]}) | changes
    return {name: value for name, value in data.items() if value is not ...}


def item(kind: str, /, **changes: Any) -> Item:
    """An item of this kind."""
    return item_from(written(kind, **changes), "items/test.yaml")


@pytest.fixture(name="item")
def _item():
    return item


@pytest.fixture(name="written")
def _written():
    return written


@pytest.fixture(name="item_factory", scope="session")
def _item_factory():
    return item
