"""`python -m backend.server` is the `stockwright` command."""

from backend.server.cli import main

if __name__ == "__main__":
    main()
