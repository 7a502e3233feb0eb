"""Every picture of the atlas shows what its words say, whatever its parameters."""

import struct
import subprocess
import sys
import zlib

import numpy as np
import pytest

from calcinosis.content.claims import claims
from calcinosis.imaging.atlas import ATLAS, entry
from calcinosis.imaging.develop import develop, hounsfield, layers, lumen
from calcinosis.imaging.entry import Choice, Control
from calcinosis.imaging.picture import picture
from calcinosis.imaging.plates import plate

every_picture = pytest.mark.parametrize("name", ATLAS)


def pixels(name, **parameters):
    """Develop a picture to levels from 0 to 255."""
    found = entry(name)
    return develop(plate(name), found.recipe, found.values(parameters)).astype(float)


def around(picture_of, centre, half):
    (x, y), (a, b) = centre, half
    return picture_of[int(y - b) : int(y + b), int(x - a) : int(x + a)]


def mark(name, text):
    return next(each for each in entry(name).marks if text in each.text)


def at_mark(name, text, share=0.6, **parameters):
    """Return the pixels in the middle of a ring."""
    ring = mark(name, text)
    return around(pixels(name, **parameters), ring.at, [share * half for half in ring.size])


@every_picture
def test_a_picture_is_a_stamped_png_of_its_size(name):
    made = picture(name)
    head = struct.unpack(">IIBBBBB", made.png[16:29])

    assert made.png.startswith(b"\x89PNG\r\n\x1a\n")
    assert head[:2] == (made.width, made.height)
    assert layers(plate(name))["stamp"].sum() > 1100
    assert "Synthetic picture, no patient" in made.alt
    assert "Synthetic picture, no patient" in made.caption


@every_picture
def test_the_stamp_can_be_read_in_the_pixels(name):
    stamp = layers(plate(name))["stamp"]
    made = pixels(name)
    inside, outline = stamp > 0.95, (stamp > 0.45) & (stamp < 0.55)

    if made.ndim == 2:  # light letters with a dark outline on film
        assert made[inside].mean() > made[outline].mean() + 60
    else:  # dark letters on glass
        ground = np.roll(made.mean(axis=2), 9, axis=1)[inside & (np.roll(stamp, 9, axis=1) == 0)]
        assert made[inside].mean() < ground.mean() - 20


@every_picture
def test_a_plate_travels_light(name):
    assert len(plate(name).data) < 350_000


@every_picture
def test_every_control_changes_the_picture(name):
    found = entry(name)
    usual = pixels(name)
    for control in found.controls:
        ends = [control.low, control.high] if isinstance(control, Control) else list(control.options)
        moved = [pixels(name, **{control.name: end}) for end in ends]

        assert any(np.abs(each - usual).mean() > 0.02 for each in moved), control.name


@every_picture
def test_rings_lie_in_the_picture_and_each_can_be_seen_at_some_setting(name):
    found, kept = entry(name), plate(name)
    ranges = {control.name: control for control in found.controls if isinstance(control, Control)}
    for each in found.marks:
        assert each.size[0] >= 11
        assert each.size[1] >= 11
        assert each.size[0] / 2 <= each.at[0] <= kept.width - each.size[0] / 2
        assert each.size[1] / 2 <= each.at[1] <= kept.height - each.size[1] / 2
        for control, (low, high) in each.when.items():
            assert ranges[control].low <= low < high <= ranges[control].high
    assert len([each for each in found.marks if each.seen(found.values())]) >= 3


@every_picture
def test_what_a_picture_illustrates_stands_in_the_ledger(name):
    assert entry(name).claims
    assert not set(entry(name).claims) - set(claims())


@every_picture
def test_words_are_made_from_the_parameters(name):
    found = entry(name)
    for control in found.controls:
        if isinstance(control, Choice):
            said = [found.words(found.values({control.name: key})) for key in control.options]
        elif len(control.says) > 1:
            said = [found.words(found.values({control.name: value})) for value in (control.low, control.high)]
        else:
            continue
        assert len(set(said)) == len(said), control.name


def test_the_same_picture_comes_out_each_time():
    assert picture("arteriole", stage=0.5).png == picture("arteriole", stage=0.5).png


