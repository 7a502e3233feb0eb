"""What is kept in the package is what the drawings draw."""

import zlib
from pathlib import Path

import numpy as np
import pytest

from calcinosis.imaging.atlas import ATLAS
from calcinosis.imaging.compile import DRAWN, packed
from calcinosis.imaging.plates import FOLDER, Plate, plate
from calcinosis.imaging.questions import DRAWINGS

ROOT = Path(__file__).parents[2]


def test_every_picture_has_a_plate_and_every_plate_a_picture():
    assert set(ATLAS) == set(DRAWN) == {path.stem for path in FOLDER.glob("*.plate")}


@pytest.mark.parametrize("name", DRAWN)
def test_a_plate_drawn_again_is_the_one_kept(name, tmp_path):
    (tmp_path / f"{name}.plate").write_bytes(packed(DRAWN[name]()))
    fresh, kept = plate(name, tmp_path), plate(name)

    assert [channel["name"] for channel in fresh.channels] == [channel["name"] for channel in kept.channels]
    assert fresh.facts == kept.facts
    for channel in kept.channels:
        one, other = (levels(each, channel) for each in (fresh, kept))
        # another processor rounds the last digit otherwise, which may move a pixel by one level
        assert np.mean(np.abs(one - other) > 1) < 1e-3, channel["name"]


def levels(one: Plate, channel: dict) -> np.ndarray:
    raw = np.frombuffer(one.planes()[channel["name"]], dtype=np.uint8).astype(int)
    return raw if channel["bits"] == 8 else 256 * raw[: raw.size // 2] + raw[raw.size // 2 :]


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_question_is_asked_on_the_picture_as_it_is_now(name):
    kept = (ROOT / "quizzes" / "items" / f"{name}.svg").read_text(encoding="utf-8")

    assert kept == DRAWINGS[name].svg()
    assert len(kept) < 120_000
    assert ">SYNTHETIC</text>" in kept


def test_the_lesson_asks_on_the_same_slice():
    check, item = ROOT / "lessons" / "checks" / "hip-slice.svg", ROOT / "quizzes" / "items" / "cysts.svg"

    assert check.read_bytes() == item.read_bytes()


def test_a_plate_unpacks_to_its_size():
    kept = plate("hip-levels")
    planes = kept.planes()

    assert len(planes["hu"]) == 2 * kept.width * kept.height
    assert len(planes["cyst"]) == kept.width * kept.height
    with pytest.raises(zlib.error):
        Plate(
            width=kept.width, height=kept.height, channels=kept.channels, facts=kept.facts, data=kept.data[5:]
        ).planes()
