"""Segments of ours: under Whoosh's stock searcher they answer as our evaluator does; damage is named; merging loses
nothing."""
from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from whoosh import index as stock
from whoosh import query
from whoosh.filedb.filestore import FileStorage
from whoosh.scoring import BM25F

from indexer.document import Document
from indexer.engines import open_engine
from indexer.engines.embedded import packed
from indexer.engines.embedded.codec import SegmentTerms, open_segment
from indexer.engines.embedded.engine import EmbeddedEngine
from indexer.engines.embedded.evaluate import Evaluation, Segment
from indexer.engines.embedded.fields import index_schema, index_values
from indexer.engines.embedded.segment_file import SegmentFile, write_segment
from indexer.engines.embedded.top import first_by
from indexer.engines.embedded.weighting import Weighting
from indexer.errors import ArchiveDamaged
from tests.articles import document

ALPHABET = "甘肃东西部协作省长\n a1𠮷"
NAMES = ("甲一", "乙二", "丙三")


def _random_documents(chance: random.Random, number: int) -> list[Document]:
    def text(most: int) -> str:
        return "".join(chance.choice(ALPHABET) for _ in range(chance.randrange(most)))

    return [
        document(
            f"n{at}",
            text(60) * chance.choice([1, 1, 1, 8]),
            text(8),
            chance.choice(["", "2021", "2021-05-06"]),
            tuple(chance.sample(["62", "6201", "12"], chance.randrange(3))),
            tuple(chance.sample(NAMES, chance.randrange(3))),
        )
        for at in range(number)
    ]


@dataclass(frozen=True, repr=False)
class Archive:
    """The folder of an index and the documents it holds."""

    index: Path
    documents: list[Document]

    def __repr__(self) -> str:  # hypothesis prints its arguments
        return f"Archive({self.index})"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """240 documents in three segments, some replaced, some deleted."""
    chance = random.Random(5)
    folder = tmp_path_factory.mktemp("codec") / "archive"
    engine = open_engine(f"embedded:{folder}", create=True)
    documents = {one.id: one for one in _random_documents(chance, 240)}
    for start in range(0, 240, 80):
        engine.write(list(documents.values())[start : start + 80])
        engine.commit()
    for one in _random_documents(chance, 20):
        documents[one.id] = one
        engine.write([one])
    gone = chance.sample(sorted(documents), 25)
    engine.delete(gone)
    engine.commit()
    engine.close()
    yield Archive(folder / "index" / "0001", [one for id, one in documents.items() if id not in gone])


WORDS = st.sampled_from(["甘肃", "东西", "部", "协作", "省长", "长", "a1a", "没有"])
LEAVES = st.one_of(
    st.builds(query.Term, st.sampled_from(["text_words", "title_words"]), WORDS, st.sampled_from([1.0, 3.0])),
    st.builds(lambda name: query.Term("leader", name), st.sampled_from(NAMES)),
    st.builds(lambda text: query.Term("text_pairs", text), st.sampled_from(["甘肃", "西部", "\n ", "𠮷甘"])),
    st.builds(
        lambda text: query.Phrase("text_pairs", [a + b for a, b in zip(text, text[1:])]),
        st.text(st.sampled_from(ALPHABET), min_size=3, max_size=5),
    ),
    # Terms that are no neighbouring pairs of one string: nowhere, or where the same place would begin all of them.
    st.builds(
        lambda terms: query.Phrase("text_pairs", terms),
        st.lists(st.sampled_from(["甘肃", "肃东", "西部", "没有", "东西"]), min_size=1, max_size=3),
    ),
    st.builds(lambda text: query.ConstantScoreQuery(query.Prefix("text_pairs", text), 2.0), st.sampled_from(ALPHABET)),
    st.just(query.Every()),
)
POSITIVE = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(query.And),
        st.lists(inner, min_size=2, max_size=3).map(query.Or),
    ),
    max_leaves=6,
)
# Only outermost: when Whoosh skips an AndMaybe forward (inside And), it leaves the optional part behind and loses its
# score (AndMaybeMatcher.skip_to passes the id asked for, not the id reached).
PREFERRING = st.one_of(POSITIVE, st.builds(query.AndMaybe, POSITIVE, POSITIVE))
WITH_NOT = st.builds(lambda keep, drop: query.And([keep, query.Not(drop)]), POSITIVE, POSITIVE)


