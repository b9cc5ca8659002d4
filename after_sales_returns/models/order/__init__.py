"""The return order: its lines, state, numbers, teams, and who may decide on it.

The state is written here alone. What comes of the goods and the money is decided elsewhere.
"""

from . import (
    after_sales_reason,
    after_sales_return,
    after_sales_return_close,
    after_sales_return_complete,
    after_sales_return_counter,
    after_sales_return_documents,
    after_sales_return_line,
    after_sales_return_line_check,
    after_sales_return_line_gone,
    after_sales_return_line_quantity,
    after_sales_return_line_refusal,
    after_sales_return_line_write,
    after_sales_return_links,
    after_sales_return_manager,
    after_sales_return_promise,
    after_sales_return_sending,
    after_sales_return_state,
    after_sales_return_team,
    after_sales_return_twice,
    after_sales_team,
    product_template,
    res_company,
    res_config_settings,
    res_users,
    stock_warehouse_team,
    stock_warehouse_user,
)
