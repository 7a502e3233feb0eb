"""The kinds of question, by the name authors write."""

from collections.abc import Mapping
from typing import Any

from calcinosis.quiz.kinds.base import Kind
from calcinosis.quiz.kinds.case import PARTS, Case
from calcinosis.quiz.kinds.programming import Code
from calcinosis.quiz.kinds.short import Short

KINDS: Mapping[str, Kind[Any]] = {**PARTS, **{kind.name: kind for kind in (Short(), Case(), Code())}}
