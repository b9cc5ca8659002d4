"""Finding a sale by anything that a customer can show: number, serial, product, name, code. It says
which sales, not what may come back of them.
"""

from . import (
    after_sales_till,
    after_sales_till_goods,
    indexes,
)
