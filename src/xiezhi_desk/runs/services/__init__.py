"""Everything that writes in this room."""

from xiezhi_desk.runs.services.jobs import again, cancel, start
from xiezhi_desk.runs.services.receiving import receive_bundle, verify_bundle

__all__ = ["again", "cancel", "receive_bundle", "start", "verify_bundle"]
