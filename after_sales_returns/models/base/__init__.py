"""What the other rooms inherit: the guards of links and states, files in lists, import, who has
to hear of a document; numbers, tables in code, and what becomes of our records when an addon goes.

Knows no subject of after-sales.
"""

from . import (
    after_sales_addressee,
    after_sales_files,
    after_sales_import,
    after_sales_link_guard,
    after_sales_rows,
    after_sales_state_guard,
    ir_model_data,
    ir_module_module,
    ir_sequence,
)
