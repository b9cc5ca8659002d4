"""Finding a sale by anything that a customer can show: number, serial, product, name, code."""

from . import (
    pos_config_find,
    pos_config_find_number,
    pos_config_find_partner,
    pos_config_find_product,
    pos_config_find_receipt,
    pos_config_find_serial,
    pos_order_search,
    pos_pack_operation_lot,
    res_partner,
    sale_order,
    stock_move_line,
)
