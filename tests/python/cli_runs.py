"""Runs of the command line: a process with arguments and input, and what it says."""

from __future__ import annotations

import json
import os
import subprocess
import sys

ARTICLE = "“We waited eleven years,” said Ruth Okafor. Daniel Reyes, the mayor, said that the vote was hasty.\n"
OTHER = "“It was late,” said Ann Lee.\n"


def saith_(
    *arguments: object, input: str | bytes = b"", timeout: float = 60, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run the command and return what it said, decoded."""
    data = input.encode() if isinstance(input, str) else input
    done = subprocess.run(
        [sys.executable, "-m", "saith", *map(str, arguments)],
        input=data,
        capture_output=True,
        timeout=timeout,
        env={**os.environ, **environment},
        check=False,
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def rows_of(done: subprocess.CompletedProcess[str]) -> list[dict[str, object]]:
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def error_of(done: subprocess.CompletedProcess[str]) -> str:
    """The one line that a failed run prints."""
    assert done.returncode == 1, (done.stdout, done.stderr)
    assert done.stdout == ""
    last = done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr
    assert last.startswith("saith: error: ")
    return last.removeprefix("saith: error: ")
