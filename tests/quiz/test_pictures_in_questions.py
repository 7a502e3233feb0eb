"""Pixels may lie in a drawing; nothing that fetches or runs may."""

import base64

import pytest

from calcinosis.imaging.png import encode
from calcinosis.quiz.authored import MaterialError
from calcinosis.quiz.bank import item_from

PIXELS = base64.b64encode(encode(bytes(12), 4, 3, colours=1)).decode()


def item(image):
    places = '<circle id="a" r="1"/><circle id="b" r="1"/>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3">{image}{places}</svg>'
    return item_from(
        {
            "id": "spot",
            "version": 1,
            "kind": "hotspot",
            "title": "A place",
            "lesson": 8,
            "difficulty": 1,
            "stem": "Mark it.",
            "svg": svg,
            "alt": "A picture",
            "regions": {"a": "Here", "b": "There"},
            "key": ["a"],
            "why": "It is here.",
            "sources": ["blaine2015"],
        },
        "items/test.yaml",
    )


def test_a_picture_may_lie_in_the_drawing():
    assert item(f'<image width="4" height="3" href="data:image/png;base64,{PIXELS}"/>').key == ("a",)


@pytest.mark.parametrize(
    "href",
    [
        "https://example.org/x.png",
        "//example.org/x.png",
        "x.png",
        "data:image/svg+xml;base64,PHN2Zy8+",
        "data:text/html;base64,PHA+",
        'data:image/png;base64,AAAA" onload="x()',
        "javascript:x()",
    ],
)
def test_a_picture_from_elsewhere_is_refused(href):
    with pytest.raises(MaterialError, match="svg"):
        item(f'<image width="4" height="3" href="{href}"/>')
