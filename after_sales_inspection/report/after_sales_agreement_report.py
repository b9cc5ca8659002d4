from odoo import fields, models
from odoo.tools import SQL

# Two-sided, 95 %.
Z = 1.959964
# One row for each inspector, each grade and each item: pairs, pairs that agree, Wilson's interval.
PAIRS = """
    WITH pairs AS (
        SELECT 'inspector' AS kind, company_id, inspector_id,
               NULL::integer AS grade_id, NULL::integer AS item_id, same_grade AS agrees
          FROM after_sales_agreement
        UNION ALL
        SELECT 'grade', company_id, NULL, grade_id, NULL, same_grade
          FROM after_sales_agreement
         WHERE grade_id IS NOT NULL
        UNION ALL
        SELECT 'item', company_id, NULL, NULL, item_id, agrees
          FROM after_sales_agreement_item
    ), counted AS (
        SELECT kind, company_id, inspector_id, grade_id, item_id,
               count(*) AS n,
               count(*) FILTER (WHERE agrees) AS k,
               count(*) FILTER (WHERE agrees)::float / count(*) AS share
          FROM pairs
         GROUP BY kind, company_id, inspector_id, grade_id, item_id
    )
    SELECT row_number() OVER (
               ORDER BY kind, company_id, inspector_id, grade_id, item_id
           ) AS id,
           kind, company_id, inspector_id, grade_id, item_id,
           n AS pair_count,
           k AS agreed_count,
           100 * share AS agreed_percent,
           100 * (
               share + %(z2)s / (2 * n)
               - %(z)s * sqrt(share * (1 - share) / n + %(z2)s / (4 * n * n))
           ) / (1 + %(z2)s / n) AS lower_percent,
           100 * (
               share + %(z2)s / (2 * n)
               + %(z)s * sqrt(share * (1 - share) / n + %(z2)s / (4 * n * n))
           ) / (1 + %(z2)s / n) AS upper_percent
      FROM counted
"""


class AfterSalesAgreementReport(models.Model):
    """How often two inspectors agree: for each inspector and each grade on the grade, for each item
    on its answer. The interval is Wilson's, which holds for few pairs and near 100 %, too."""

    _name = "after.sales.agreement.report"
    _description = "Agreement Analysis"
    _auto = False
    _order = "kind, upper_percent, pair_count desc"
    _rec_name = "kind"

    kind = fields.Selection(
        [("inspector", "Inspector"), ("grade", "Grade"), ("item", "Question")],
        string="Agreement By",
        readonly=True,
    )
    company_id = fields.Many2one("res.company", readonly=True)
    inspector_id = fields.Many2one("res.users", readonly=True)
    grade_id = fields.Many2one("after.sales.grade", readonly=True)
    item_id = fields.Many2one("after.sales.checklist.item", string="Question", readonly=True)
    pair_count = fields.Integer(string="Inspected Twice", readonly=True)
    agreed_count = fields.Integer(string="Agreed", readonly=True)
    agreed_percent = fields.Float(
        string="Agreed (%)", digits=(5, 1), readonly=True, aggregator="avg"
    )
    lower_percent = fields.Float(
        string="At Least (%)",
        digits=(5, 1),
        readonly=True,
        aggregator=None,
        help="With 95 % certainty they agree no less often.",
    )
    upper_percent = fields.Float(
        string="At Most (%)",
        digits=(5, 1),
        readonly=True,
        aggregator=None,
        help="With 95 % certainty they agree no more often.",
    )

    @property
    def _table_query(self):
        return SQL(PAIRS, z=Z, z2=Z**2)
