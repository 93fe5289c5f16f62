"""The page for any WSGI server: ``wsgi:app``; see docs/operations.md."""

import logging
import os

from search.settings import table
from search.settings.log import start_log
from search.settings.values import gather
from web import WebConfig, create_app

settings = gather({}, os.environ)
start_log(
    logging.DEBUG if settings[table.VERBOSE] else logging.INFO,
    file=settings[table.LOG_FILE],
    as_json=settings[table.LOG_JSON],
)
app = create_app(WebConfig.in_force(settings))
