"""What is done to the shelf from pages: files handed in, loaded by a job, corrected."""

from xiezhi_desk.shelf.services.handing import Handed, confirm, drop, hand_in
from xiezhi_desk.shelf.services.loading import load, read_documents

__all__ = ["Handed", "confirm", "drop", "hand_in", "load", "read_documents"]
