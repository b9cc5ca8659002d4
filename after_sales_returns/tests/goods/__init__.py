"""Goods on their way back: receipts, lots, locations and their value."""

from . import (
    test_goods_hands,
    test_goods_numberless,
    test_goods_travel,
    test_lot,
    test_receipt,
    test_stock_value,
)
