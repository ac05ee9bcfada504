"""What the ``longwen`` command prints: reports, answers and articles as lines and as JSON, and bars of progress."""
from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from indexer.wording import counted

# What is printed is imported where it is: a command does not wait for what only another prints.
if TYPE_CHECKING:
    from corpus.article import Reject
    from indexer.answer import Answer
    from indexer.document import Document
    from indexer.known import Removal
    from indexer.report import CorrectionReport, Report

_SHOWN = 20


class Bars:
    """Progress as bars on standard error, where that is a terminal; a plain line a step elsewhere is left out."""

    def __init__(self, hidden: bool = False) -> None:
        self._hidden = hidden or not sys.stderr.isatty()
        self._bar: Any = None
        self._phase = ""
        self._at = 0

    def __enter__(self) -> Bars:
        return self

    def __exit__(self, *_: object) -> None:
        self._finish()

    def reading(self, name: str, done_bytes: int, all_bytes: int, articles: int) -> None:
        """Files are being read."""
        self._show("reading", done_bytes, all_bytes, f"{counted(articles, 'article')} {name[-40:]}")

    def indexing(self, done: int, all: int) -> None:
        """Changes are being made searchable."""
        self._show("indexing", done, all, f"{done} of {all}")

    def checking(self, done: int, all: int) -> None:
        """Documents are being checked."""
        if not done % 100 or done == all:
            self._show("checking", done, all, f"{done} of {all}")

    def _show(self, phase: str, done: int, all: int, beside: str) -> None:
        if self._hidden:
            return
        if phase != self._phase:
            self._finish()
            self._phase, self._at = phase, 0
            self._bar = click.progressbar(
                length=max(all, 1), label=f"{phase:8}", file=sys.stderr, item_show_func=lambda shown: shown or ""
            )
            self._bar.__enter__()
        self._bar.update(done - self._at, beside)
        self._at = done

    def _finish(self) -> None:
        if self._bar is not None:
            self._bar.__exit__(None, None, None)
            self._bar = None


def beside(leader: dict[str, Any]) -> str:
    """The offices and roles of a leader, in a line."""
    return "、".join((*leader["offices"], *leader["roles"]))


def print_json(value: Any) -> None:
    """A value as one line of JSON, whatever the terminal's encoding."""
    text = json.dumps(value, ensure_ascii=False)
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:  # what the terminal cannot show is written as JSON writes it in ASCII, not as ?
        text = json.dumps(value)
    click.echo(text)


def report_json(report: Report) -> dict[str, Any]:
    """What became of a run of indexing, as JSON."""
    return {
        "articles": report.articles,
        "added": report.added,
        "replaced": report.replaced,
        "unchanged": report.unchanged,
        "removed": report.removed,
        "copies": report.copies,
        "shared_ids": report.shared_ids,
        "files": [
            {
                "file": f.name,
                "path": f.place,
                "status": f.status,
                "articles": f.articles,
                "copies": f.copies,
                "shared_ids": f.shared_ids,
                "set_aside": len(f.rejects),
                "staying": f.staying,
            }
            for f in report.files
        ],
        "set_aside": [reject_json(reject, file.place) for file in report.files for reject in file.rejects],
        "missing": list(report.missing),
        "forgotten": list(report.forgotten),
        "empty": list(report.empty),
        "alike": [{"id": id, "removed": removed} for id, removed in report.alike],
        "corrections": corrections_json(report.corrections),
    }


def corrections_json(report: CorrectionReport) -> dict[str, Any]:
    """What became of the corrections, as JSON."""
    return {
        "lines": report.lines,
        "changed": report.changed,
        "withdrawn": report.withdrawn,
        "unfit": [{"line": r.line, "reason": r.reason} for r in report.unfit],
    }


def print_report(report: Report) -> None:
    """What became of a run of indexing."""
    click.echo(
        f"{counted(len(report.files), 'file')}, {counted(report.articles, 'article')}: {report.added} new, "
        f"{report.replaced} replaced, "
        f"{report.unchanged} unchanged, {report.removed} removed"
    )
    for folder in report.empty:
        click.echo(f"no files found in {folder} (hidden files are left out)")
    if report.copies:
        click.echo(
            counted(report.copies, "record is a copy of an article", "records are copies of articles")
            + " already there, byte for byte; counted once"
        )
    if report.shared_ids:
        records = counted(report.shared_ids, "record")
        click.echo(f"{records} came under an id that another article has; taken in as ID~FINGERPRINT")
    if report.own:
        files = counted(report.own, "file is the archive's own and was", "files are the archive's own and were")
        click.echo(f"{files} not read")
    if report.staying:
        click.echo(
            counted(report.staying, "article can no longer be read in its file; it stays in the archive as it was:",
                    "articles can no longer be read in their files; they stay in the archive as they were:")
        )
        print_list([f"{file.place}  {file.staying}" for file in report.files if file.staying])
    if report.missing:
        click.echo(
            counted(len(report.missing), "file read earlier is no longer there; its",
                    "files read earlier are no longer there; their") + " articles stay in the archive"
            " (longwen index --forget-missing takes them out, but for those of a folder without any file)"
        )
        print_list(report.missing)
    if report.forgotten:
        files = counted(len(report.forgotten), "file that is no longer there was forgotten, with what only it",
                        "files that are no longer there were forgotten, with what only they")
        click.echo(f"{files} held")
        print_list(report.forgotten)
    for id, removed in report.alike:
        click.echo(
            f"{id} is new, and has the title and the file of {removed}, which was removed; if it is that article "
            f"corrected, run: longwen remove {id}"
        )
    print_corrections(report.corrections)
    click.echo(f"{len(report.rejects)} set aside")
    times = Counter(file.name for file in report.files)
    print_rejects([placed(r, f.name, f.place if times[f.name] > 1 else "") for f in report.files for r in f.rejects])


