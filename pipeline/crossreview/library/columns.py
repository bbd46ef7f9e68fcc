"""Flat columns derived from the record types, so that no table repeats the schema by hand.

A column knows its name, its pandas type and how to read its value from a record or a part of one:

    text, numbers, truth values     as they are
    Found[X]                        the value; the words behind it stay in the record
    Source                          the page on which it begins, as `page`
    several                         a list
    a struct in a list              its first field, which names it (Theme.theme, Area.name)
    a struct by itself              its first field under the field's own name, the others with the name before them
    a dict over fixed keys          one column a key; a Span there counts as true
"""

from __future__ import annotations

import types
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeAlias, TypeVar, Union, get_args, get_origin

import msgspec

from crossreview.records import Found, Source, Span

Dtype: TypeAlias = Literal["string", "Int64", "Float64", "boolean", "object"]
T = TypeVar("T")
U = TypeVar("U")

_PLAIN: dict[Any, Dtype] = {str: "string", int: "Int64", float: "Float64", bool: "boolean"}


@dataclass(frozen=True)
class Column(Generic[T]):
    """One column of a table whose rows are made from `T`; a cell is None, a plain value or a list of them."""

    name: str
    dtype: Dtype
    read: Callable[[T], Any]

    def of(self, part: Callable[[U], T | None], name: str | None = None) -> Column[U]:
        """The same column for rows made from `U`, where `part` finds the `T` in it."""

        def read(row: U) -> Any:
            value = part(row)
            return None if value is None else self.read(value)

        return Column(name or self.name, self.dtype, read)


def derive(struct: type[msgspec.Struct], *, without: Iterable[str] = ()) -> tuple[Column[Any], ...]:
    """The columns of a record type, in the order of its fields."""
    left_out = set(without)
    return tuple(
        column.of(_attribute(field.name))
        for field in msgspec.structs.fields(struct)
        if field.name not in left_out
        for column in _columns(field.name, field.type)
    )


def row(columns: Iterable[Column[T]], value: T) -> dict[str, Any]:
    """One flat row."""
    return {column.name: column.read(value) for column in columns}


def _columns(name: str, kind: Any) -> tuple[Column[Any], ...]:
    kind = _without_none(kind)
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Found:
        return tuple(column.of(_value) for column in _columns(name, arguments[0]))
    if origin is dict:
        return tuple(_keyed(name, key, arguments[1]) for key in get_args(arguments[0]))
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct) and kind is not Source:
        return _nested(name, kind)
    return (_single(name, kind),)


def _single(name: str, kind: Any) -> Column[Any]:
    if kind in _PLAIN:
        return Column(name, _PLAIN[kind], _same)
    if kind is Source:
        return Column("page", "Int64", lambda source: source.page)
    if get_origin(kind) is Literal:
        return Column(name, "string", _same)
    if get_origin(kind) is tuple:
        return _listed(name, get_args(kind)[0])
    raise TypeError(f"no rule makes a column of {name}: {kind}")


def _listed(name: str, kind: Any) -> Column[Any]:
    one = _columns(name, kind)[0]
    return Column(name, "object", lambda values: [one.read(value) for value in values])


def _keyed(name: str, key: str, kind: Any) -> Column[Any]:
    if kind is Span:
        return Column(f"{name}_{key}", "boolean", lambda values: key in values)
    return _columns(f"{name}_{key}", kind)[0].of(lambda values: values.get(key))


def _nested(name: str, struct: type[msgspec.Struct]) -> tuple[Column[Any], ...]:
    first, *others = derive(struct)
    return (
        Column(name, first.dtype, first.read),
        *(Column(f"{name}_{other.name}", other.dtype, other.read) for other in others),
    )


def _without_none(kind: Any) -> Any:
    if get_origin(kind) not in {Union, types.UnionType}:
        return kind
    (only,) = (argument for argument in get_args(kind) if argument is not types.NoneType)
    return only


def _attribute(name: str) -> Callable[[Any], Any]:
    return lambda value: getattr(value, name)


def _value(found: Found[Any]) -> Any:
    return found.value


def _same(value: Any) -> Any:
    return value
