"""The door for a checkout: `python cli.py build …` is `congvan build …`."""

from dispatch.cli import run

if __name__ == "__main__":
    run()
