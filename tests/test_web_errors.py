"""Errors as readers and programs see them, and what every response carries."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, cast

import pytest
from flask.testing import FlaskClient

from indexer.document import Document
from indexer.engines.base import Description, Engine, Results
from indexer.errors import ArchiveDamaged, QueryRefused
from indexer.query.request import Request
from web import create_app


class Failing:
    """An engine whose every answer is the given error."""

    def __init__(self, error: Exception) -> None:
        self._error = error

    def search(self, request: Request) -> Results:
        raise self._error

    def fetch(self, ids: Sequence[str]) -> list[Document | None]:
        return [None] * len(ids)

    def describe(self) -> Description:
        raise self._error


Failed = Callable[[Exception], FlaskClient]


@pytest.fixture
def failed() -> Failed:
    return lambda error: create_app(cast(Engine, Failing(error)), {"TESTING": True}).test_client()


@pytest.fixture
def client(failed: Failed) -> FlaskClient:
    return failed(RuntimeError("secret detail"))


@pytest.mark.parametrize("path", ["/nope", "/articles/none", "/articles/", "/search/nope", "/static/none.css"])
def test_what_is_not_there_is_a_page_of_its_own(client: FlaskClient, path: str) -> None:
    page = client.get(path)
    assert page.status_code == 404
    assert page.mimetype == "text/html" and page.text.count("<h1") == 1 and "回到首页" in page.text


@pytest.mark.parametrize("path", ["/api/nope", "/api/articles/none", "/api/"])
def test_programs_get_errors_as_json(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert set(answer.get_json()) == {"error"}
    assert "\\u" not in answer.text


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (QueryRefused("最多 64 个词"), 400, "最多 64 个词"),
        (ArchiveDamaged("索引损坏：请运行 longwen rebuild"), 503, "请运行 longwen rebuild"),
        (RuntimeError("secret detail"), 500, "日志"),
    ],
)
@pytest.mark.parametrize("path", ["/", "/search?q=协作", "/search/date?q=协作", "/api/search?q=协作"])
def test_an_engines_error(failed: Failed, error: Exception, code: int, words: str, path: str) -> None:
    answer = failed(error).get(path)
    assert answer.status_code == code
    text = answer.get_json()["error"] if path.startswith("/api") else answer.text
    assert words in text
    assert "secret" not in text and "Traceback" not in text


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
@pytest.mark.parametrize("path", ["/", "/search", "/api/search", "/nope", "/static/style.css"])
def test_nothing_can_be_written(client: FlaskClient, method: str, path: str) -> None:
    with client.open(path, method=method, data=b"x" * 100_000) as answer:
        pass
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "GET, HEAD"


@pytest.mark.parametrize("path", ["/help", "/nope", "/api/nope", "/search?q=协作", "/static/style.css", "/lang/en"])
def test_every_response_carries_the_headers(client: FlaskClient, path: str) -> None:
    with client.get(path) as answer:
        headers = answer.headers
    policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'" and "script-src" not in policy
    assert "unsafe" not in str(policy) and policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert policy["style-src"] == policy["img-src"] == policy["form-action"] == "'self'"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert ("no-cache" in headers["Cache-Control"]) is not path.startswith("/static")


def test_head_answers_like_get_without_a_body(client: FlaskClient) -> None:
    answer = client.head("/help")
    assert (answer.status_code, answer.data) == (200, b"")


def test_the_language_cookie_is_not_for_scripts(client: FlaskClient) -> None:
    cookie = client.get("/lang/en").headers["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie


@pytest.mark.parametrize("garbage", ["/%ff%fe", "/search?q=%ff%00%ED%A0%80", "/search?%ff=%ff", "/articles/%00"])
def test_garbage_in_an_address_is_answered(client: FlaskClient, garbage: str) -> None:
    answer: Any = client.get(garbage)
    assert answer.status_code in {400, 404, 500} and "secret" not in answer.text
