"""Goods on their way back: receipts, lots, owners, boxes, and the places where they lie.

Knows quantities and values of stock, never money for the customer.
"""

from . import (
    after_sales_return_line_dropship,
    after_sales_return_line_lot,
    after_sales_return_line_receipt,
    after_sales_return_receipt,
    stock_location,
    stock_lot,
    stock_move,
    stock_move_corrected,
    stock_move_line,
    stock_move_lot,
    stock_move_receipt,
    stock_move_units,
    stock_move_value,
    stock_picking,
    stock_picking_received,
    stock_picking_transfer,
    stock_warehouse,
    stock_warehouse_places,
)
