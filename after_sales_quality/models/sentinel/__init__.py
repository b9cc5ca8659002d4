"""What watches for a style going bad: units that failed, units sold and old enough to have failed,
and whether chance can explain the difference.

Other rooms and addons record failures (``after.sales.sentinel.event._record_events``) and are never
kept waiting: a job counts. What is wrong with a style, and what becomes of it, is not said here.
"""

from . import (
    after_sales_defect,
    after_sales_disposition,
    after_sales_inspection,
    after_sales_occasion,
    after_sales_return_line,
    after_sales_sentinel,
    after_sales_sentinel_alarm,
    after_sales_sentinel_count,
    after_sales_sentinel_event,
    after_sales_sentinel_picture,
    after_sales_sentinel_rate,
    after_sales_sold_week,
    cusum,
    product_category,
    repair_order,
    res_company,
    res_config_settings,
    stock_lot,
)
