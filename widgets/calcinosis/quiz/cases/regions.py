"""Regions of the body that can be examined: names for people, and which side of the map shows them."""

from types import MappingProxyType

FRONT = MappingProxyType(
    {
        "head": "Head, face and eyes",
        "mouth": "Mouth and teeth",
        "neck": "Neck",
        "shoulders": "Shoulders",
        "chest": "Chest and breasts",
        "abdomen": "Abdomen",
        "elbows": "Elbows",
        "forearms": "Forearms",
        "hands": "Hands and fingers",
        "hips": "Hips",
        "groin": "Groin and genitals",
        "thighs": "Thighs, front and inside",
        "knees": "Knees",
        "shins": "Shins",
        "feet": "Feet",
    }
)
BACK = MappingProxyType(
    {
        "back": "Back",
        "buttocks": "Buttocks",
        "back-of-thighs": "Thighs, back and outside",
        "calves": "Calves",
        "heels": "Heels",
    }
)
WHOLE = MappingProxyType(
    {
        "general": "General: temperature, weight, circulation",
        "pulses": "Pulses and blood pressure",
        "nerves": "Strength, sensation and reflexes",
        "joints": "Movement of the joints",
        "skin": "The whole skin",
    }
)
"""Examined without a place on the map."""
REGIONS = MappingProxyType({**FRONT, **BACK, **WHOLE})
NOTHING = "Nothing abnormal."
