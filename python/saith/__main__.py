"""`python -m saith`: the command line."""

from saith.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
