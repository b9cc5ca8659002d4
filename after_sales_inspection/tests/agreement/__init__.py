"""Whether inspectors see the same."""

from . import test_agreement
