"""The same answers as JSON: the shapes are those of ``longwen search --json`` and ``longwen show --json``."""
from __future__ import annotations

from flask import Blueprint, Response, jsonify, request

from indexer.answer import answer_json, document_json
from web import archive, state

blueprint = Blueprint("api", __name__, url_prefix="/api")


@blueprint.get("/search")
def search() -> Response:
    """The answer to the question in the parameters, which are those of the page /search; the size may be larger."""
    return jsonify(answer_json(archive.ask(request.args, state.PROGRAM_SIZES)))


@blueprint.get("/articles/<article:id>")
def article(id: str) -> Response:
    """One article, and which are its copies."""
    return jsonify(document_json(archive.article(id), archive.copies(id)))
