"""Problems of the library in Chinese, by their code: what is wrong, what to do next.

The library says every problem in English, with the values that show it. Where the person reads
Chinese, these sentences stand in for the first and the last part; place and reason stay as told.
"""

IN_CHINESE: dict[str, tuple[str, str]] = {}
