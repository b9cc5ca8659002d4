from . import (
    after_sales_demo_case,
    after_sales_demo_repair,
    after_sales_demo_repair_work,
    after_sales_demo_story,
    after_sales_demo_workshop,
)
