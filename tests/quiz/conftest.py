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
    "fill": {
        "sentence": "[a] from bone lowers phosphate; [b] rises late.",
        "blanks": {
            "a": {"label": "hormone", "accept": ["FGF23", "FGF-23", "fibroblast growth factor 23"]},
            "b": {"label": "gland's hormone", "accept": ["parathyroid hormone", "PTH"], "reject": ["thyroid hormone"]},
        },
    },
    "hotspot": {
        "svg": '<svg viewBox="0 0 9 9"><path id="elbow" d="M0 0"/><g id="thumb"/><g id="wrist"/></svg>',
        "alt": "An arm",
        "regions": {"elbow": "Elbow", "thumb": "Thumb pulp", "wrist": "Wrist"},
        "key": ["thumb"],
    },
    "key-feature": {
        "options": {"a": "Biopsy", "b": "Refer", "c": "Stop warfarin", "d": "Wait", "e": "X-ray"},
        "key": {"b": 1, "c": 3},
        "choose": 3,
        "harmful": ["a"],
    },
    "script-concordance": {
        "hypothesis": "calciphylaxis",
        "finding": "a painless nodule",
        "panel": {"answers": {"-2": 6, "-1": 3, "0": 1}, "real": True, "who": "Ten nephrologists"},
    },
    "next-test": {
        "tests": {
            "a": {"text": "Biopsy", "cost": 8, "wait": "4 d", "result": "Mineral in arterioles", "harm": "ulcer"},
            "b": {"text": "MRI", "cost": 9, "wait": "3 d", "result": "Dark mineral"},
            "c": {"text": "X-ray", "cost": 4, "wait": "3 h", "result": "Vessels show"},
        },
        "key": {"c": 1, "b": 0.5},
    },
    "case": {
        "steps": [
            {
                "name": "s1",
                "reveals": "Her thighs burn.",
                "question": {
                    "kind": "next-test",
                    "stem": "Which test?",
                    "why": "Cheap and quick.",
                    "tests": {
                        "a": {"text": "Biopsy", "cost": 8, "wait": "4 d", "result": "XRESULTAX", "harm": "ulcer"},
                        "b": {"text": "X-ray", "cost": 4, "wait": "3 h", "result": "XRESULTBX"},
                    },
                    "key": {"b": 1},
                },
            },
            {
                "name": "s2",
                "reveals": "XLATERX",
                "points": 3,
                "question": {
                    "kind": "multiple",
                    "stem": "What do you stop?",
                    "why": "Both drive it.",
                    "options": {"a": "Calcium", "b": "Insulin", "c": "Warfarin"},
                    "key": ["a", "c"],
                },
            },
        ],
        "debrief": "It was calciphylaxis.",
    },
    "code": {
        "starter": "def product(calcium, phosphate):\n    ...\n",
        "solution": "def product(calcium, phosphate):\n    return calcium * phosphate\n",
        "tests": [
            {"name": "of whole numbers", "code": "assert product(2, 3) == 6", "shown": True},
            {"name": "of fractions", "code": "assert product(0.5, 0.5) == 0.25", "points": 3},
        ],
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
