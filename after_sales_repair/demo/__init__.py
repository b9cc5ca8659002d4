from . import (
    after_sales_demo_past,
    after_sales_demo_repair,
    after_sales_demo_repair_work,
    after_sales_demo_workshop,
)
