from odoo import fields, models
from odoo.tools import SQL

from odoo.addons.after_sales_returns.tools import only_one

# A repair of the same item within these days says that the one before did not hold.
REPEAT_DAYS = 30
SECONDS_PER_HOUR = 3600
# Columns that the report and the repair have under one name.
SAME = (
    "date_handed_back",
    "company_id",
    "partner_id",
    "product_id",
    "user_id",
    "skill_id",
    "outcome",
    "under_warranty",
    "failed_check_count",
    "hours_worked",
)


class AfterSalesRepairReport(models.Model):
    """How long repairs took, whether they held, and what they cost: one row for each repair
    that was taken in.

    * ``turnaround_hours``: taken in → handed back. ``turnaround_own_hours`` leaves out what the
      customer took: to answer the quotation, and to fetch what was ready.
    * ``first_time_fix_rate``: of what was repaired and handed back, no check failed and the
      same item did not come back within 30 days.
    * ``repeat_rate``: the same item was repaired and handed back within the 30 days before it
      was taken in. An item is the same by product and serial.

    Rates are percents: their average over a group is the rate of the group.
    """

    _name = "after.sales.repair.report"
    _description = "Repair Analysis"
    _auto = False
    _order = "date desc, id desc"
    _rec_name = "repair_id"

    repair_id = fields.Many2one("repair.order", readonly=True)
    date = fields.Datetime(string="Taken In", readonly=True)
    date_handed_back = fields.Datetime(string="Handed Back", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    company_currency_id = fields.Many2one("res.currency", readonly=True)
    partner_id = fields.Many2one("res.partner", string="Customer", readonly=True)
    product_id = fields.Many2one("product.product", readonly=True)
    categ_id = fields.Many2one("product.category", string="Category", readonly=True)
    user_id = fields.Many2one("res.users", string="Technician", readonly=True)
    skill_id = fields.Many2one("after.sales.repair.skill", readonly=True)
    store_id = fields.Many2one("stock.warehouse", string="Handed In At", readonly=True)
    workshop_id = fields.Many2one("stock.warehouse", readonly=True)
    return_id = fields.Many2one("after.sales.return", string="Return Order", readonly=True)
    origin = fields.Selection(selection="_selection_origin", string="Came From", readonly=True)
    stage = fields.Selection(selection="_selection_stage", readonly=True)
    outcome = fields.Selection(selection="_selection_outcome", readonly=True)
    under_warranty = fields.Boolean(readonly=True)

    repair_count = fields.Integer("Repairs", readonly=True)
    turnaround_hours = fields.Float("Turnaround (Hours)", readonly=True, aggregator="avg")
    turnaround_own_hours = fields.Float(
        "Turnaround Without the Customer (Hours)",
        readonly=True,
        aggregator="avg",
        help="Without waiting for the answer to the quotation and for the item to be fetched.",
    )
    first_time_fix_rate = fields.Float("First-Time Fix (%)", readonly=True, aggregator="avg")
    repeat_rate = fields.Float("Repeat (%)", readonly=True, aggregator="avg")
    failed_check_count = fields.Integer("Failed Checks", readonly=True)
    hours_worked = fields.Float(readonly=True)
    cost_total = fields.Monetary("Cost", readonly=True, currency_field="company_currency_id")

    _depends = {
        "repair.order": [
            "after_sales_origin",
            "after_sales_return_id",
            "after_sales_stage",
            "after_sales_store_id",
            "after_sales_workshop_id",
            "company_id",
            "date_handed_back",
            "date_intake",
            "date_quote_answered",
            "date_quoted",
            "date_ready",
            "failed_check_count",
            "hours_worked",
            "item_serial",
            "outcome",
            "partner_id",
            "product_id",
            "skill_id",
            "under_warranty",
            "user_id",
        ],
        "after.sales.cost": ["amount", "repair_id"],
        "product.product": ["product_tmpl_id"],
        "product.template": ["categ_id"],
        "res.company": ["currency_id"],
    }

    def _selection_of(self, field):
        return self.env["repair.order"]._fields[field]._description_selection(self.env)

    def _selection_origin(self):
        return self._selection_of("after_sales_origin")

    def _selection_stage(self):
        return self._selection_of("after_sales_stage")

    def _selection_outcome(self):
        return self._selection_of("outcome")

    # The query ----------------------------------------------------------------------------------

    @property
    def _table_query(self):
        columns = [
            SQL("%s AS %s", column, SQL.identifier(name))
            for name, column in self._columns().items()
        ]
        return SQL("SELECT %s %s", SQL(", ").join(columns), self._from())

    def _columns(self):
        """:return: dict field → SQL"""
        renamed = {
            "id": "id",
            "repair_id": "id",
            "date": "date_intake",
            "store_id": "after_sales_store_id",
            "workshop_id": "after_sales_workshop_id",
            "return_id": "after_sales_return_id",
            "origin": "after_sales_origin",
            "stage": "after_sales_stage",
        }
        sources = {name: name for name in SAME} | renamed
        columns = {name: SQL("repair.%s", SQL.identifier(own)) for name, own in sources.items()}
        return columns | {
            "repair_count": SQL("1"),
            "company_currency_id": SQL("company.currency_id"),
            "categ_id": SQL("template.categ_id"),
            **self._measures(),
        }

    def _measures(self):
        turnaround = self._hours("repair.date_handed_back - repair.date_intake")
        held = SQL("NOT %s", self._is_repeated())
        fixed = SQL("(COALESCE(repair.failed_check_count, 0) = 0 AND %s)::int * 100.0", held)
        return {
            "turnaround_hours": turnaround,
            "turnaround_own_hours": SQL("%s - (%s)", turnaround, self._customer_hours()),
            "first_time_fix_rate": SQL(
                "CASE WHEN repair.outcome = 'repaired' AND repair.date_handed_back IS NOT NULL "
                "THEN %s END",
                fixed,
            ),
            "repeat_rate": SQL("%s::int * 100.0", self._is_repeat()),
            "cost_total": SQL(
                "(SELECT COALESCE(SUM(cost.amount), 0) FROM after_sales_cost cost "
                "WHERE cost.repair_id = repair.id)"
            ),
        }

    def _hours(self, interval):
        return SQL(f"EXTRACT(EPOCH FROM {interval})::float8 / {SECONDS_PER_HOUR}")

    def _customer_hours(self):
        """What the customer took: to answer, and to fetch the item."""
        parts = (
            self._hours("repair.date_handed_back - repair.date_ready"),
            self._hours("repair.date_quote_answered - repair.date_quoted"),
        )
        return SQL(" + ").join(SQL("GREATEST(COALESCE(%s, 0), 0)", part) for part in parts)

    def _is_repeat(self):
        return self._another(
            "other.date_handed_back <= repair.date_intake AND other.date_handed_back > "
            f"repair.date_intake - interval '{REPEAT_DAYS} days' AND other.outcome = 'repaired'"
        )

    def _is_repeated(self):
        return self._another(
            "other.date_intake >= repair.date_handed_back AND other.date_intake < "
            f"repair.date_handed_back + interval '{REPEAT_DAYS} days'"
        )

    def _another(self, condition):
        """Another repair of the same item."""
        return SQL(
            "EXISTS (SELECT 1 FROM repair_order other WHERE other.id != repair.id "
            "AND other.item_serial = repair.item_serial "
            "AND other.product_id IS NOT DISTINCT FROM repair.product_id "
            "AND other.company_id = repair.company_id "
            f"AND {condition})"
        )

    def _from(self):
        return SQL(
            """
            FROM repair_order repair
            JOIN res_company company ON company.id = repair.company_id
            LEFT JOIN product_product product ON product.id = repair.product_id
            LEFT JOIN product_template template ON template.id = product.product_tmpl_id
            WHERE repair.date_intake IS NOT NULL
            """
        )

    def action_view_repair(self):
        only_one(self)
        return self.repair_id._get_records_action()
