"""``python -m index``: the command line without an installation.

Processes that this one starts import this module too, and need no command line.
"""

if __name__ == "__main__":
    from .cli import main

    main(prog_name="dateline")