def test_few_shades_make_a_small_file_that_looks_the_same():
    whole, few = picture("hand-sclerosis"), picture("hand-sclerosis", shades=16)
    size = struct.unpack(">II", few.png[16:24])
    start = few.png.index(b"PLTE")
    colours = struct.unpack(">I", few.png[start - 4 : start])[0] // 3
    packed = few.png.index(b"IDAT")
    length = struct.unpack(">I", few.png[packed - 4 : packed])[0]
    rows = zlib.decompress(few.png[packed + 4 : packed + 4 + length])
    places = np.frombuffer(rows, dtype=np.uint8).reshape(size[1], size[0] + 1)[:, 1:]

    assert len(few.png) < len(whole.png) / 2
    assert colours <= 16
    assert np.abs(places * 255.0 / 15 - pixels("hand-sclerosis")).mean() < 6


@pytest.mark.parametrize(
    ("name", "parameters", "remedy"),
    [
        ("foot", {}, "hand-sclerosis"),
        ("hand-sclerosis", {"stain": "he"}, "severity, density"),
        ("hand-sclerosis", {"severity": 1.5}, "from 0 to 1"),
        ("hand-sclerosis", {"severity": True}, "from 0 to 1"),
        ("skin-deposit", {"stain": "gram"}, "kossa"),
    ],
)
def test_a_mistake_names_what_there_is(name, parameters, remedy):
    with pytest.raises(ValueError, match=remedy):
        picture(name, **parameters)


def test_a_page_reads_plates_without_numpy():
    code = "import sys, calcinosis.imaging.atlas, calcinosis.panels.imaging.imaging; print('numpy' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert said.stdout.strip() == "False"


class TestFilms:
    def test_grains_fill_the_thumb_pulp_with_severity(self):
        seen = [at_mark("hand-sclerosis", "Grains in the pulp", severity=value).mean() for value in (0.0, 0.3, 0.8)]

        assert seen[0] + 5 < seen[1] < seen[2]

    def test_the_index_tuft_is_lost_and_the_ring_tuft_stays(self):
        lost = [pixels("hand-sclerosis", severity=value, density=0.2)[128:142, 164:173].mean() for value in (0.0, 0.9)]
        kept = [at_mark("hand-sclerosis", "whole tuft", severity=value).mean() for value in (0.0, 0.9)]

        assert lost[1] < lost[0] - 12
        assert kept[1] == pytest.approx(kept[0], abs=0.5)

    def test_a_cloud_leaves_the_joint_space_dark(self):
        cloud = at_mark("hip-cloud", "Lobulated cloud", severity=1.0).mean()
        bare = at_mark("hip-cloud", "Lobulated cloud", severity=0.0).mean()
        shown = pixels("hip-cloud")
        joint, head = shown[110:116, 316:328].mean(), shown[160:190, 310:330].mean()

        assert cloud > bare + 30
        assert joint < head - 40

    def test_a_leak_swells_first_calcifies_for_weeks_and_fades_by_five_months(self):
        bare = pixels("foot-leak", days=150)
        added = {day: pixels("foot-leak", days=day) - bare for day in (1, 24, 90)}
        edges = {day: np.abs(np.diff(more, axis=1)).max() for day, more in added.items()}

        assert added[1].max() > 25  # the swelling is there
        assert edges[1] < 25 < edges[24] / 2  # and has no edge, as mineral has
        assert added[24].mean() > added[90].mean() > 0

    def test_bone_keeps_a_rim_and_mineral_does_not(self):
        band = {}
        for name in ("mass-amorphous", "mass-ossified"):
            shown = pixels(name)[:, 190:300]
            band[name] = shown[100:114].max(axis=0).mean() - shown[124:152].mean()

        assert band["mass-ossified"] > band["mass-amorphous"] + 15

    def test_a_vein_stone_is_clear_in_the_middle(self):
        shown = pixels("phlebolith")
        middle, rim = shown[130:135, 298:303].mean(), np.mean([shown[132, 289], shown[132, 311], shown[121, 300]])

        assert rim > middle + 10

    def test_urate_is_no_mineral(self):
        assert "mineral" not in layers(plate("tophus"))
        mass = at_mark("tophus", "Soft mass").mean()
        bone = at_mark("tophus", "Joint space").max()
        assert mass < bone / 2

    def test_bone_ripens_from_the_rim_inwards(self):
        rim = [at_mark("myositis-ossificans", "Mature rim", weeks=week).max() for week in (1, 3.2, 8)]
        middle = [at_mark("myositis-ossificans", "Clear centre", weeks=week).mean() for week in (3.2, 8)]

        assert rim[0] + 10 < rim[1] < rim[2] + 1
        assert middle[1] - middle[0] < 15


