"""What was promised until when: rules, clocks and due times of any document with the mixin.

A document says when a step began and ended; the promise says whether it is late, and tells.
"""

from . import (
    after_sales_promise,
    after_sales_promise_clock,
    after_sales_promise_cron,
    after_sales_promise_mixin,
    after_sales_promise_rule,
    after_sales_promise_sync,
)
