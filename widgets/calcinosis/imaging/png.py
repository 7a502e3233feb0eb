"""PNG files without an imaging library."""

from __future__ import annotations

import struct
import zlib


def encode(pixels: bytes, width: int, height: int, *, colours: int) -> bytes:
    """Return a PNG.

    Parameters
    ----------
    pixels
        Rows from the top, ``colours`` bytes a pixel.
    colours
        1 for grey, 3 for red, green and blue.
    """
    row = width * colours
    if len(pixels) != row * height:
        raise ValueError(f"{len(pixels)} bytes are no {width} x {height} picture of {colours} colours")
    lines = b"".join(b"\0" + pixels[at : at + row] for at in range(0, len(pixels), row))
    head = struct.pack(">IIBBBBB", width, height, 8, 0 if colours == 1 else 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_part(name, data) for name, data in parts)


def _part(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
