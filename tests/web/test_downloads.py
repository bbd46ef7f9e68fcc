"""What is seen can be taken along."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import docx
import pytest
from starlette.testclient import TestClient
from tests.report.test_exports import sheet_rows, sheet_table
from tests.web.conftest import NASTY


def test_passages_as_csv_are_those_of_the_page(client: TestClient) -> None:
    answer = client.get("/search.csv", params={"q": "visit", "by": "words"})
    assert "attachment" in answer.headers["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))
    assert {(row["document_id"], row["page"]) for row in rows} >= {("child-t", "2"), ("nasty", "1")}
    assert any(NASTY in row["passage"] for row in rows)


def test_passages_as_a_workbook_say_what_was_asked(client: TestClient, tmp_path: Path) -> None:
    answer = client.get("/search.xlsx", params={"q": "visit", "kind": "recommendation", "by": "words"})
    path = tmp_path / "found.xlsx"
    path.write_bytes(answer.content)
    rows = sheet_table(path, "passages")
    assert {(row["document_id"], row["page"]) for row in rows} == {("child-t", 2), ("nasty", 1)}
    assert "visit kind:recommendation by:words" in str(sheet_rows(path, "about"))


def test_a_briefing_in_word_quotes(client: TestClient) -> None:
    answer = client.get("/briefing.docx", params={"theme": "NEE.elective_home_education"})
    words = "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(answer.content)).paragraphs)
    assert "Briefing: Elective home education" in words
    assert "The council should visit every child in elective home education once a year." in words


@pytest.mark.parametrize(
    ("path", "status"),
    [("/briefing.docx?q=zebra", 404), ("/search.csv?q=(", 400), ("/search.xlsx?theme=none", 404), ("/search.ods", 404)],
)
def test_what_cannot_be_written_is_said(client: TestClient, path: str, status: int) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert "<h1" in answer.text
