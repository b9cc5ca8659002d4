from . import after_sales_till, pos_config, pos_order
