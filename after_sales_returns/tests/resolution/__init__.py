"""What holds for resolutions and routes, as the tables say it."""

from . import test_resolution
