"""What is done to the shelf from pages: files handed in, loaded by a job, corrected."""

from xiezhi_desk.shelf.services.handing import Handed, confirm, drop, hand_in
from xiezhi_desk.shelf.services.loading import load, read_documents
from xiezhi_desk.shelf.services.seeing import ask_to_look

__all__ = ["Handed", "ask_to_look", "confirm", "drop", "hand_in", "load", "read_documents"]
