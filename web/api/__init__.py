"""The JSON below ``/api/``: what scripts may rely on, strict and documented."""

from __future__ import annotations

from flask import Blueprint

from . import articles, compare, concordance, openapi, searches, stats
from .links import register

__all__ = ["blueprint", "register"]

blueprint = Blueprint("api", __name__, url_prefix="/api")
for part in (searches, articles, compare, concordance, stats, openapi):
    part.register(blueprint)
