"""longwen serve: it serves, and when it cannot it says why in one line."""
from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
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


@pytest.mark.skipif(os.name != "posix", reason="sends a signal")
def test_it_serves_until_it_is_interrupted(sample_archive: Path) -> None:
    # Where the tests themselves run in the background of a shell, an interrupt is ignored by all they start.
    heed = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
    program = f"{heed}; from web.cli import serve; serve()"
    command = [sys.executable, "-c", program, "--archive", str(sample_archive), "--port", "0"]
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8", "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8", env=environment) as process:
        try:
            assert process.stdout is not None
            found = re.search(r"http://127\.0\.0\.1:\d+/", process.stdout.readline())
            assert found
            with urllib.request.urlopen(found[0] + "about", timeout=20) as answer:
                assert answer.status == 200
        finally:
            process.send_signal(signal.SIGINT)
            try:
                status = process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                raise
        assert status == 0
