"""The desk: clues judged by people. A Django site over the library `xiezhi`."""
