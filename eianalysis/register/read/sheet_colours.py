"""The colours of a workbook's cells: plain, of the old palette, or of its theme; and which of its columns are hidden."""

from __future__ import annotations

import colorsys
import re

#: How the theme's colours are numbered in cells: light and dark stand the other way round in the file.
_ORDER = ("lt1", "dk1", "lt2", "dk2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6", "hlink", "folHlink")
_COLOUR = re.compile(rb'<a:(%s)>\s*<a:(?:srgbClr val="([0-9A-Fa-f]{6})"|sysClr[^>]*lastClr="([0-9A-Fa-f]{6})")' % "|".join(_ORDER).encode())


class Palette:
    """The colours of one workbook."""

    def __init__(self, book):
        found = {name.decode(): (plain or system).decode() for name, plain, system in _COLOUR.findall(book.loaded_theme or b"")}
        self.theme = [found.get(name, "") for name in _ORDER]
        self.columns: dict[str, set[int]] = {}

    def fill(self, cell) -> str:
        """The colour a cell is filled with, six signs; '' where it is not."""
        fill = cell.fill
        if fill is None or getattr(fill, "fill_type", None) != "solid":
            return ""
        return self.colour(fill.fgColor)

    def colour(self, colour) -> str:
        """A colour as six signs, however the workbook says it; '' where it does not."""
        if colour.type == "rgb" and isinstance(colour.rgb, str):
            return colour.rgb[-6:]
        if colour.type == "theme" and isinstance(colour.theme, int) and 0 <= colour.theme < len(self.theme):
            return _tinted(self.theme[colour.theme], colour.tint or 0.0)
        if colour.type == "indexed":
            from openpyxl.styles.colors import COLOR_INDEX

            return COLOR_INDEX[colour.indexed][-6:] if 0 <= colour.indexed < len(COLOR_INDEX) else ""
        return ""

    def hidden(self, sheet, column: int) -> bool:
        if sheet.title not in self.columns:
            self.columns[sheet.title] = {
                at for one in sheet.column_dimensions.values() if one.hidden for at in range(one.min or 0, min((one.max or 0), 300) + 1)
            }
        return column in self.columns[sheet.title]


def _tinted(colour: str, tint: float) -> str:
    """A theme's colour made lighter or darker, as a workbook says it."""
    if len(colour) != 6 or not tint:
        return colour
    hue, light, strong = colorsys.rgb_to_hls(*(int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)))
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    return "".join(f"{round(part * 255):02X}" for part in colorsys.hls_to_rgb(hue, min(max(light, 0), 1), strong))
