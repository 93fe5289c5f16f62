"""Reading, extracting and writing; stands on search and never meets web."""

import logging

logging.getLogger(__name__).addHandler(logging.NullHandler())
