"""What a resolution is and what a route is: one row of facts for each value of the two selections.

Answers the same for the back office, the portal and the till, which loads it. An addon adds its
values, or facts of its own about those of others, beside what is here. Carries nothing out: that
is `_settle_<value>` and `_route_<value>`.
"""

from . import (
    after_sales_resolution,
    after_sales_route,
)
