"""What was sold, delivered and paid, and what of it can still come back: claims, prices, points,
gift cards, promotions and fees of orders.

The one owner of what a unit in the hands of a customer is worth.
"""

from . import (
    account_tax,
    loyalty_history,
    loyalty_history_card,
    loyalty_program,
    sale_order,
    sale_order_delivery_cost,
    sale_order_line,
    sale_order_line_delivered,
    sale_order_line_delivery_cost,
    sale_order_line_gift,
    sale_order_line_invoiced,
    sale_order_line_ledger,
    sale_order_line_lowered,
    sale_order_line_payment_means,
    sale_order_line_points,
    sale_order_line_price,
    sale_order_line_promotion,
    sale_order_paid_ahead,
    sale_order_points,
    sale_order_points_card,
    stock_lot,
)
