"""The door between the desk and the library ``xiezhi``: the only room that imports it.

It holds no records and no tables of Django: typed frozen values and plain JSON go in and out. What
the library refuses becomes one ``DoorError`` with problems in both languages.
"""