def _ours(searcher: stock.FileIndex, wanted: query.Query) -> dict[str, float]:
    found: dict[str, float] = {}
    for leaf, _ in searcher.leaf_searchers():
        segment = leaf.reader().segment()
        terms = SegmentTerms(open_segment(leaf.reader().storage(), segment), segment)
        evaluation = Evaluation(Segment(leaf, searcher, terms, segment.live()))
        documents = evaluation.find(wanted)
        for at, score in zip(documents.tolist(), evaluation.score(wanted, documents).tolist()):
            found[leaf.stored_fields(at)["id"]] = score
    return found


def _stocks(searcher: stock.FileIndex, wanted: query.Query) -> dict[str, float]:
    results = searcher.search(wanted, limit=None, optimize=False)
    return {hit["id"]: hit.score for hit in results}


@pytest.mark.parametrize("weighting", [BM25F(), Weighting()], ids=["Whoosh's", "ours"])
@given(wanted=PREFERRING)
def test_the_evaluator_and_a_stock_searcher_agree(archive: Archive, weighting: BM25F, wanted: query.Query) -> None:
    """Same documents and, for everything that Whoosh scores rightly, the same scores."""
    with stock.open_dir(str(archive.index)).searcher(weighting=weighting) as searcher:
        ours, stocks = _ours(searcher, wanted), _stocks(searcher, wanted)
        assert ours.keys() == stocks.keys()
        # Whoosh gives 1.0 to each document that Every finds; ours gives nothing, as that tells none apart.
        if "Every" not in repr(wanted):
            assert ours == pytest.approx(stocks, rel=1e-5)


@pytest.mark.parametrize("field", ["text_words", "leader", "nowhere"])
def test_a_phrase_where_there_are_no_positions_is_what_whoosh_makes_of_it(archive: Archive, field: str) -> None:
    wanted = query.Phrase(field, ["甘肃", "东西"])
    with stock.open_dir(str(archive.index)).searcher() as searcher:
        try:
            expected: object = _stocks(searcher, wanted)
        except query.QueryError as error:
            expected = str(error)
        try:
            found: object = _ours(searcher, wanted)
        except query.QueryError as error:
            found = str(error)
        assert found == expected


@given(WITH_NOT)
def test_exclusion_agrees_with_a_stock_searcher(archive: Archive, wanted: query.Query) -> None:
    with stock.open_dir(str(archive.index)).searcher() as searcher:
        assert _ours(searcher, wanted).keys() == _stocks(searcher, wanted).keys()


@pytest.fixture(scope="module")
def stock_index(archive: Archive, tmp_path_factory: pytest.TempPathFactory) -> stock.FileIndex:
    """The same documents, written by Whoosh's own writer with its own codec."""
    made = stock.create_in(str(tmp_path_factory.mktemp("stock")), index_schema())
    writer = made.writer()
    for at, one in enumerate(archive.documents):
        writer.add_document(**index_values(one, at))
    writer.commit()
    return made


@given(st.one_of(PREFERRING, WITH_NOT))
def test_our_codec_finds_what_whooshs_own_finds(
    archive: Archive, stock_index: stock.FileIndex, wanted: query.Query
) -> None:
    with stock.open_dir(str(archive.index)).searcher() as ours, stock_index.searcher() as theirs:
        assert _ours(ours, wanted).keys() == _stocks(theirs, wanted).keys()


