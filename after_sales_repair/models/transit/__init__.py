"""Consignments of items between stores and workshops."""

from . import (
    after_sales_consignment,
    after_sales_consignment_freight,
    after_sales_consignment_limit,
    after_sales_consignment_line,
    after_sales_consignment_scan,
    after_sales_consignment_state,
    after_sales_consignment_transfer,
    after_sales_cost_consignment,
    repair_order_consignment,
    repair_order_store_defect,
    stock_move_consignment,
    stock_warehouse_consignment,
)
