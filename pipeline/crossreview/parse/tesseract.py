"""The program Tesseract: whether it is installed, and its answers about a picture.

The program is called directly: the picture goes to its standard input, and it answers with hOCR, which holds what the
tables of a wrapper leave out, the baseline and the size of each line.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from typing import Final

from PIL import Image

from crossreview.errors import MissingExtra

INSTALL: Final = "apt install tesseract-ocr (Debian, Ubuntu) or brew install tesseract (macOS)"

_PROGRAM = "tesseract"
_LANGUAGE = "eng"
_SECONDS_A_PAGE = 60.0  # a page of text takes 1 to 3 seconds
_SECONDS_TO_ANSWER = 10.0  # for questions about the program itself


@dataclass(frozen=True)
class Recogniser:
    """Tesseract as it is installed: the path of the program, and its version."""

    program: str
    version: str

    def read(self, picture: Image.Image, dots_per_inch: float) -> bytes:
        """The text of a picture as hOCR; nothing where the program fails or takes too long: other pages go on."""
        return self._ask(picture, "--dpi", str(round(dots_per_inch)), "-l", _LANGUAGE, "hocr")

    def turn_needed(self, picture: Image.Image) -> int:
        """By how many degrees clockwise a picture must be turned to be read; 0 where that cannot be told."""
        found = re.search(rb"^Rotate: (90|180|270)$", self._ask(picture, "--psm", "0"), re.MULTILINE)
        return int(found[1]) if found else 0

    def _ask(self, picture: Image.Image, *arguments: str) -> bytes:
        stream = io.BytesIO()
        picture.save(stream, "PPM")
        return _call(self.program, "-", "-", *arguments, given=stream.getvalue(), seconds=_SECONDS_A_PAGE)


def find_recogniser() -> Recogniser:
    """Tesseract with its English model. Raises MissingExtra where either is not installed."""
    program = shutil.which(_PROGRAM)
    if program is None:
        raise MissingExtra(
            "Character recognition needs the program Tesseract, which is not installed.",
            remedy=f"Install it: {INSTALL}.",
        )
    if _LANGUAGE.encode() not in _call(program, "--list-langs", seconds=_SECONDS_TO_ANSWER).split():
        raise MissingExtra(
            "Tesseract is installed without its English model.", remedy="Install it: apt install tesseract-ocr-eng."
        )
    version = re.search(rb"\d[\w.-]*", _call(program, "--version", seconds=_SECONDS_TO_ANSWER))
    return Recogniser(program, version.group().decode() if version else "unknown")


def _call(program: str, *arguments: str, given: bytes = b"", seconds: float) -> bytes:
    # More threads than one make it slower: 9 s against 3 s for a page, with four of them on two processors.
    environment = os.environ | {"OMP_THREAD_LIMIT": "1"}
    try:
        done = subprocess.run(
            [program, *arguments], input=given, capture_output=True, env=environment, timeout=seconds, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return b""
    return done.stdout if done.returncode == 0 else b""