def test_a_stock_reader_walks_terms_and_postings(
    archive: Archive, stock_index: stock.FileIndex
) -> None:
    """Once the deleted are merged away, Whoosh's reader sees the same terms, frequencies and positions in both."""
    ours = stock.FileIndex(FileStorage(str(archive.index)))
    with ours.reader() as reader, stock_index.reader() as theirs:
        for field in ("text_words", "title_words", "text_pairs", "leader", "region"):
            live = {term for term in reader.lexicon(field) if list(reader.postings(field, term).all_ids())}
            assert live == set(theirs.lexicon(field))
            for term in live:
                assert _postings(reader, field, term) == _postings(theirs, field, term)


def _postings(reader: stock.FileIndex, field: str, term: bytes) -> dict[str, object]:
    found: dict[str, object] = {}
    matcher = reader.postings(field, term)
    while matcher.is_active():
        kind = "positions" if field.endswith("pairs") else "frequency"
        found[reader.stored_fields(matcher.id())["id"]] = matcher.value_as(kind)
        matcher.next()
    return found


def test_merging_small_segments_changes_no_answer(tmp_path: Path) -> None:
    documents = _random_documents(random.Random(9), 120)
    many = EmbeddedEngine(tmp_path / "many", create=True)
    for start in range(0, 120, 10):
        many.write(documents[start : start + 10])
        many.commit()
    one = EmbeddedEngine(tmp_path / "one", create=True)
    one.write(documents)
    one.commit()
    assert int(many.describe().facts["segments"]) < 12 and one.describe().facts["segments"] == "1"
    with stock.open_dir(str(tmp_path / "many/index/0001")).searcher() as a:
        with stock.open_dir(str(tmp_path / "one/index/0001")).searcher() as b:
            for text in ("甘肃", "长", "协作"):
                wanted = query.Or([query.Term("text_words", text), query.Term("title_words", text)])
                assert _ours(a, wanted) == pytest.approx(_ours(b, wanted))
            for text in ("甘肃东", "西部", "𠮷"):
                terms = [x + y for x, y in zip(text, text[1:])]
                wanted = query.Phrase("text_pairs", terms) if len(terms) > 1 else query.Prefix("text_pairs", text)
                assert _ours(a, wanted).keys() == _ours(b, wanted).keys()
    many.close()
    one.close()


def test_a_frequency_beyond_a_byte_is_kept(tmp_path: Path) -> None:
    engine = EmbeddedEngine(tmp_path / "a", create=True)
    engine.write([document("a", "协作，" * 1000), document("b", "协作")])
    engine.commit()
    with stock.open_dir(str(tmp_path / "a/index/0001")).reader() as reader:
        assert reader.frequency("text_words", "协作") == 1001
    engine.close()


def test_a_long_article_is_searched_to_its_end(tmp_path: Path) -> None:
    """Positions beyond 65,535 need the wider type."""
    engine = EmbeddedEngine(tmp_path / "a", create=True)
    engine.write([document("long", "兰州市" * 66_000 + "东西部协作"), document("short", "东西部")])
    engine.commit()
    with stock.open_dir(str(tmp_path / "a/index/0001")).searcher() as searcher:
        for text, expected in (("东西部协作", {"long"}), ("东西部", {"long", "short"}), ("市东西", {"long"})):
            terms = [x + y for x, y in zip(text, text[1:])]
            assert _ours(searcher, query.Phrase("text_pairs", terms)).keys() == expected
    engine.close()


