"""How is it read? A Flask application over one engine: pages for readers, the same answers as JSON for programs."""
from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Flask
from flask_babel import Babel

from indexer.engines.base import Engine
from web import api, archive, errors, language, pages, security, state


def create_app(engine: Engine, config: Mapping[str, Any] | None = None) -> Flask:
    """The application that reads ``engine``; ``config`` overrides Flask's and Flask-Babel's settings. Its LEDGER, the
    path of the archive's ledger, lets the application show what was set aside.

    The application never writes to the engine and does not close it: who opened it closes it.
    """
    app = Flask(__name__)
    app.config.update(
        BABEL_DEFAULT_LOCALE=language.DEFAULT,
        MAX_CONTENT_LENGTH=16 * 1024,  # No page takes a body; this bounds what is read of one that comes anyway.
        SEND_FILE_MAX_AGE_DEFAULT=31_536_000,  # Static files are addressed with their checksum (security.py).
    )
    app.config.from_mapping(config or {})
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.json.sort_keys = False  # type: ignore[attr-defined]
    # An article's id may hold any characters, two slashes in a row included; merging them would lose the article.
    app.url_map.merge_slashes = False
    app.url_map.converters["article"] = state.ArticleId
    Babel(app, locale_selector=language.chosen)
    archive.attach(app, engine)
    app.register_blueprint(pages.blueprint)
    app.register_blueprint(api.blueprint)
    language.init_app(app)
    errors.init_app(app)
    security.init_app(app)
    return app
