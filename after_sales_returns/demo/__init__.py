from . import (
    after_sales_demo,
    after_sales_demo_return,
    after_sales_demo_sale,
    after_sales_demo_story,
)
