"""What only a manager allows, with the record of it; goods that come back beside the return screen.
It says what was allowed; what has to be is for the check to say.
"""

from . import (
    after_sales_override,
    after_sales_override_attempt,
    after_sales_till,
    pos_order,
)
