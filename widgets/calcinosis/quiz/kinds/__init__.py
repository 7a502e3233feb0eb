"""The kinds of question, by the name authors write."""

from collections.abc import Mapping
from typing import Any

from calcinosis.quiz.kinds.base import Kind
from calcinosis.quiz.kinds.matching import Matching
from calcinosis.quiz.kinds.multiple import Multiple
from calcinosis.quiz.kinds.numeric import Numeric
from calcinosis.quiz.kinds.ordering import Ordering
from calcinosis.quiz.kinds.short import Short
from calcinosis.quiz.kinds.single import Single

KINDS: Mapping[str, Kind[Any]] = {
    kind.name: kind for kind in (Single(), Multiple(), Numeric(), Ordering(), Matching(), Short())
}
