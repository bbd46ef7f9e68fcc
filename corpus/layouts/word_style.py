"""How a layout made with Word looks."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class WordStyle:
    """How a layout made with Word looks. Sizes in points, colours as hex."""

    font: str = "Liberation Sans"
    size: float = 11
    heading_sizes: tuple[float, float, float, float] = (14, 12, 11, 11)
    heading_colours: tuple[str, str, str, str] = ("000000", "000000", "000000", "000000")
    italic_levels: tuple[int, ...] = ()
    title_size: float = 20
    title_colour: str = "000000"
    line_spacing: float = 1.08
    space_after: float = 8
    justified: bool = False
    landscape: bool = False
    table_size: float = 10
    table_header: str = "D9D9D9"
    table_header_text: str = "000000"
    box: str = "F2F2F2"
    accent: str = "595959"
    margins: tuple[float, float] = (2.54, 2.54)  # cm: top and bottom, left and right
    furniture_size: float = 9
    footer_right: bool = False
