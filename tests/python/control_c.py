"""Ctrl-C, sent to a script that prints "begun" when it works, and "stopped" when it was stopped."""

from __future__ import annotations

import signal
import subprocess
import sys
import time


def check_stop(script: str, *arguments: object, then: str | None = None) -> None:
    """Demand that the script stops within a second, and that it prints `then` after that."""
    command = [sys.executable, "-c", script, *map(str, arguments)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout.readline() == "begun\n"
            time.sleep(0.5)
            start = time.perf_counter()
            process.send_signal(signal.SIGINT)
            assert process.stdout.readline() == "stopped\n"
            assert time.perf_counter() - start < 1
            if then is not None:
                assert process.stdout.readline() == then
        finally:
            process.kill()
