"""``python -m xiezhi.cli`` is ``xiezhi``."""

from xiezhi.cli import main

main()