class TestScans:
    def units(self, **parameters):
        found = entry("hip-levels")
        return hounsfield(plate("hip-levels"), found.recipe, found.values(parameters))

    def test_mineral_lies_towards_the_table_and_fluid_above_it(self):
        supine, prone = self.units(), self.units(posture="prone")
        low, high = (slice(216, 226), slice(56, 68)), (slice(186, 196), slice(56, 68))

        assert supine[low].mean() > 500
        assert supine[high].mean() < 130
        assert prone[high].mean() > 500
        assert prone[low].mean() < 130

    def test_turning_to_a_side_turns_every_level(self):
        left, right = self.units(posture="left"), self.units(posture="right")
        inner, outer = (slice(200, 212), slice(74, 82)), (slice(200, 212), slice(42, 50))

        assert left[inner].mean() > 500 > left[outer].mean()
        assert right[outer].mean() > 500 > right[inner].mean()

    def test_cortex_is_denser_than_settled_mineral_and_the_narrow_window_hides_it(self):
        units = self.units()
        cortex, mineral = units[236:240, 135:138].mean(), units[216:226, 56:68].mean()
        narrow = pixels("hip-levels", level=40, width=400)

        assert cortex > mineral + 100
        assert narrow[236:240, 135:138].min() == narrow[218:226, 58:66].min() == 255

    def test_gain_brings_back_no_bone_from_the_shadow(self):
        at = {gain: pixels("ultrasound-shadow", gain=gain) for gain in (-9, 20)}
        for shown in at.values():
            beside, under = shown[412:424, 430:520].mean(), shown[412:424, 262:312].mean()
            assert under < beside / 2
        assert at[20][300:380, 262:312].mean() > at[-9][300:380, 262:312].mean()

    def test_milk_of_calcium_runs_to_the_lower_side(self):
        tilted = pixels("ultrasound-milk", tilt=30)

        assert tilted[200:260, 360:390].mean() > tilted[200:260, 180:210].mean() + 40
        assert (
            pixels("ultrasound-milk")[255:285, 240:330].mean() > pixels("ultrasound-milk")[180:205, 240:330].mean() + 60
        )


class TestSlides:
    def colour(self, stain):
        mineral = layers(plate("skin-deposit"))["mineral"]
        return pixels("skin-deposit", stain=stain)[mineral > 0.7].mean(axis=0)

    def test_mineral_is_blue_purple_black_or_red_by_its_stain(self):
        he, kossa, alizarin = (self.colour(stain) for stain in ("he", "kossa", "alizarin"))

        assert he[2] > he[0] > he[1]
        assert kossa.max() < 50
        assert alizarin[0] > 180
        assert alizarin[0] > 2 * alizarin[1] > 2 * alizarin[2]

    def test_light_that_passes_no_dye_is_white(self):
        assert pixels("skin-deposit")[:4].min() > 235

    def test_the_lumen_halves_and_the_media_takes_the_mineral(self):
        recipe = entry("arteriole").recipe
        black = {stage: pixels("arteriole", stage=stage, stain="kossa").mean(axis=2) < 60 for stage in (0.0, 0.5, 1.0)}
        y, x = np.nonzero(black[1.0])
        away = np.hypot(x - 286, y - 246)

        assert lumen(recipe, 0.8) == lumen(recipe, 0.0) / 2
        assert black[0.0].sum() == 0
        assert 0 < black[0.5].sum() < black[1.0].sum()
        assert np.mean((away > 50) & (away < 125)) > 0.95

    def test_the_clot_comes_last(self):
        middle = {stage: pixels("arteriole", stage=stage)[240:250, 280:290].mean() for stage in (0.0, 0.6, 1.0)}

        assert middle[0.0] == pytest.approx(middle[0.6], abs=3)
        assert middle[1.0] < middle[0.6] - 60


def test_the_atlas_lists_each_picture_once():
    assert list(ATLAS) == [found.id for found in ATLAS.values()]
    assert len({found.title for found in ATLAS.values()}) == len(ATLAS)
