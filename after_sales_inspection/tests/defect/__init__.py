"""The catalogue of defects."""

from . import test_defect
