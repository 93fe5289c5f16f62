"""Asking and answering: the bottom layer, which knows neither index nor web."""

import logging

logging.getLogger(__name__).addHandler(logging.NullHandler())
