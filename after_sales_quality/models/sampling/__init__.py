"""Sampling at receipt: how many units of a bought lot are looked at, and what becomes of the lot.

What a lot is accepted by (``iso2859.py``) and how closely the next one is looked at
(``switching.py``) is computed without any record. Goods wait outside the stock until their lot is
decided; what is refused waits in quarantine, with quantity, cost and evidence, for a claim that
is made elsewhere.
"""

from . import (
    after_sales_checklist,
    after_sales_occasion,
    after_sales_sampling_lot,
    after_sales_sampling_lot_count,
    after_sales_sampling_lot_gone,
    after_sales_sampling_lot_goods,
    after_sales_sampling_lot_page,
    after_sales_sampling_lot_receipt,
    after_sales_sampling_lot_state,
    after_sales_sampling_plan,
    after_sales_sampling_switching,
    after_sales_sampling_unit,
    iso2859,
    purchase_order,
    stock_move,
    stock_move_line,
    stock_picking,
    stock_warehouse,
    switching,
)
