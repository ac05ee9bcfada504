"""Errors as pages in the reader's language, and as JSON under /api. None of them shows a traceback."""
from __future__ import annotations

from typing import Any

from flask import Flask, current_app, jsonify, render_template, request
from flask_babel import gettext
from werkzeug.exceptions import HTTPException

from indexer.errors import ArchiveError, ArticleMissing, QueryRefused
from web import state


def init_app(app: Flask) -> None:
    """Registers an answer for everything that can be raised while a request is answered."""
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(ArticleMissing, _article_missing)
    app.register_error_handler(QueryRefused, _query_refused)
    app.register_error_handler(ArchiveError, _archive_error)
    app.register_error_handler(Exception, _unexpected)


def _http(error: HTTPException) -> Any:
    code = error.code or 500
    if code < 400:  # A redirect, which Werkzeug raises too.
        return error
    titles = {
        400: gettext("看不懂这个请求"),
        404: gettext("没有这个页面"),
        405: gettext("这里只能阅读，不能写入"),
        413: gettext("请求太大"),
        414: gettext("请求太大"),
        500: gettext("程序出错了"),
    }
    cures = {
        404: gettext("请检查网址，或从首页重新检索。"),
        500: gettext("错误已记入服务器日志。请稍后再试；若一再发生，请告诉管理员发生的时间和网址。"),
    }
    response = _answer(code, titles.get(code, gettext("请求没有成功")), cures.get(code, ""))
    if code == 405:
        response.headers["Allow"] = "GET, HEAD"
    return response


def _article_missing(error: ArticleMissing) -> Any:
    return _answer(404, gettext("档案库里没有这篇文章"), gettext("它可能已被移出档案库，或网址不完整。"))


def _query_refused(error: QueryRefused) -> Any:
    return _answer(400, gettext("这个检索超出了限度"), str(error))


def _archive_error(error: ArchiveError) -> Any:
    current_app.logger.error("archive: %s", error)
    return _answer(503, gettext("档案库暂时不能检索"), str(error))


def _unexpected(error: Exception) -> Any:
    current_app.logger.error("%s %s", request.method, request.full_path, exc_info=error)
    return _http(HTTPException())


def _answer(code: int, title: str, cure: str) -> Any:
    if request.path.startswith("/api/"):
        response = jsonify({"error": " — ".join(part for part in (title, cure) if part)})
    else:
        question = state.from_query(request.args)
        response = current_app.make_response(
            render_template("error.html", code=code, title=title, cure=cure, question=question)
        )
    response.status_code = code
    return response
