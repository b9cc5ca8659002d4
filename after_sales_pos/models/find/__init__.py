"""Finding a sale by anything that a customer can show: number, serial, product, name, code."""

from . import (
    after_sales_till_find,
    after_sales_till_find_number,
    after_sales_till_find_partner,
    after_sales_till_find_product,
    after_sales_till_find_receipt,
    after_sales_till_find_serial,
    pos_order_search,
    pos_pack_operation_lot,
    res_partner,
    sale_order,
    stock_move_line,
)
