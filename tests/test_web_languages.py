"""The interface's languages: which one a reader gets, and that nothing is left untranslated."""
from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast, get_args

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask.testing import FlaskClient

from corpus.article import DateReading, DateSource, PartialDate
from corpus.event_dates import read_event_dates
from indexer.engines.base import Description, Engine
from web import create_app
from web.rules import inferred_text

ROOT = Path(__file__).resolve().parent.parent
TRANSLATIONS = ROOT / "web" / "translations"
LANGUAGES = ("en", "zh_Hant")
PLACES = re.compile(r"%\(\w+\)s")

# As in web/babel.cfg: where each of our own functions takes a sentence.
KEYWORDS: dict[str, Any] = {**DEFAULT_KEYWORDS, "lazy_gettext": None, "Note": None, "note": None}
KEYWORDS |= {"FacetField": (2,), "TextField": (2,)}


class Shelf:
    """An engine that only describes itself."""

    def describe(self) -> Description:
        return Description(2, 2, {"分析": "甲"})


def sources() -> Iterator[tuple[str, Any]]:
    """Every sentence in code and templates, with where it stands."""
    methods = [("**.py", "python"), ("**/templates/**.html", "jinja2"), ("templates/**.html", "jinja2")]
    for folder in ("web", "indexer"):
        for file, line, message, *_ in extract_from_dir(str(ROOT / folder), methods, keywords=KEYWORDS):
            yield f"{folder}/{file}:{line}", message


def catalogue(language: str) -> Catalog:
    with (TRANSLATIONS / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, locale=language)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A client of an app with freshly compiled catalogues, whether or not the Makefile has compiled them."""
    folder = tmp_path_factory.mktemp("translations")
    for language in LANGUAGES:
        place = folder / language / "LC_MESSAGES"
        place.mkdir(parents=True)
        with (place / "messages.mo").open("wb") as file:
            write_mo(file, catalogue(language))
    return create_app(cast(Engine, Shelf()), {"BABEL_TRANSLATION_DIRECTORIES": str(folder)}).test_client()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_translated_with_the_same_places(language: str) -> None:
    known = catalogue(language)
    messages = list(sources())
    assert len(messages) > 100, "the extraction found almost nothing: are its patterns right?"
    for place, message in messages:
        found = known.get(message)
        assert found is not None and found.string and not found.fuzzy, f"{place}: {message!r} is not in {language}"
        forms = found.string if isinstance(found.string, tuple) else (found.string,)
        source = str(message if isinstance(message, str) else message[0])
        for form in forms:
            assert form and set(PLACES.findall(str(form))) == set(PLACES.findall(source)), f"{place}: {form!r}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_translation_is_left_over(language: str) -> None:
    used = {message if isinstance(message, str) else message[0] for _, message in sources()}
    kept = {message.id if isinstance(message.id, str) else message.id[0] for message in catalogue(language)} - {""}
    assert kept <= used


def test_traditional_is_traditional_and_english_has_no_chinese() -> None:
    assert "検" not in str([message.string for message in catalogue("zh_Hant")])
    examples = {"东西部协作", "東西部協作", "与", "或", "非"}
    for message in catalogue("en"):
        for form in message.string if isinstance(message.string, tuple) else (message.string,):
            words = set(re.findall("[\u4e00-\u9fff]+", str(form)))
            assert words <= examples, form


@pytest.mark.parametrize("source", get_args(DateSource))
def test_what_was_worked_out_of_a_date_is_said_in_the_readers_language(client: FlaskClient, source: DateSource) -> None:
    published = DateReading(PartialDate(2021, 5, 6), source, "丙")
    lines = (
        "本报平凉5月4日讯 昨日开园。", "去年动工，上月7日停工。", "民国108年3月，同年4月开工。", "6月1日再开园，2日闭园。", "24日上午竣工。",
    )
    told = {event.inferred for line in lines for event in read_event_dates("", line, published)} - {""}
    assert len(told) > 2 and len({how.partition("据")[0] for how in told}) > 2
    with client.application.test_request_context("/", headers={"Accept-Language": "en"}):
        for how in (*told, "108年作民国纪年", "年份据标题“2019”"):
            said = inferred_text(how)
            assert re.findall("“.*?”", said) == re.findall("“.*?”", how)
            assert not re.search("[\u4e00-\u9fff]", re.sub("“.*?”", "", said)), (how, said)
        assert inferred_text("年份据丁“戊”") == "年份据丁“戊”"  # what nobody has put into words yet
    with client.application.test_request_context("/", headers={"Accept-Language": "zh-TW"}):
        assert inferred_text("“昨日”据文件自带的日期“2021-05-06”") == "「昨日」據檔案自帶的日期「2021-05-06」"


@pytest.mark.parametrize(
    ("accepted", "tag"),
    [
        ("", "zh-Hans"), ("fr", "zh-Hans"), ("zh-CN,en;q=0.5", "zh-Hans"), ("zh", "zh-Hans"), ("zh-TW", "zh-Hant"),
        ("zh-Hant-HK", "zh-Hant"), ("fr,en-GB;q=0.8,zh;q=0.2", "en"), ("*", "zh-Hans"), (";;;,q=x", "zh-Hans"),
    ],
)
def test_the_browser_is_asked(client: FlaskClient, accepted: str, tag: str) -> None:
    page = client.get("/about", headers={"Accept-Language": accepted})
    assert f'<html lang="{tag}">' in page.text
    assert {"accept-language", "cookie"} <= {name.lower() for name in page.vary}


def test_a_choice_is_kept_and_leads_back(client: FlaskClient) -> None:
    answer = client.get("/lang/zh_Hant", query_string={"next": "/help?q=a&b=c"})
    assert (answer.status_code, answer.location) == (303, "/help?q=a&b=c")
    assert "關於檔案庫" in client.get("/about").text
    assert client.get("/lang/en").location == "/"
    assert "About the archive" in client.get("/about").text
    assert "2 articles" in client.get("/about").text
    client.delete_cookie("lang")
    client.set_cookie("lang", "../../etc")
    assert '<html lang="zh-Hans">' in client.get("/about").text
    client.delete_cookie("lang")
    assert client.get("/lang/xx").status_code == 404


@pytest.mark.parametrize(
    "elsewhere",
    ["https://example.org/", "//example.org/", "/\\example.org", "\\\\example.org", "/\t/example.org",
     "javascript:alert(1)", "/a\r\nSet-Cookie: x=y", "example.org", "", "///example.org", "http:/help", "/[", " /help"],
)
def test_no_other_site_is_led_to(client: FlaskClient, elsewhere: str) -> None:
    location = client.get("/lang/en", query_string={"next": elsewhere}).location
    assert location is not None and location in {"/", "/%5B"}
    client.delete_cookie("lang")


def test_without_catalogues_the_source_language_is_shown(tmp_path: Path) -> None:
    app = create_app(cast(Engine, Shelf()), {"BABEL_TRANSLATION_DIRECTORIES": str(tmp_path)})
    assert "关于档案库" in app.test_client().get("/about", headers={"Accept-Language": "en"}).text
