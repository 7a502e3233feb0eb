"""The balance panel: where calcium and phosphate of a day go, as flows between organs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from traitlets import Dict, default

from calcinosis.panels.shared.base import module, style
from calcinosis.panels.shared.controls import described
from calcinosis.panels.shared.figure import FRAME, rounded
from calcinosis.panels.shared.readings import (
    NBSP,
    digits,
    flow,
    in_both,
    judged,
    lasting,
    listed,
    printed,
    reading_of,
    sentence,
    verdict,
)
from calcinosis.panels.shared.steered import UNITS, Steered
from calcinosis.physiology.bone import MINERAL_PHOSPHATE
from calcinosis.physiology.conditions import CONDITIONS
from calcinosis.physiology.parameters import HEALTHY

if TYPE_CHECKING:
    from calcinosis.physiology.parameters import Parameters
    from calcinosis.physiology.trajectory import Moment

HORMONES = ("pth", "calcitriol", "fgf23")


class Balance(Steered):
    """A person in balance: sliders set what is eaten and how organs work, the picture shows what follows.

    The picture is where the person settles on this setting: all that adapts within months has adapted, the skeleton is
    still as it was in health, and a deposit grows from nothing. With ``days`` it is the state that long after health.

    Examples
    --------
    >>> Balance(gfr=30).picture["levels"]["fgf23"] > 100
    True
    """

    _esm = module("simulator/balance.js")
    _css = style(*FRAME, "simulator/balance.css")
    shows = ("calcium", "ionised_calcium", "phosphate", *HORMONES)

    picture = Dict(read_only=True).tag(sync=True)

    @default("sliders")
    def _usual_sliders(self) -> tuple[str, ...]:
        return ("calcium_intake", "phosphate_intake", "gfr", "vitamin_d", "set_point")

    @default("title")
    def _name(self) -> str:
        return CONDITIONS[self.condition].label if self.condition else "A day of calcium and phosphate"

    @default("subtitle")
    def _say_when(self) -> str:
        return (
            "Settled on this setting" if self.days is None else sentence(f"{lasting(self.days)} on this setting")[:-1]
        )

    def _draw(self, person: Parameters) -> None:
        moment = self._lived_on(person)
        self.set_trait("picture", picture(moment, person))
        self.set_trait("words", {units: words(moment, person, self._opening(), units) for units in UNITS})

    def _opening(self) -> str:
        """Say whose picture it is and what was changed."""
        said = [f"{CONDITIONS[self.condition].label}, severity {digits(self.severity, 2)}"] if self.condition else []
        said += described(self.parameters, self._base)
        return f"{listed(said)}, {lasting(self.days)}" if said else "Everything as in health"


def picture(moment: Moment, person: Parameters) -> dict[str, object]:
    """Return what the balance picture draws: levels, daily flows (calcium, phosphate) in mmol, words for each organ."""
    m = moment
    levels = {
        "calcium": m.calcium,
        "ionised_calcium": m.ionised_calcium,
        "complexed": m.complexed_calcium,
        "bound": m.bound_calcium,
        "phosphate": m.phosphate,
        "pth": m.pth,
        "calcitriol": m.calcitriol,
        "fgf23": m.fgf23,
    }
    flows = {
        "diet": (person.calcium_intake, person.phosphate_intake),
        "absorbed": (m.gut_to_serum_calcium, m.gut_to_serum_phosphate),
        "secreted": (m.serum_to_gut_calcium, m.serum_to_gut_phosphate),
        "faeces": (m.faecal_calcium, m.faecal_phosphate),
        "formed": (m.bone_formation, m.bone_formation * MINERAL_PHOSPHATE),
        "resorbed": (m.bone_resorption, m.bone_resorption * MINERAL_PHOSPHATE),
        "urine": (m.urine_calcium, m.urine_phosphate),
        "dialysis": (m.dialysis_calcium, m.dialysis_phosphate),
        "deposit": (m.soft_tissue_deposition, m.serum_to_deposit_phosphate),
    }
    filtered = (m.filtered_calcium, m.filtered_phosphate)
    kept = (1.0 - m.urine_calcium / filtered[0], 1.0 - m.urine_phosphate / filtered[1])
    return {
        "levels": {name: rounded(value) for name, value in levels.items()},
        "flows": {name: [rounded(value) for value in pair] for name, pair in flows.items()},
        "filtered": [rounded(value) for value in filtered],
        "taken_back": [rounded(value) for value in kept],
        "gland_mass": rounded(m.gland_mass * person.parathyroid_tissue),
        "adenoma": person.set_point > HEALTHY.set_point + 0.1,
        "gfr": person.gfr,
        # A settled person has no deposit yet: grains then show what a year at this rate lays down.
        "deposit": rounded(m.soft_tissue_deposit or 365.0 * m.soft_tissue_deposition),
        "dialysed": person.dialysis_clearance > 0.0,
        "parts": parts(levels, flows, filtered, kept, m),
    }


def parts(
    levels: dict[str, float],
    flows: dict[str, tuple[float, float]],
    filtered: tuple[float, float],
    kept: tuple[float, float],
    moment: Moment,
) -> dict[str, dict[str, str]]:
    """Return for each organ what a reader who cannot see the picture is told, in both systems of units."""

    def both(name: str, units: str) -> str:
        calcium, phosphate = flows[name]
        return f"{flow(calcium, 'calcium', units)} calcium and {flow(phosphate, 'phosphate', units)} phosphate"

    told: dict[str, dict[str, str]] = {}
    for units in UNITS:
        grown = moment.gland_mass
        lines = {
            "gut": f"diet brings {both('diet', units)} a day; absorbs {both('absorbed', units)}; secretes "
            f"{both('secreted', units)}; faeces carry {both('faeces', units)}",
            "blood": f"{judged('calcium', levels['calcium'], units)}: "
            f"{printed('calcium', levels['ionised_calcium'], units)} ionised, "
            f"{printed('calcium', levels['complexed'], units)} complexed, "
            f"{printed('calcium', levels['bound'], units)} bound to protein; "
            f"{judged('phosphate', levels['phosphate'], units)}",
            "parathyroids": f"{judged('pth', levels['pth'], units)}; gland mass {digits(grown, 1)} times normal; "
            "PTH frees calcium from bone, keeps calcium and sheds phosphate in the kidney",
            "bone": f"lays down {both('formed', units)} a day, resorbs {both('resorbed', units)}; "
            f"its cells make {judged('fgf23', levels['fgf23'], units)}",
            "kidney": f"filters {flow(filtered[0], 'calcium', units)} calcium and "
            f"{flow(filtered[1], 'phosphate', units)} phosphate a day, "
            f"takes back {digits(100 * kept[0], 0)}{NBSP}% and {digits(100 * kept[1], 0)}{NBSP}%; "
            f"urine carries {both('urine', units)}; it makes {judged('calcitriol', levels['calcitriol'], units)}",
            "soft tissue": f"{flow(flows['deposit'][0], 'calcium', units)} calcium is deposited a day, "
            f"{flow(365.0 * flows['deposit'][0], 'calcium', units)} in a year at this rate",
        }
        for name, line in lines.items():
            told.setdefault(name, {})[units] = line
    return told


def words(moment: Moment, person: Parameters, opening: str, units: str) -> str:
    """Return the picture in words: what was changed, what is out of range, where the mineral goes."""
    levels = {name: getattr(moment, name) for name in ("calcium", "phosphate", *HORMONES)}
    outside = [name for name, value in levels.items() if verdict(name, value) != "normal"]
    inside = [name for name in levels if name not in outside]
    said = [sentence(opening), *(sentence(judged(name, levels[name], units)) for name in outside)]
    if inside:
        values = [f"{reading_of(name).label} {in_both(name, levels[name], units)}" for name in inside]
        said.append(sentence(f"{'Normal' if outside else 'All normal'}: {listed(values)}"))
    net = moment.gut_to_serum_phosphate - moment.serum_to_gut_phosphate
    leaves = f"the kidney excretes {flow(moment.urine_phosphate, 'phosphate', units)}"
    if person.dialysis_clearance > 0.0:
        leaves += f" and dialysis {flow(moment.dialysis_phosphate, 'phosphate', units)}"
    said.append(
        sentence(f"of {flow(net, 'phosphate', units)} phosphate absorbed net each day {leaves}")
        + f" Urine carries {flow(moment.urine_calcium, 'calcium', units)} calcium."
    )
    gain = moment.bone_formation - moment.bone_resorption
    if abs(gain) >= 0.3:
        said.append(f"Bone {'gains' if gain > 0 else 'loses'} {flow(abs(gain), 'calcium', units)} calcium a day.")
    lies = moment.soft_tissue_deposit
    if lies >= 0.05:
        said.append(f"In soft tissue lie {flow(lies, 'calcium', units)} calcium.")
    if moment.soft_tissue_deposition >= 0.005:
        said.append(f"Soft tissue takes {flow(moment.soft_tissue_deposition, 'calcium', units)} calcium a day.")
    elif lies < 0.05:
        said.append("No mineral forms in soft tissue.")
    return " ".join(said)
