"""The documents say what the code does: settings, commands, targets, fields, operators, routes, JSON, links."""
from __future__ import annotations

import json
import re
import shlex
from collections.abc import Callable
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner

from corpus.fields import NAMES
from indexer.analysis.fold import fold
from indexer.answer import Question, answer, answer_json, document_json
from indexer.cli import longwen
from indexer.engines.base import Engine
from indexer.query import scan
from indexer.query.parse import parse
from indexer.query.resolve import resolve
from indexer.schema import FACET_NAMES
from indexer.settings import SETTINGS
from tests.conftest import ROOT
from web import create_app, state
from web.language import LANGUAGES

README, CONTRIBUTING = ROOT / "README.md", ROOT / "CONTRIBUTING.md"
READMES = (README, ROOT / "README.zh.md")
DOCUMENTS = sorted((*ROOT.glob("*.md"), *ROOT.glob("*/*.md")))
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")

_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.M | re.S)
_SPAN = re.compile(r"`([^`\n]+)`")
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_JSON = re.compile(r"<!-- json: (\w+) -->\n```json\n(.*?)^```$", re.M | re.S)
_QUERIES = re.compile(r"<!-- queries -->\n(.*?)\n<!-- /queries -->", re.S)

in_both = pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def spans(path: Path) -> set[str]:
    """What stands between backticks outside of fences, as a reader sees it (a table needs its bars escaped)."""
    return {span.replace("\\|", "|") for span in _SPAN.findall(_FENCE.sub("", text_of(path)))}


def missing(wanted: set[str], path: Path) -> list[str]:
    return sorted(wanted - spans(path))


def commands() -> dict[str, click.Command]:
    registered = {entry.name: entry.load() for entry in entry_points(group="longwen.commands")}
    return {**longwen.commands, **registered}


def printed_commands(path: Path) -> list[list[str]]:
    """The longwen commands in a document's shell fences, in order, without the word longwen."""
    lines = [line for language, body in _FENCE.findall(text_of(path)) if language == "sh" for line in body.splitlines()]
    return [shlex.split(line, comments=True)[1:] for line in lines if line.startswith("longwen ")]


def queries(path: Path) -> list[str]:
    """The example queries: the first span of each row between the marks."""
    [table] = _QUERIES.findall(text_of(path))
    rows = [_SPAN.findall(row) for row in table.splitlines() if row.startswith("| `")]
    return [found[0].replace("\\|", "|") for found in rows]


@in_both
def test_every_setting_is_described_with_its_default(readme: Path) -> None:
    for setting in SETTINGS:
        assert f"| `{setting.name}` | `{setting.default}` |" in text_of(readme)


def test_the_settings_are_explained_in_the_words_of_their_help() -> None:
    for setting in SETTINGS:
        assert setting.help.replace("`", "") in text_of(README).replace("`", ""), setting.name


@in_both
def test_every_command_option_and_choice_is_named(readme: Path) -> None:
    text = text_of(readme)
    for name, command in commands().items():
        assert f"longwen {name}" in text
        for option in command.params:
            if not isinstance(option, click.Option):
                continue
            for written in option.opts:
                assert re.search(rf"{written}(?![\w-])", text), f"longwen {name} {written}"
            if isinstance(option.type, click.Choice):
                assert not missing(set(option.type.choices), readme)


@in_both
def test_the_commands_that_print_json_are_the_ones_said_to(readme: Path) -> None:
    printing = {name for name, command in commands().items() if any(one.name == "as_json" for one in command.params)}
    [said] = re.findall(r"[(（]((?:`[\w-]+`[,、]\s?)+`[\w-]+`)[)）][^()（）]{1,12}`--json`", text_of(readme))
    assert set(_SPAN.findall(said)) == printing