@given(
    st.dictionaries(
        st.text(min_size=1),
        st.tuples(st.sampled_from(["u1", "u2", "u4", "i8"]), st.lists(st.integers(0, 255))),
        min_size=1,
    ),
    st.dictionaries(st.text(), st.integers()),
)
def test_a_segment_file_gives_back_what_was_written(
    tmp_path_factory: pytest.TempPathFactory, given_arrays: dict[str, tuple[str, list[int]]], facts: dict[str, int]
) -> None:
    path = tmp_path_factory.mktemp("file") / "segment"
    arrays = {name: np.array(values, dtype) for name, (dtype, values) in given_arrays.items()}
    write_segment(path, arrays, facts)
    file = SegmentFile(path)
    assert file.facts == facts and file.faults() == []
    for name, array in arrays.items():
        assert file.array(name).dtype == array.dtype and file.array(name).tolist() == array.tolist()
        with pytest.raises(ValueError):
            file.array(name).flags.writeable = True


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (lambda data: b"", "cannot be opened"),
        (lambda data: data[:10], "shorter than its head"),
        (lambda data: b"SQLite f" + data[8:], "not a Longwen segment"),
        (lambda data: data[:8] + b"\x63" + data[9:], "version 99"),
        (lambda data: data[:-9] + b"?" + data[-8:], "damaged directory"),
        (lambda data: data[:-1], "cut short"),
        (lambda data: data + b"x", "cut short or added"),
    ],
)
def test_a_damaged_segment_is_named_and_never_searched(tmp_path: Path, damage: object, message: str) -> None:
    path = tmp_path / "MAIN_x.lws"
    write_segment(path, {"a": np.arange(100)}, {})
    path.write_bytes(damage(path.read_bytes()))  # type: ignore[operator]
    with pytest.raises(ArchiveDamaged, match=f"MAIN_x.lws .*{message}.*longwen rebuild"):
        SegmentFile(path)


def test_verify_names_a_damaged_array(tmp_path: Path) -> None:
    engine = EmbeddedEngine(tmp_path / "a", create=True)
    engine.write([document("a", "东西部协作")])
    engine.commit()
    engine.close()
    (path,) = (tmp_path / "a" / "index" / "0001").glob("*.lws")
    data = bytearray(path.read_bytes())
    file = SegmentFile(path)
    at = data.rindex(file.array("text_words.terms").tobytes())
    data[at] ^= 1
    path.unlink()
    path.write_bytes(data)
    engine = EmbeddedEngine(tmp_path / "a")
    assert any("text_words.terms" in fault for fault in engine.verify().faults)
    engine.close()


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(-2, 2))), st.integers(0, 12))
def test_the_first_few_are_those_of_a_full_sort(rows: list[tuple[int, int]], count: int) -> None:
    keys = [np.array([row[at] for row in rows], np.int64) for at in (0, 1)]
    expected = sorted(range(len(rows)), key=lambda at: (*rows[at], at))[:count]
    assert first_by(len(rows), [key.__getitem__ for key in keys], count)[:count].tolist() == expected


POSTINGS = st.integers(1, 600).flatmap(
    lambda count: st.tuples(
        st.lists(st.integers(0, 5000), min_size=count, max_size=count, unique=True).map(sorted),
        st.lists(st.integers(1, 3) | st.integers(1, 1 << 17), min_size=count, max_size=count),
    )
)


@given(st.lists(POSTINGS, max_size=3), st.lists(st.integers(0, 5000), unique=True).map(sorted))
def test_packed_postings_come_back_and_are_found_among_others(
    terms: list[tuple[list[int], list[int]]], wanted: list[int]
) -> None:
    ends = np.cumsum([len(docs) for docs, _ in terms], dtype=np.int64)
    docs = np.array([doc for some, _ in terms for doc in some], np.uint32)
    freqs = np.array([freq for _, some in terms for freq in some], np.uint32)
    data, byte_ends = packed.pack(ends, docs, freqs)
    data = np.concatenate([data, packed.PADDING])
    asked = np.array(wanted, np.uint32)
    for (some, many), first in zip(terms, [0, *byte_ends[:-1].tolist()]):
        room = np.zeros((3, len(some)), np.uint32)
        packed.unpack(data, first, len(some), room[0], room[1])
        packed.unpack_docs(data, first, len(some), room[2])
        assert (room[0].tolist(), room[1].tolist(), room[2].tolist()) == (some, many, some)
        places, found_freqs, starts = np.zeros((3, len(wanted)), np.int64)
        found = packed.among(data, first, len(some), asked, places, found_freqs, starts)
        both = [doc for doc in wanted if doc in set(some)]
        assert asked[places[:found]].tolist() == both
        assert found_freqs[:found].tolist() == [many[some.index(doc)] for doc in both]
        assert starts[:found].tolist() == [sum(many[: some.index(doc)]) for doc in both]