def print_corrections(report: CorrectionReport) -> None:
    """What became of the corrections; nothing where there are none."""
    if report.lines or report.unfit:
        unfit = counted(len(report.unfit), "fits", "fit")
        click.echo(f"corrections.tsv: {counted(report.lines, 'line')}, {unfit} nothing")
        print_rejects([(r.file, r.line, r.reason) for r in report.unfit])
    if report.changed:
        click.echo(f"{counted(report.changed, 'article')} changed by what corrections.tsv says now")
    if report.withdrawn:
        click.echo(counted(report.withdrawn, "article put back as it was read: its line is withdrawn",
                           "articles put back as they were read: their lines are withdrawn"))


def reject_json(reject: Reject, path: str) -> dict[str, Any]:
    """Something set aside, and where its file lies, as JSON."""
    return {"file": reject.file, "path": path, "line": reject.line, "reason": reject.reason}


def placed(reject: Reject, name: str, place: str) -> tuple[str, int | None, str]:
    """A reject as it is listed: under the place of its file instead of the name, where one is given."""
    return (place + reject.file.removeprefix(name) if place else reject.file), reject.line, reject.reason


def print_list(lines: Sequence[str]) -> None:
    """The first of some lines, indented, and how many more there are."""
    for line in lines[:_SHOWN]:
        click.echo(f"  {line}")
    if len(lines) > _SHOWN:
        click.echo(f"  … and {len(lines) - _SHOWN} more; --json lists all")


def removal_json(one: Removal) -> dict[str, Any]:
    """A removal as JSON."""
    from indexer.file_places import shown_place

    return {
        "id": one.id,
        "title": one.title,
        "file": one.file,
        "line": one.line,
        "path": shown_place(one.article.path),
        "day": one.day,
        "note": one.note,
    }


def print_rejects(rejects: list[tuple[str, int | None, str]], err: bool = False) -> None:
    """The first of what was set aside, and how much more there is."""
    for file, line, reason in rejects[:_SHOWN]:
        click.echo(f"  {file}{f':{line}' if line else ''}  {reason}", err=err)
    if len(rejects) > _SHOWN:
        click.echo(f"  … and {len(rejects) - _SHOWN} more; longwen stats --json lists all", err=err)


def print_answer(found: Answer) -> None:
    """An answer: counts, notes, hits and the top of each facet."""
    from indexer.schema import FACET_NAMES

    literal = "" if found.literal_total is None else f"，其中逐字出现 {found.literal_total} 篇"
    groups = "" if found.groups == found.total else f"，相同报道合并后 {found.groups} 篇"
    click.echo(f"{found.total} 篇{literal}{groups}（{found.took_ms:.0f} 毫秒）")
    for note in found.notes:
        click.echo(f"注意：{note}")
    for number, hit in enumerate(found.hits, (found.question.page - 1) * found.question.size + 1):
        article = hit.document.article
        date = article.date.date.value if article.date else "日期不详"
        click.echo(f"\n{number}. {article.title or '（无题）'}")
        click.echo("   " + "  ".join(part for part in (date, article.source, article.page, hit.document.id) if part))
        if hit.copy_count:
            ids = "、".join(copy.id for copy in hit.copies)
            click.echo(f"   另有 {hit.copy_count} 篇相同报道：{ids}{'…' if hit.copy_count > len(hit.copies) else ''}")
        for passage in hit.passages:
            text = "".join(f"【{piece}】" if marked else piece for piece, marked in passage.pieces())
            click.echo("   " + " ".join(text.split()))
    if found.total and not found.hits:
        last = -(-found.groups // found.question.size)
        click.echo(f"没有第 {found.question.page} 页：一共 {last} 页。")
    for facet in FACET_NAMES:
        top = [value for value in found.facets.get(facet, ()) if not value.parent][:8]
        if top:
            click.echo(f"\n{facet:9}" + "  ".join(f"{value.label} {value.count}" for value in top), nl=False)
    click.echo()


def print_document(document: Document, copies: Sequence[Document], place: str) -> None:
    """An article, with what was read in it and where its file lies."""
    from indexer.answer import document_json
    from indexer.explanation import correction_lines

    article = document.article
    shown = document_json(document)
    click.echo(article.title or "（无题）")
    for name in ("id", "source", "page", "section", "byline", "dateline", "url", "file"):
        if shown[name]:
            click.echo(f"{name:9}{shown[name]}")
    if place:
        click.echo(f"path     {place}")
    date = shown["date"]
    click.echo("date     " + (f"{date['value']} ({date['source']}: {date['evidence']})" if date else "undated"))
    for line in correction_lines(document):
        click.echo(line)
    click.echo("regions  " + "、".join(f"{r.name}{'*' if r.primary else ''}" for r in document.regions))
    offices = {p.name: f"（{'、'.join(p.offices)}）" if p.offices else "" for p in document.leaders}
    click.echo("leaders  " + "、".join(name + beside for name, beside in offices.items()))
    if article.repairs:
        click.echo(f"repairs  {len(article.repairs)}")
    if copies:
        click.echo("copies   " + "、".join(copy.id for copy in copies))
    click.echo("\n" + article.body)
