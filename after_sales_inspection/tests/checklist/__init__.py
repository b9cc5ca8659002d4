"""Checklists: which one is chosen, and their versions."""

from . import test_checklist, test_checklist_scope
