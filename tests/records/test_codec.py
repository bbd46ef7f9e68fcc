from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from tests.records.examples import record_of
from tests.records.strategies import records

from crossreview.errors import CrossreviewError, RecordDamaged, RecordVersionMismatch
from crossreview.records import (
    SCHEMA_VERSION,
    DocumentRecord,
    Item,
    Section,
    Source,
    Span,
    decode,
    encode,
    joined,
    json_schema,
    plain,
)

ORIGIN = Path("library/records/ab/abc.json")

# Building a record draws some hundred values; that is what it takes.
thorough = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


@thorough
@given(records())
def test_a_record_survives_the_way_to_bytes_and_back(record: DocumentRecord) -> None:
    assert decode(encode(record)) == record


@thorough
@given(records())
def test_the_same_record_gives_the_same_bytes_on_one_line(record: DocumentRecord) -> None:
    data = encode(record)

    assert encode(decode(data)) == data
    assert b"\n" not in data


@thorough
@given(records())
def test_generated_records_say_what_their_pages_say(record: DocumentRecord) -> None:
    text = record.document.text
    for part in (*record.items, *record.sections):
        words = part.text if isinstance(part, Item) else part.heading
        assert words == part.source.text_in(text)
    for section in record.sections:
        assert _lies_in_document(section, text)
    for item in record.items:
        for span in item.source.spans:
            assert _stands_on_its_page(span, record)


def _lies_in_document(section: Section, text: str) -> bool:
    return 0 <= section.start <= section.source.start < section.source.end <= section.end <= len(text)


def _stands_on_its_page(span: Span, record: DocumentRecord) -> bool:
    bounds = (*record.document.page_offsets, len(record.document.text) + 1)
    return bounds[span.page - 1] <= span.start < span.end < bounds[span.page]


def test_joined_sources_keep_their_order() -> None:
    one, two = (Source((Span(page, (0.0, 0.0, 1.0, 1.0), page, page + 1),)) for page in (1, 2))

    together = joined([one, two])

    assert together.spans == one.spans + two.spans
    assert (together.page, together.start, together.end) == (1, 1, 3)
    assert together.text_in("abc") == "b c"


@pytest.mark.parametrize("data", [b"", b"{", b"\xff\xfe", b"[1]", b'{"schema_version": "one"}'])
def test_damaged_bytes_are_named(data: bytes) -> None:
    with pytest.raises(RecordDamaged) as caught:
        decode(data, ORIGIN)

    assert str(ORIGIN) in str(caught.value)
    assert caught.value.remedy


def test_a_record_cut_short_is_damaged() -> None:
    with pytest.raises(RecordDamaged):
        decode(encode(record_of())[:-20], ORIGIN)


def test_an_unknown_field_is_damage_and_not_ignored() -> None:
    data = encode(record_of()).replace(b'"schema_version"', b'"surprise":1,"schema_version"', 1)

    with pytest.raises(RecordDamaged, match="surprise"):
        decode(data, ORIGIN)


@pytest.mark.parametrize(
    ("version", "advice"),
    [
        (SCHEMA_VERSION + 1, "newer Crossreview"),
        (SCHEMA_VERSION - 1, "crossreview run"),
        (None, "crossreview run"),
    ],
)
def test_other_schema_versions_say_what_to_do(version: int | None, advice: str) -> None:
    data = msgspec.json.encode({**plain(record_of()), "schema_version": version})

    with pytest.raises(RecordVersionMismatch, match=advice) as caught:
        decode(data, ORIGIN)

    assert caught.value.path == ORIGIN


def test_a_newer_record_is_not_called_damaged_whatever_is_in_it() -> None:
    data = msgspec.json.encode({"schema_version": SCHEMA_VERSION + 1, "all": "different"})

    with pytest.raises(RecordVersionMismatch):
        decode(data, ORIGIN)


def test_the_schema_describes_every_field_of_a_record() -> None:
    schema = json_schema()

    properties = schema["$defs"]["DocumentRecord"]["properties"]
    assert set(properties) == set(DocumentRecord.__struct_fields__)
    assert schema["$ref"] == "#/$defs/DocumentRecord"


@pytest.mark.parametrize("kind", [CrossreviewError, RecordDamaged])
def test_errors_survive_the_way_between_processes(kind: type[CrossreviewError]) -> None:
    import pickle

    error = pickle.loads(pickle.dumps(kind("It broke.", remedy="Mend it.", path=ORIGIN)))

    assert type(error) is kind
    assert str(error) == f"{ORIGIN}: It broke. Mend it."
