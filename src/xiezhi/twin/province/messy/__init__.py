"""The province's tables as offices hand them over: own titles, notes and dirt, values intact.

Every value of a clean row can be read again from its cell; rows that cannot are added, never put in
place of others, so that nobody's history is lost by the dirt. ``messy_truth.parquet`` says which.
"""

from xiezhi.twin.province.messy.deliver import Delivered, deliver

__all__ = ["Delivered", "deliver"]
