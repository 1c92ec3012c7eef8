"""Where data lie: table versions with their files, schema, coverage and contract.

``catalogue.py`` is the one protocol that a run opens; ``facts_folder.py`` is what reading
judgments leaves, an anonymous workspace; ``memory.py`` holds literal rows for stories.
"""
