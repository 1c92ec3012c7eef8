"""A bundle becomes clues: the same clue in a later run is the same clue, never a second one.

``receive`` is hung into ``runs.slots.bundle_received``: it works in the transaction that receives
the bundle, so a bundle is taken in whole or not at all.
"""

from xiezhi_desk.clues.services.arriving.taking import receive

__all__ = ["receive"]
