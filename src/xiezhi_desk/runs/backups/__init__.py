"""The whole desk in one file and back: database, files, bundles, shelf, key."""
