"""The pages of the reading room."""
from __future__ import annotations

from flask import Blueprint, abort, render_template, request
from flask_babel import lazy_gettext

from indexer.answer import Question, answer
from indexer.schema import FACET_FIELDS
from web import archive, facets, present, reading, rescue, rules, state

blueprint = Blueprint("pages", __name__)

# What an engine calls its facts, in the reader's words; a fact not listed is shown under the engine's own name.
_FACTS = {
    "analysis": lazy_gettext("分析方法"),
    "segments": lazy_gettext("索引段数"),
    "index bytes": lazy_gettext("索引字节数"),
    "sequence": lazy_gettext("变更序号"),
}
_PRIVATE = {"folder"}  # Where the archive lies is the server's business.

_REJECTS_SHOWN = 200

EXAMPLES = ("东西部协作", "东西部协作 天津", '"高质量发展"', "乡村振兴 -旅游", "标题:文化", "日期:2021")


# A global and not a context processor's: macros of an imported template see only those.
blueprint.add_app_template_global(state.to_parameters, "parameters_of")
blueprint.add_app_template_global(rules.rule_text, "rule_text")


@blueprint.get("/")
def home() -> str:
    """The search box, what the archive holds, and ways in: years, places, people, sources."""
    everything = answer(archive.current(), Question())
    return render_template(
        "home.html",
        question=Question(),
        total=everything.total,
        facets={group.name: group for group in facets.groups(everything)},
        examples=[(text, state.to_url(Question(text=text))) for text in EXAMPLES],
    )


@blueprint.get("/search")
def search() -> str:
    """The results for the question in the parameters."""
    found = archive.ask(request.args)
    return render_template(
        "search.html",
        question=found.question,
        view=present.results(found),
        rescue=None if found.total else rescue.rescue(found),
        on_phone="Mobi" in request.user_agent.string,
    )


@blueprint.get("/search/<name>")
def facet(name: str) -> str:
    """Every value of one facet for the question in the parameters."""
    field = next((field for field in FACET_FIELDS if field.name == name), None)
    if field is None:
        abort(404)
    found = archive.ask(request.args)
    return render_template(
        "facet.html",
        question=found.question,
        field=field,
        listed=facets.every_value(found, field.name),
        back_url=state.to_url(found.question),
    )


@blueprint.get("/articles/<article:id>")
def article(id: str) -> str:
    """One article, with the words of the question in the parameters marked, and the way to the hits beside it."""
    question = state.from_query(request.args)
    document = archive.article(id)
    position = state.position(request.args)
    around = archive.around(question, position, id) if position else None
    view = reading.article_view(document, question, around, archive.copies(id))
    return render_template("article.html", question=question, view=view)


@blueprint.get("/help")
def help() -> str:
    """The query language on one screen."""
    return render_template("help.html", question=Question())


@blueprint.get("/about")
def about() -> str:
    """What the archive holds and how it is indexed, as the engine describes itself."""
    description = archive.current().describe()
    facts = [(str(_FACTS.get(name, name)), fact) for name, fact in description.facts.items() if name not in _PRIVATE]
    return render_template(
        "about.html",
        question=Question(),
        description=description,
        facts=facts,
        set_aside=archive.set_aside_count() or 0,
    )


@blueprint.get("/about/set-aside")
def set_aside() -> str:
    """What could not be taken in: file, line and reason, a page at a time."""
    total = archive.set_aside_count()
    if total is None:
        abort(404)
    pages = max(1, -(-total // _REJECTS_SHOWN))
    page = min(state.from_query(request.args).page, pages)
    return render_template(
        "set_aside.html",
        question=Question(),
        total=total,
        rejects=archive.set_aside((page - 1) * _REJECTS_SHOWN, _REJECTS_SHOWN),
        page=page,
        pages=pages,
    )
