"""What is looked at, on which occasion, of which goods, and what follows from what is found.

A checklist that is in use does not change: the next version of it replaces it. Which one is meant
for a product is asked here, for many at once. Nothing of a single inspection is kept here.
"""

from . import (
    after_sales_checklist,
    after_sales_checklist_base,
    after_sales_checklist_choice,
    after_sales_checklist_item,
    after_sales_checklist_rule,
    after_sales_checklist_scope,
    after_sales_checklist_state,
    after_sales_grade,
    after_sales_occasion,
)
