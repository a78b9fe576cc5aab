"""The command line: `saith quotes|sentences|entities|mentions|find`, `saith train|eval`.

`arguments` says what can be written, `inputs` reads, `commands` does it, `outputs` and `terminal` write; `learning` is
the two commands for models.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from saith import __version__
from saith.cli import learning
from saith.cli.arguments import parser
from saith.cli.commands import run, say
from saith.exceptions import SaithError

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["main"]

STOPPED = 130  # 128 + SIGINT, as shells have it


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status.

    Parameters
    ----------
    arguments
        The words after the program's name; by default those of the process.

    Returns
    -------
    int
        0 when done, 1 after an error in the input, 130 after Ctrl-C. Data goes to standard output, messages to standard
        error.

    Raises
    ------
    SystemExit
        With status 2 where the arguments make no sense, with 0 after ``--help`` and ``--version``.
    """
    if hasattr(sys.stdout, "reconfigure"):
        # JSON lines and CSV are UTF-8 wherever they are written; a terminal shows what it can.
        sys.stdout.reconfigure(
            encoding=None if sys.stdout.isatty() else "utf-8", errors="backslashreplace", newline="\n"
        )
    known = parser(__version__).parse_args(arguments)
    try:
        learning.run(known) if known.command in learning.COMMANDS else run(known)
        sys.stdout.flush()
    except SaithError as error:
        say("error: " + " ".join(str(error).replace("force=True", "--force").split()))
        return 1
    except KeyboardInterrupt:
        return STOPPED
    except BrokenPipeError:
        _drop_output()  # whoever read it has enough
    except OSError as error:
        say(
            f"error: {error.filename or 'standard output'}: cannot be written ({error.strerror or error}); free its disk"
        )
        _drop_output()
        return 1
    return 0


def _drop_output() -> None:
    """Send the rest of the output nowhere: the interpreter must not complain when it flushes at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
