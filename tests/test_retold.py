"""Reports of one event are linked where they say enough of it, and never with those of another."""

from __future__ import annotations

from pathlib import Path

from ukgraph import api

REPORTS = Path(__file__).parent / "retold" / "reports.jsonl"
LINKS = """SELECT ?kind ?one ?other {
  ?a ukg:sameEventAs ?b ; a ?kind ; ukg:evidence/ukg:inArticle/dcterms:identifier ?one .
  ?b ukg:evidence/ukg:inArticle/dcterms:identifier ?other
}"""
FEWEST = 11  # 13 when the reports were written


def test_links_join_the_reports_of_one_event_and_no_others() -> None:
    rows = api.build([REPORTS]).query(LINKS).rows
    links = {tuple(str(cell.value) for cell in row if cell is not None) for row in rows}  # type: ignore[union-attr]
    assert [link for link in links if link[1].removesuffix("-b") != link[2].removesuffix("-a")] == []
    assert len(links) >= FEWEST
