"""From a model and a catalogue to a bundle: plan → execute → trace → bundle.

Stories, mutants and the baseline run here too, and so do ``compare`` and ``verify``.
"""
