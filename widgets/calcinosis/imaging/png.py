"""PNG files without an imaging library."""

from __future__ import annotations

import struct
import zlib


def encode(pixels: bytes, width: int, height: int, *, colours: int, palette: bytes = b"") -> bytes:
    """Return a PNG.

    Parameters
    ----------
    pixels
        Rows from the top, ``colours`` bytes a pixel.
    colours
        1 for grey, or for places in the palette; 3 for red, green and blue.
    palette
        Red, green and blue of at most 256 colours, one after the other.
    """
    row = width * colours
    if len(pixels) != row * height:
        raise ValueError(f"{len(pixels)} bytes are no {width} x {height} picture of {colours} colours")
    lines = b"".join(b"\0" + pixels[at : at + row] for at in range(0, len(pixels), row))
    kind = 3 if palette else 0 if colours == 1 else 2
    head = struct.pack(">IIBBBBB", width, height, 8, kind, 0, 0, 0)
    parts = [(b"IHDR", head), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b"")]
    if palette:
        parts.insert(1, (b"PLTE", palette))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_part(name, data) for name, data in parts)


def _part(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