@in_both
def test_the_commands_that_are_printed_run(readme: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("LONGWEN_ARCHIVE", str(tmp_path / "archive"))
    given = printed_commands(readme)
    assert {arguments[0] for arguments in given} == set(commands())
    for arguments in given:
        name, *rest = [str(tmp_path / "archive") if word == "var/archive" else word for word in arguments]
        if name == "serve":
            commands()[name].make_context(name, rest).close()
            continue
        result = CliRunner().invoke(longwen, [name, *rest])
        assert result.exit_code == 0, (arguments, result.output)
        assert name != "search" or not re.match(r'0 篇|\{"query".*"total": 0,', result.output), arguments


def test_every_make_target_is_described() -> None:
    targets = re.findall(r"^([a-z-]+):.*## ", MAKEFILE, re.M)
    assert {"run", "test"} <= set(targets)
    assert not missing({f"make {target}" for target in targets}, CONTRIBUTING)
    for readme in READMES:
        assert "\nmake run " in text_of(readme) and "\nmake test " in text_of(readme)


@in_both
def test_no_document_names_a_target_that_is_not_there(readme: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", MAKEFILE, re.M))
    for path in (readme, CONTRIBUTING):
        assert {span.split()[1] for span in spans(path) if span.startswith("make ")} <= targets


@in_both
def test_every_make_variable_is_described_with_its_default(readme: Path) -> None:
    for name, default in re.findall(r"^([A-Z]+) +\?= (.*)$", MAKEFILE, re.M):
        assert not missing({name, default}, readme)


@in_both
def test_every_field_name_is_listed(readme: Path) -> None:
    assert not missing({f"{name}:" for name in scan.FIELD_NAMES}, readme)


@in_both
def test_every_operator_and_quote_is_listed(readme: Path) -> None:
    assert not missing({*scan._OPERATORS, *scan._MINUS} - {"-"}, readme)
    assert any(" -" in query for query in queries(readme))
    assert set(scan.OPENING_QUOTES) <= set(text_of(readme))


@in_both
def test_the_example_queries_are_read_without_notes_and_find_something(readme: Path, sample_engine: Engine) -> None:
    assert len(queries(readme)) > 10
    for query in queries(readme):
        parsed = parse(query)
        assert not parsed.notes, query
        assert not resolve(parsed.tree, variants=False).notes, query
        assert answer(sample_engine, Question(query)).total, query


def test_both_readmes_show_the_same_queries_commands_and_json() -> None:
    english, chinese = READMES
    assert queries(english) == queries(chinese)
    assert printed_commands(english) == printed_commands(chinese)
    assert _JSON.findall(text_of(english)) == _JSON.findall(text_of(chinese))


@in_both
def test_every_address_and_parameter_of_the_reading_room_is_listed(readme: Path, sample_engine: Engine) -> None:
    routes = {rule.rule for rule in create_app(sample_engine).url_map.iter_rules() if rule.endpoint != "static"}
    assert not missing({re.sub(r"<\w+:", "<", route) for route in routes}, readme)
    every = Question("q", "exact", {name: ("x",) for name in FACET_NAMES}, "newest", 2, 20, variants=False)
    assert not missing({*state.to_parameters(every), "from", "to", *FACET_NAMES, *LANGUAGES}, readme)


@in_both
def test_every_key_and_column_that_is_read_is_listed(readme: Path) -> None:
    listed = {fold(span) for span in spans(readme)}
    assert not {fold(name) for names in NAMES.values() for name in names} - listed


def shape(value: Any, like: Any) -> Any:
    """The keys of a JSON value, all the way down, and what kind of value has none; lists by their first element,
    where both the value and what it is compared with have one."""
    if isinstance(value, dict):
        return {key: shape(one, like.get(key) if isinstance(like, dict) else None) for key, one in value.items()}
    if isinstance(value, list):
        return [shape(value[0], like[0])] if value and isinstance(like, list) and like else []
    return None if value is None or like is None else "number" if isinstance(value, (int, float)) else "text"


def _printed(arguments: list[str]) -> Any:
    result = CliRunner().invoke(longwen, arguments)
    assert result.exit_code == 0, result.output
    return json.loads(result.output)


@pytest.fixture
def prints(sample_engine: Engine, sample_archive: Path, tmp_path: Path) -> dict[str, Callable[[Any], Any]]:
    """What the code prints where the README shows an example; each is given the example."""
    (tmp_path / "b.jsonl").write_text('{"id": "x", "title": "甲"}\n{"id": "y"}\n', encoding="utf-8")
    archive = str(tmp_path / "archive")
    index = _printed(["index", str(tmp_path / "b.jsonl"), "--archive", archive, "--json"])
    return {
        "search": lambda example: answer_json(answer(sample_engine, Question(example["query"]))),
        "show": lambda example: document_json(_only(sample_engine, example["id"])),
        "index": lambda _: index,
        "stats": lambda _: _printed(["stats", "--archive", archive, "--json"]),
        "analyze": lambda _: _printed(["analyze", "甘肃省委书记胡昌升赴天津", "--json"]),
    }


def _only(engine: Engine, id: str) -> Any:
    [document] = engine.fetch([id])
    assert document, id
    return document


def test_the_json_shown_has_the_keys_that_are_printed(prints: dict[str, Callable[[Any], Any]]) -> None:
    examples = {name: json.loads(text) for name, text in _JSON.findall(text_of(README))}
    assert examples.keys() == prints.keys()
    for name, example in examples.items():
        printed = prints[name](example)
        assert shape(example, printed) == shape(printed, example), name
        assert list(example) == list(printed), name


def test_what_is_shown_to_be_read_in_a_text_is_read_in_it() -> None:
    shown = {name: json.loads(text) for name, text in _JSON.findall(text_of(README))}["analyze"]
    assert _printed(["analyze", shown["folded"], "--json"]) == shown


def test_the_ids_and_titles_shown_are_the_sample_s(sample_engine: Engine) -> None:
    examples = {name: json.loads(text) for name, text in _JSON.findall(text_of(README))}
    for shown in (*examples["search"]["hits"], examples["show"]):
        assert _only(sample_engine, shown["id"]).article.title == shown["title"]
    found = answer(sample_engine, Question(examples["search"]["query"]))
    assert (found.total, found.literal_total) == (examples["search"]["total"], examples["search"]["literal_total"])


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_to_files_that_are_there(document: Path) -> None:
    for target in _LINK.findall(_FENCE.sub("", text_of(document))):
        if not target.startswith(("https://", "#")):
            assert (document.parent / target.partition("#")[0]).exists(), target


def test_pictures_are_small() -> None:
    for picture in (ROOT / "docs").glob("*.png"):
        assert picture.stat().st_size < 400_000, picture.name


@in_both
def test_a_readme_names_no_place_of_one_machine(readme: Path) -> None:
    assert not re.search(r"/(?:work|tmp|home|root|Users)/|\.\./|pypi\.org|shared/", text_of(readme))


def test_the_changelog_has_the_present_version() -> None:
    version = re.search(r"^version = (.+)$", text_of(ROOT / "setup.cfg"), re.M)
    assert version and f"\n## [{version[1]}]" in text_of(ROOT / "CHANGELOG.md")
