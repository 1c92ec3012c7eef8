"""The run bundle: clues with their evidence, written once, read anywhere, checked by anyone.

``open_bundle`` reads, ``BundleWriter`` writes, ``seal`` closes a bundle into one file. The page
``docs/bundle.md`` says what every file holds.
"""
