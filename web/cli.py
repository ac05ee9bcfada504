"""``longwen serve``: the reading room on this machine. Registered in setup.cfg under ``longwen.commands``."""
from __future__ import annotations

import errno
import socket
from contextlib import suppress
from pathlib import Path

import click

from indexer import settings
from indexer.cli.options import archive_option
from indexer.errors import LongwenError

_MOST_THREADS = 64


@click.command()
@archive_option
@click.option(
    "--host",
    default=lambda: settings.HOST.value(),
    help=f"The address to listen on (default: ${settings.HOST.name} or {settings.HOST.default}).",
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=lambda: settings.PORT.number(0, 65535),
    help=f"The port to listen on, 0 for any free one (default: ${settings.PORT.name} or {settings.PORT.default}).",
)
@click.option(
    "--threads",
    type=click.IntRange(1, _MOST_THREADS),
    default=lambda: settings.THREADS.number(1, _MOST_THREADS),
    help=f"How many requests to answer at a time (default: ${settings.THREADS.name} or {settings.THREADS.default}).",
)
def serve(archive: Path, host: str, port: int, threads: int) -> None:
    """Serve the reading room in the browser until Ctrl-C."""
    # Imported here, so that the other commands start without the web server.
    import waitress

    from corpus.article import Article, Origin
    from indexer.answer import Question, answer
    from indexer.document import Document
    from indexer.engines import open_engine
    from indexer.explanation import explain
    from web import create_app

    try:
        engine = open_engine(f"embedded:{archive}")
    except LongwenError as error:
        raise click.ClickException(str(error)) from error
    try:
        with _listening(host, port) as listener:
            app = create_app(engine, {"LEDGER": archive / "ledger.sqlite"})
            server = waitress.create_server(app, sockets=[listener], threads=threads, ident=None)
            shown = f"[{host}]" if ":" in host else host
            click.echo(f"Longwen 陇闻: http://{shown}:{listener.getsockname()[1]}/ (Ctrl-C to stop)")
            # The first question and article would wait for dictionaries and tables to load; asked here, readers do not.
            with suppress(LongwenError):  # what is wrong with the archive is said on its pages
                answer(engine, Question("陇闻"))
            explain(Document("", Article("", "甘肃省省长到兰州市调研。", Origin("", "", ""), "")))
            server.run()
    finally:
        engine.close()


def _listening(host: str, port: int) -> socket.socket:
    """A socket that listens at the address. Raises ClickException, which says what is in the way and the cure.

    It is made here because Waitress, when it fails to make one, leaves the socket and its files open.
    """
    try:
        family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        return socket.create_server((str(address[0]), port), family=family, backlog=1024)
    except (OSError, UnicodeError) as error:
        raise click.ClickException(_why_not(error, host, port)) from error


def _why_not(error: Exception, host: str, port: int) -> str:
    number = error.errno if isinstance(error, OSError) else None
    if number == errno.EADDRINUSE:
        return f"port {port} is in use by another program: stop that one, or take --port {port % 65535 + 1}"
    if number == errno.EACCES:
        return f"port {port} needs rights this user does not have: take one above 1023 with --port, such as 8000"
    reason = getattr(error, "strerror", None) or error
    return f"cannot listen on {host}:{port} ({reason}): check --host and --port"
