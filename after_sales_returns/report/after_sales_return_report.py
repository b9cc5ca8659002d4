from odoo import fields, models
from odoo.tools import SQL

from ..tools import only_one

# Days between two steps of a return order: field → (first, last).
STEPS = {
    "days_to_decide": ("date_requested", "date_approved"),
    "days_to_receive": ("date_approved", "date_received"),
    "days_to_sort": ("date_received", "date_sorted"),
    "days_to_settle": ("date_sorted", "date_settled"),
    "days_to_close": ("date_settled", "date_closed"),
    "days_total": ("date_requested", "date_closed"),
}


class AfterSalesReturnReport(models.Model):
    """What comes back, why, what became of it and how long it took, beside what was sold.

    Three kinds of row under each other, so that nothing is joined that need not be and each
    number is a plain sum of rows:

    * ``line``: a return line that was requested, dated by the request; quantities and days.
    * ``disposition``: what was decided on a part of it; grade, route, resolution, refund.
      One that was paid ahead of the goods has its refund, and no quantity until it is sorted.
    * ``delivery``: what was sold: a done stock move of a sale order line from us (or from a
      vendor, dropshipped) to a customer, dated by the move. Returns do not lower it, unlike
      the delivered quantity of the sales order. What we send back or give in exchange of the
      same product is no sale.

    Quantities are in the product's own unit, amounts untaxed in the company's currency, at the
    rate of the sales order. The return rate of a group is what came back in it divided by what
    was sold in it. It means something for what both kinds have: product, category, customer,
    selling warehouse, company and date.
    """

    _name = "after.sales.return.report"
    _description = "Returns Analysis"
    _auto = False
    _order = "date desc, id desc"

    kind = fields.Selection(
        [("line", "Returned"), ("disposition", "Decided"), ("delivery", "Sold")], readonly=True
    )
    date = fields.Datetime(readonly=True, help="Of the request, of a sale that of the delivery.")
    company_id = fields.Many2one("res.company", readonly=True)
    company_currency_id = fields.Many2one("res.currency", readonly=True)
    product_id = fields.Many2one("product.product", readonly=True)
    product_tmpl_id = fields.Many2one("product.template", string="Style", readonly=True)
    categ_id = fields.Many2one("product.category", string="Category", readonly=True)
    partner_id = fields.Many2one("res.partner", string="Customer", readonly=True)
    sale_order_id = fields.Many2one("sale.order", string="Sales Order", readonly=True)
    sale_warehouse_id = fields.Many2one("stock.warehouse", string="Sold by", readonly=True)
    warehouse_id = fields.Many2one("stock.warehouse", string="Received by", readonly=True)
    return_id = fields.Many2one("after.sales.return", string="Return Order", readonly=True)
    team_id = fields.Many2one("after.sales.team", readonly=True)
    user_id = fields.Many2one("res.users", string="Responsible", readonly=True)
    channel = fields.Selection(selection="_selection_channel", readonly=True)
    state = fields.Selection(selection="_selection_state", string="Return State", readonly=True)
    stage = fields.Selection(selection="_selection_stage", readonly=True)
    reason_id = fields.Many2one("after.sales.reason", readonly=True)
    reason_category = fields.Selection(selection="_selection_reason_category", readonly=True)
    verdict = fields.Selection(selection="_selection_verdict", readonly=True)
    policy_id = fields.Many2one("after.sales.policy", readonly=True)
    wish = fields.Selection(selection="_selection_resolution", readonly=True)
    grade_id = fields.Many2one("after.sales.grade", readonly=True)
    route = fields.Selection(selection="_selection_route", readonly=True)
    resolution = fields.Selection(selection="_selection_resolution", readonly=True)

    qty_sold = fields.Float("Sold", readonly=True, digits="Product Unit")
    qty_requested = fields.Float("Requested", readonly=True, digits="Product Unit")
    qty_received = fields.Float("Received", readonly=True, digits="Product Unit")
    qty_decided = fields.Float("Decided", readonly=True, digits="Product Unit")
    return_rate = fields.Float(
        "Return Rate (%)",
        readonly=True,
        aggregator="avg",
        digits=(16, 2),
        help="Received in percent of sold, of the whole group.",
    )
    amount_returned = fields.Monetary(
        "Value Received",
        readonly=True,
        currency_field="company_currency_id",
        help="What was paid for the goods that came back, untaxed.",
    )
    amount_refund = fields.Monetary(
        "Refunds", readonly=True, currency_field="company_currency_id", help="Untaxed."
    )
    days_to_decide = fields.Float("Days to Decide", readonly=True, aggregator="avg")
    days_to_receive = fields.Float("Days on the Way", readonly=True, aggregator="avg")
    days_to_sort = fields.Float("Days to Sort", readonly=True, aggregator="avg")
    days_to_settle = fields.Float("Days to Settle", readonly=True, aggregator="avg")
    days_to_close = fields.Float("Days to Close", readonly=True, aggregator="avg")
    days_total = fields.Float("Days in All", readonly=True, aggregator="avg")

    _depends = {
        "after.sales.return": [
            "name",
            "state",
            "stage",
            "channel",
            "team_id",
            "user_id",
            "warehouse_id",
            "partner_id",
            "company_id",
            "date_requested",
            "date_approved",
            "date_received",
            "date_sorted",
            "date_settled",
            "date_closed",
        ],
        "after.sales.return.line": [
            "return_id",
            "state",
            "product_id",
            "product_uom_id",
            "sale_line_id",
            "quantity",
            "quantity_received",
            "price_paid_unit",
            "reason_id",
            "verdict",
            "policy_id",
            "resolution",
        ],
        "after.sales.disposition": [
            "line_id",
            "quantity",
            "grade_id",
            "route",
            "resolution",
            "amount_refund",
            "state",
            "date_decided",
        ],
        "after.sales.reason": ["category"],
        "product.product": ["product_tmpl_id"],
        "product.template": ["categ_id", "uom_id"],
        "res.company": ["currency_id"],
        "sale.order": ["partner_id", "warehouse_id", "company_id", "currency_rate"],
        "sale.order.line": ["order_id"],
        "stock.location": ["usage"],
        "stock.move": [
            "state",
            "date",
            "product_id",
            "product_uom",
            "quantity",
            "sale_line_id",
            "location_id",
            "location_dest_id",
            "after_sales_line_id",
            "after_sales_disposition_id",
        ],
        "uom.uom": ["factor"],
    }

    # --- selections: those of the models, with what addons add to them ----------

    def _selection_of(self, model, field):
        return self.env[model]._fields[field]._description_selection(self.env)

    def _selection_channel(self):
        return self._selection_of("after.sales.return", "channel")

    def _selection_state(self):
        return self._selection_of("after.sales.return", "state")

    def _selection_stage(self):
        return self._selection_of("after.sales.return", "stage")

    def _selection_reason_category(self):
        return self._selection_of("after.sales.reason", "category")

    def _selection_verdict(self):
        return self._selection_of("after.sales.return.line", "verdict")

    def _selection_resolution(self):
        return self._selection_of("after.sales.return.line", "resolution")

    def _selection_route(self):
        return self._selection_of("after.sales.disposition", "route")

    # --- the query --------------------------------------------------------------

    @property
    def _table_query(self):
        parts = self._query_parts()
        return SQL(" UNION ALL ").join(
            self._query_part(len(parts), number, part) for number, part in enumerate(parts)
        )

    def _query_parts(self):
        """Return the parts of the union: addons append theirs, at the end.

        Each is ``{"id": SQL, "from": SQL, **columns}`` with SQL for those fields that it has;
        the others are empty in it.
        """
        return [self._line_part(), self._disposition_part(), self._delivery_part()]

    def _sql_type(self, field):
        """Return the one type of a column in all parts of the union.

        Only where the types are the same does PostgreSQL look through the union, and neither
        computes nor joins what the question does not need.
        """
        return "float8" if field.type in ("float", "monetary") else field.column_type[1]

    def _query_part(self, count, number, part):
        """Return the SELECT of a part, its ids spread so that no two parts share one."""
        columns = [
            SQL(
                f"(%s)::{self._sql_type(field)} AS %s",
                part.get(field.name, SQL("NULL")),
                SQL.identifier(field.name),
            )
            for field in self._fields.values()
            if field.column_type and field.store and field.name != "id"
        ]
        return SQL(
            "SELECT %(id)s::int8 * %(count)s + %(number)s AS id, %(columns)s %(source)s",
            id=part["id"],
            count=count,
            number=number,
            columns=SQL(", ").join(columns),
            source=part["from"],
        )

    def _return_columns(self):
        """Return the columns that lines and dispositions have from their return order."""
        return {
            "date": SQL("ret.date_requested"),
            "company_id": SQL("ret.company_id"),
            "company_currency_id": SQL("company.currency_id"),
            "product_id": SQL("line.product_id"),
            "product_tmpl_id": SQL("product.product_tmpl_id"),
            "categ_id": SQL("template.categ_id"),
            "partner_id": SQL("COALESCE(sale.partner_id, ret.partner_id)"),
            "sale_order_id": SQL("sale.id"),
            "sale_warehouse_id": SQL("COALESCE(sale.warehouse_id, ret.warehouse_id)"),
            "warehouse_id": SQL("ret.warehouse_id"),
            "return_id": SQL("ret.id"),
            "team_id": SQL("ret.team_id"),
            "user_id": SQL("ret.user_id"),
            "channel": SQL("ret.channel"),
            "state": SQL("ret.state"),
            "stage": SQL("ret.stage"),
            "reason_id": SQL("line.reason_id"),
            "reason_category": SQL("reason.category"),
            "verdict": SQL("line.verdict"),
            "policy_id": SQL("line.policy_id"),
            "wish": SQL("line.resolution"),
        }

    def _return_joins(self):
        """Join what ``_return_columns`` needs to ``line``; drafts and cancelled ones stay out."""
        return SQL(
            """
            JOIN after_sales_return ret ON ret.id = line.return_id
            JOIN res_company company ON company.id = ret.company_id
            JOIN product_product product ON product.id = line.product_id
            JOIN product_template template ON template.id = product.product_tmpl_id
            JOIN uom_uom product_uom ON product_uom.id = template.uom_id
            JOIN uom_uom line_uom ON line_uom.id = line.product_uom_id
            LEFT JOIN after_sales_reason reason ON reason.id = line.reason_id
            LEFT JOIN sale_order_line sold ON sold.id = line.sale_line_id
            LEFT JOIN sale_order sale ON sale.id = sold.order_id
            """
        )

    def _rate(self):
        """Return what divides an amount of a return line to give the company's currency."""
        return SQL("COALESCE(NULLIF(sale.currency_rate, 0), 1)")

    def _line_part(self):
        to_unit = SQL("line_uom.factor / product_uom.factor")
        return {
            **self._return_columns(),
            **{name: self._days(*dates) for name, dates in STEPS.items()},
            "id": SQL("line.id"),
            "kind": SQL("'line'"),
            "qty_requested": SQL("(line.quantity * %s)", to_unit),
            "qty_received": SQL("(line.quantity_received * %s)", to_unit),
            "amount_returned": SQL(
                "(line.quantity_received * line.price_paid_unit / %s)", self._rate()
            ),
            "from": SQL(
                "FROM after_sales_return_line line %s WHERE ret.state NOT IN ('draft', "
                "'cancelled')",
                self._return_joins(),
            ),
        }

    def _days(self, first, last):
        """Return the days between two steps; zero where the second came before the first,
        as with a refund ahead of the goods."""
        return SQL(
            "(GREATEST(EXTRACT(EPOCH FROM %(last)s - %(first)s), 0) / 86400)",
            first=SQL.identifier("ret", first),
            last=SQL.identifier("ret", last),
        )

    def _disposition_part(self):
        return {
            **self._return_columns(),
            "id": SQL("part.id"),
            "kind": SQL("'disposition'"),
            "grade_id": SQL("part.grade_id"),
            "route": SQL("part.route"),
            "resolution": SQL("part.resolution"),
            "qty_decided": SQL(
                "CASE WHEN part.date_decided IS NOT NULL"
                " THEN (part.quantity * line_uom.factor / product_uom.factor) END"
            ),
            "amount_refund": SQL("(part.amount_refund / %s)", self._rate()),
            "from": SQL(
                """
                FROM after_sales_disposition part
                JOIN after_sales_return_line line ON line.id = part.line_id
                %s
                WHERE part.state IN ('decided', 'settled')
                  AND ret.state NOT IN ('draft', 'cancelled')
                """,
                self._return_joins(),
            ),
        }

    def _delivery_part(self):
        return {
            "id": SQL("move.id"),
            "kind": SQL("'delivery'"),
            "date": SQL("move.date"),
            "company_id": SQL("sale.company_id"),
            "company_currency_id": SQL("company.currency_id"),
            "product_id": SQL("move.product_id"),
            "product_tmpl_id": SQL("product.product_tmpl_id"),
            "categ_id": SQL("template.categ_id"),
            "partner_id": SQL("sale.partner_id"),
            "sale_order_id": SQL("sale.id"),
            "sale_warehouse_id": SQL("sale.warehouse_id"),
            "qty_sold": SQL("(move.quantity * move_uom.factor / product_uom.factor)"),
            "from": SQL(
                """
                FROM stock_move move
                JOIN stock_location source ON source.id = move.location_id
                JOIN stock_location target ON target.id = move.location_dest_id
                JOIN sale_order_line sold ON sold.id = move.sale_line_id
                JOIN sale_order sale ON sale.id = sold.order_id
                JOIN res_company company ON company.id = sale.company_id
                JOIN product_product product ON product.id = move.product_id
                JOIN product_template template ON template.id = product.product_tmpl_id
                JOIN uom_uom product_uom ON product_uom.id = template.uom_id
                JOIN uom_uom move_uom ON move_uom.id = move.product_uom
                WHERE move.state = 'done'
                  AND target.usage = 'customer'
                  AND source.usage != 'customer'
                  AND move.after_sales_line_id IS NULL
                  AND move.after_sales_disposition_id IS NULL
                """
            ),
        }

    def _read_group_select(self, aggregate_spec, query):
        if aggregate_spec in ("return_rate:avg", "return_rate:sum"):
            return SQL(
                "100 * COALESCE(SUM(%s), 0) / NULLIF(SUM(%s), 0)",
                self._field_to_sql(self._table, "qty_received", query),
                self._field_to_sql(self._table, "qty_sold", query),
            )
        return super()._read_group_select(aggregate_spec, query)

    def action_view_origin(self):
        """Open the return order of this row, or the sales order of a sale."""
        only_one(self)
        record = self.return_id or self.sale_order_id
        return {
            "type": "ir.actions.act_window",
            "res_model": record._name,
            "res_id": record.id,
            "views": [(False, "form")],
        }
