"""Whether inspectors see the same: some inspections are given again, blind, to somebody else.

Says how often two agree, with the interval of what that may be by chance. Where they do not, the
quality lead says who was right. What became of the goods is not changed by it.
"""

from . import (
    after_sales_agreement,
    after_sales_agreement_item,
    after_sales_inspection,
    res_company,
    res_config_settings,
)
