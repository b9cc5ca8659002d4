"""The inspector's page in a browser: filling in, without a connection, the preview."""

from . import test_page_hoot, test_page_tour
