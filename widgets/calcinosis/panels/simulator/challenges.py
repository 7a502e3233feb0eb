"""Tasks of the laboratory: a patient, an aim that the run is judged by, and a sentence to think on when it is reached.

Aims are the normal intervals of ``physiology.quantities`` or a share of the run without orders: directions to explore,
no treatment targets.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from calcinosis.panels.shared.readings import printed, reading_of, verdict

if TYPE_CHECKING:
    from collections.abc import Mapping

SHARES = {0.5: "half", 1 / 3: "a third", 0.1: "a tenth"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Aim:
    """One thing to reach by the end of the run."""

    quantity: str
    """Name in ``physiology.quantities``."""
    where: str = "normal"
    """Where in its normal interval it should end: normal or high."""
    share: float | None = None
    """Instead: at most this share of what it is without orders, one of ``SHARES``."""

    def is_met(self, value: float, without: float) -> bool:
        """Tell whether a value reaches the aim: means of the last week, ``without`` of the run without orders."""
        if self.share is not None:
            return value <= self.share * without
        return verdict(self.quantity, value) == self.where

    def told(self, value: float, units: str) -> str:
        """Return the aim in words, with what stands now."""
        label = reading_of(self.quantity).label
        wanted = "in range" if self.where == "normal" else "above range"
        if self.share is not None:
            wanted = f"at most {SHARES[self.share]} of that without orders"
        return f"{label} {wanted}, now {printed(self.quantity, value, units)}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Challenge:
    """A patient to try something on."""

    title: str
    """Name in the menu."""
    task: str
    """What is the matter, and what to do."""
    condition: str
    """Key of ``physiology.conditions``."""
    severity: float
    """How bad it is, 0 to 1."""
    days: float
    """Length of the run."""
    aims: tuple[Aim, ...]
    """What to reach."""
    after: str
    """What to think on, or to try next, when all is reached."""


CHALLENGES = {
    "dialysis": Challenge(
        title="Dialysis is not enough",
        task="Each session takes phosphate away, and between sessions it comes back. Order something that brings the "
        "mean of the week into range.",
        condition="haemodialysis",
        severity=0.5,
        days=21.0,
        aims=(Aim(quantity="phosphate"), Aim(quantity="calcium")),
        after="What is not absorbed need not be dialysed. Freeze this run and order something else: which costs less?",
    ),
    "adenoma": Challenge(
        title="Two numbers, one gland",
        task="Calcium and PTH are both high. Bring both into range; some orders lower only one of them.",
        condition="primary-hyperparathyroidism",
        severity=0.5,
        days=90.0,
        aims=(Aim(quantity="calcium"), Aim(quantity="pth")),
        after="The gland defended a set point that was too high. Look for the dip after the operation: bone takes "
        "calcium back.",
    ),
    "lump": Challenge(
        title="Starve the stone",
        task="Too little FGF23 works, so the kidney keeps phosphate and a lump grows. Slow it down for a year.",
        condition="tumoral-calcinosis",
        severity=0.5,
        days=365.0,
        aims=(Aim(quantity="soft_tissue_deposit", share=0.1),),
        after="Now remove your orders and give burosumab, which blocks FGF23. What would you expect?",
    ),
    "no-pth": Challenge(
        title="Calcium without a defender",
        task="Without PTH the kidney lets calcium go. Bring calcium into range without flooding the urine.",
        condition="hypoparathyroidism",
        severity=0.5,
        days=90.0,
        aims=(Aim(quantity="calcium"), Aim(quantity="urine_calcium")),
        after="Without PTH each step up in blood is paid in urine. Order more, and watch both.",
    ),
    "glands": Challenge(
        title="Quiet the glands",
        task="In this kidney disease two things drive PTH. Bring it down while calcium and phosphate stay in range.",
        condition="ckd-4",
        severity=0.5,
        days=90.0,
        aims=(Aim(quantity="pth", share=1 / 3), Aim(quantity="phosphate"), Aim(quantity="calcium")),
        after="Retained phosphate and missing calcitriol drive the glands together. Which order alone did more?",
    ),
    "healthy": Challenge(
        title="Break a healthy adult",
        task="Push calcium above its range. PTH, kidney and gut will answer every order.",
        condition="healthy-adult",
        severity=0.5,
        days=21.0,
        aims=(Aim(quantity="calcium", where="high"),),
        after="It takes several pushes at once. Remove one order after the other: which of them mattered?",
    ),
}
"""Challenges by name."""


def judged(
    challenge: Challenge, end: Mapping[str, float], without: Mapping[str, float], units: str
) -> list[dict[str, object]]:
    """Return each aim in words and whether the last week of a run meets it; ``without`` is that without orders."""
    return [
        {"text": aim.told(end[aim.quantity], units), "met": aim.is_met(end[aim.quantity], without[aim.quantity])}
        for aim in challenge.aims
    ]
