"""The benchmark measures what it says: its articles are valid and always the same, its peers answer alike."""
from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from statistics import mean, median

import pytest
from click.testing import CliRunner

import bench.__main__ as bench_run
from bench import peers
from bench.corpus import BLOCK, BODY_MOST, LEADERS, articles
from bench.documents import Documents
from bench.measure import differences, drawn
from bench.peers import Answer, ours
from bench.prepared import FACETS, Prepared, counted, largest, prepare
from bench.profile import STAGES, measured
from bench.queries import Ask, asks
from indexer.document import from_json, to_json
from indexer.entities.gazetteer import regions

NUMBER = 300


def test_made_articles_are_the_same_each_time_and_whatever_the_number() -> None:
    first = list(articles(BLOCK + 50))
    assert list(articles(BLOCK + 50)) == first
    assert list(articles(30)) == first[:30]
    assert list(islice(articles(10**9), BLOCK + 50)) == first
    assert next(articles(1, seed=1)) != first[0]


def test_made_articles_are_documents() -> None:
    made = list(articles(BLOCK))
    assert len({one.id for one in made}) == BLOCK
    for one in made:
        assert from_json(to_json(one)) == one
        assert 1 <= len(one.article.body) <= BODY_MOST and one.article.title
        assert one.article.date and 2000 <= (one.article.date.date.year or 0) <= 2024
        assert 1 <= len(one.regions) <= 4 and len({region.code for region in one.regions}) == len(one.regions)
        assert all(regions()[region.code].name == region.name for region in one.regions)
        assert len(one.leaders) <= 6


def test_made_articles_have_the_lengths_of_the_real_ones() -> None:
    made = list(articles(2 * BLOCK))
    lengths = [len(one.article.body) for one in made]
    assert 550 < mean(lengths) < 610 and 430 < median(lengths) < 480
    assert {len(one.leaders) for one in made} == set(range(7))
    assert len({leader.name for one in made for leader in one.leaders}) > LEADERS * 0.9


def test_queries_are_the_same_each_time_and_of_all_classes() -> None:
    sample = list(prepare(articles(NUMBER)))
    made = asks(sample, 30)
    assert asks(sample, 30) == made
    assert len(made) == 30 and len({ask.kind for ask in made}) == 15
    with pytest.raises(ValueError, match="600"):
        asks(sample[:1], 30)


def test_the_profile_times_every_stage(tmp_path: Path) -> None:
    documents = Documents(NUMBER)
    ours.build(documents.read(), tmp_path)
    peer = ours.open(tmp_path)
    stages: Counter[str] = Counter()
    for ask in drawn(documents, 30):
        took, meter = measured(peer, ask)
        assert took > 0 and meter.seconds["find"] > 0 and meter.seconds["top ten"] > 0
        stages.update(name for name, seconds in meter.seconds.items() if seconds)
    assert set(stages) == set(STAGES)
    peer.close()


def test_an_answer_that_differs_is_told_once() -> None:
    ask = Ask("word", "all", ("兰州",), "兰州", {}, "relevance", True)
    counts = ({"2021": 3}, {"62": 3}, {"某某": 1})
    same, fewer = Answer(3, ("a", "b", "c"), counts), Answer(2, ("a", "b"), ({"2021": 2}, {"62": 2}, {}))
    other = Answer(3, ("a", "b", "c"), ({"2021": 2}, {"62": 2}, {"某某": 1}))
    told = differences(ask, {"ours": same, "same": same, "fewer": fewer, "other": other}, "ours")
    assert [one.partition(" in ours")[0] for one in told] == [
        "fewer: 2 articles, 3",
        f"other: other counts of {FACETS[0]}, {FACETS[1]} than",
    ]


def test_a_run_tells_growth_by_the_articles_measured_and_which_commit_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There are 50 and 150 articles where a tenth and a half of as many again are asked for."""
    there = {60: 50, 300: 150}
    monkeypatch.setattr(bench_run, "some_documents", lambda number, made, folder: Documents(there[number]))
    arguments = ["--articles", "60", "--articles", "300", "--peer", "ours", "--peer", "fts5", "--queries", "15"]
    arguments += ["--work", str(tmp_path), "--no-keep"]
    first = CliRunner().invoke(bench_run.main, arguments)
    assert first.exit_code == 0, first.output
    assert "Growth with 3 times as many articles" in first.output
    assert "50 made-up articles" in first.output and "different: 0." in first.output
    assert "Built in an earlier run" not in first.output
    note = tmp_path / "60" / "ours.json"
    note.write_text(json.dumps({**json.loads(note.read_text()), "commit": "0123456"}))
    again = CliRunner().invoke(bench_run.main, arguments)
    assert "Built in an earlier run: ours by 0123456." in again.output


@pytest.mark.parametrize(("arguments", "message"), [
    (["--peer", "ours", "--without", "ours"], "no peer is left"), (["--articles", "0"], "x>=1"),
])
def test_a_run_of_nothing_is_refused(arguments: list[str], message: str) -> None:
    refused = CliRunner().invoke(bench_run.main, [*arguments, "--no-keep"])
    assert refused.exit_code == 2 and message in refused.output


def test_peers_agree(tmp_path: Path) -> None:
    """Totals, numbers of hits and facet counts are those of the first peer, and ours are those of a plain scan."""
    pytest.importorskip("tantivy")
    documents = Documents(NUMBER)
    built = {module for module, _ in peers.MODULES.values()}
    for name, (module, _) in peers.MODULES.items():
        if module in built:
            built.remove(module)
            assert peers.build(name, documents.read(), tmp_path).documents == NUMBER
    opened = {name: peers.open_peer(name, tmp_path) for name in peers.MODULES}
    prepared = list(prepare(documents.read()))
    for ask in drawn(documents, 90):
        found = [one for one in prepared if _matches(ask, one)]
        answered = 0
        for name, peer in opened.items():
            query = peer.ready(ask)
            if query is None:
                assert name in ("fts5", "tantivy") and len(ask.text) in (1, 2)
                continue
            answer = peer.answer(query)
            answered += 1
            assert answer.total == len(found), (name, ask)
            assert set(answer.top) <= {one.id for one in found}, (name, ask)
            assert len(answer.top) == min(10, len(found)), (name, ask)
            if ask.sort == "newest":
                days = {one.id: one.day for one in found}
                assert [days[id] for id in answer.top] == sorted(days.values(), reverse=True)[:10], (name, ask)
            assert [largest(counts) for counts in answer.facets] == _counts(ask, prepared), (name, ask)
        assert answered >= 2
    for peer in opened.values():
        peer.close()


def _matches(ask: Ask, one: Prepared) -> bool:
    if not all(value in one.facets[facet] for facet, value in ask.filters.items()):
        return False
    if ask.how == "string":
        return ask.text in one.text
    return (all if ask.how == "all" else any)(word in one.words for word in ask.words)


def _counts(ask: Ask, among: Sequence[Prepared]) -> list[tuple[int, ...]]:
    found = []
    for facet in FACETS if ask.facets else ():
        others = {other: value for other, value in ask.filters.items() if other != facet}
        values = (one.facets[facet] for one in among if _matches(replace(ask, filters=others), one))
        found.append(largest(Counter(value for some in values for value in some if counted(facet, value))))
    return found
