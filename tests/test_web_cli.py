"""longwen serve: it serves, and when it cannot it says why in one line."""
from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner

from web.cli import serve


def test_no_archive_is_one_clear_line(tmp_path: Path) -> None:
    result = CliRunner().invoke(serve, ["--archive", str(tmp_path / "none"), "--port", "0"])
    assert result.exit_code == 1
    assert len(result.output.strip().splitlines()) == 1
    assert str(tmp_path / "none") in result.output


def test_a_taken_port_is_named_with_the_cure(sample_archive: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = CliRunner().invoke(serve, ["--archive", str(sample_archive), "--port", str(port)])
    assert result.exit_code == 1
    assert len(result.output.strip().splitlines()) == 1
    assert f"port {port} is in use" in result.output and "--port" in result.output


@pytest.mark.parametrize("host", ["192.0.2.1", "a" * 300])
def test_an_impossible_host_is_named(sample_archive: Path, host: str) -> None:
    result = CliRunner().invoke(serve, ["--archive", str(sample_archive), "--host", host, "--port", "1"])
    assert result.exit_code == 1
    assert host in result.output and len(result.output.strip().splitlines()) == 1


@pytest.mark.parametrize("arguments", [["--port", "70000"], ["--threads", "0"], ["--nonsense"]])
def test_wrong_usage_is_status_two(sample_archive: Path, arguments: list[str]) -> None:
    assert CliRunner().invoke(serve, ["--archive", str(sample_archive), *arguments]).exit_code == 2


@contextmanager
def _serving(archive: Path) -> Iterator[str]:
    """The address of a running ``longwen serve``, which is interrupted in the end and must then exit with status 0."""
    # Where the tests themselves run in the background of a shell, an interrupt is ignored by all they start.
    heed = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
    program = f"{heed}; from web.cli import serve; serve()"
    command = [sys.executable, "-c", program, "--archive", str(archive), "--port", "0"]
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8", "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8", env=environment) as process:
        try:
            assert process.stdout is not None
            found = re.search(r"http://127\.0\.0\.1:\d+/", process.stdout.readline())
            assert found
            yield found[0]
        finally:
            process.send_signal(signal.SIGINT)
            try:
                status = process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                raise
        assert status == 0


@pytest.mark.skipif(os.name != "posix", reason="sends a signal")
def test_it_serves_until_it_is_interrupted(sample_archive: Path) -> None:
    with _serving(sample_archive) as address, urllib.request.urlopen(address + "about", timeout=20) as answer:
        assert answer.status == 200


@pytest.mark.skipif(os.name != "posix", reason="sends a signal")
def test_a_damaged_index_is_served_with_the_cure(sample_archive: Path, tmp_path: Path) -> None:
    """Articles can still be read while there is no index to search."""
    archive = tmp_path / "archive"
    shutil.copytree(sample_archive, archive)
    [segment] = archive.glob("index/*/*.lws")
    segment.write_bytes(b"?" * segment.stat().st_size)
    with _serving(archive) as address:
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(address + "search?q=a", timeout=20)
        with refused.value as answer:
            assert answer.status == 503 and "longwen rebuild" in answer.read().decode()
