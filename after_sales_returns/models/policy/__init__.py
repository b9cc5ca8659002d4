"""What a customer may: policies, clauses, periods, presumptions, and the verdict on a line.

The verdict cites the article that it rests on. Nothing but policies is written here.
"""

from . import (
    after_sales_policy,
    after_sales_policy_clause,
    after_sales_policy_country,
    after_sales_policy_delivery,
    after_sales_policy_facts,
    after_sales_policy_period,
    after_sales_policy_presumed,
    after_sales_policy_presumption,
    after_sales_policy_promotion,
    after_sales_policy_scope,
    after_sales_policy_sentence,
    after_sales_policy_terms,
    after_sales_policy_verdict,
    after_sales_policy_window,
    after_sales_source,
    res_partner,
)
