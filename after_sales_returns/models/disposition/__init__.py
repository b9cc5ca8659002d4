"""Decisions on goods that came: quantity, grade, route, resolution, granted percent, evidence.

One method `_route_<value>` for each route. Settling is the room *money*.
"""

from . import (
    after_sales_disposition,
    after_sales_disposition_compensation,
    after_sales_disposition_evidence,
    after_sales_disposition_gone,
    after_sales_disposition_grant,
    after_sales_disposition_policy,
    after_sales_disposition_quantity,
    after_sales_disposition_route,
    after_sales_disposition_sorting,
    after_sales_disposition_state,
    after_sales_disposition_units,
    after_sales_grade,
    after_sales_return_line_sort,
    after_sales_return_sort,
)
