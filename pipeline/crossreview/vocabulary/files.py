"""The vocabulary files that lie beside this module, read once each."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TypeVar

import msgspec
import yaml

try:
    from yaml import CSafeLoader as _Loader  # ten times as fast, but PyYAML may be built without libyaml
except ImportError:  # pragma: no cover
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

Shape = TypeVar("Shape")


def read_vocabulary(name: str, shape: type[Shape]) -> Shape:
    """The vocabulary `<name>.yaml` as a value of `shape`; keys of the file that `shape` does not name are left out."""
    return msgspec.convert(_plain(name), shape)


@cache
def _plain(name: str) -> object:
    text = files(__package__).joinpath(f"{name}.yaml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=_Loader)  # a safe loader under either name
