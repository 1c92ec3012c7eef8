"""The demonstration: an invented organisation whose desk looks as after two weeks of work."""
