from odoo import api, fields, models

from odoo.addons.after_sales_returns.tools import only_one

from .repair_order_payer import PAYERS

# Who reads what a repair costs us.
COST_READERS = (
    "after_sales_repair.group_repair_lead,"
    "account.group_account_readonly,account.group_account_invoice"
)


class AfterSalesCost(models.Model):
    """What a repair or a return costs us, one line per part, hour or whatever else it took.

    Only the steps write these lines, as superuser; nobody has the right to write them. Amounts
    are in the company's currency and positive: a cost. They are no accounting entries: the
    parts, the wages and the vendor bills have theirs. The lines say what a case cost and who
    is to bear it.
    """

    _name = "after.sales.cost"
    _description = "After-Sales Cost"
    _inherit = ["analytic.mixin"]
    _order = "date desc, id desc"
    _rec_name = "name"
    _check_company_auto = True

    name = fields.Char(required=True, readonly=True)
    date = fields.Datetime(required=True, readonly=True, default=fields.Datetime.now, index=True)
    kind = fields.Selection(
        [
            ("part", "Part"),
            ("labour", "Labour"),
            ("other", "Other"),
        ],
        required=True,
        readonly=True,
    )
    repair_id = fields.Many2one(
        "repair.order",
        readonly=True,
        check_company=True,
        index="btree_not_null",
        ondelete="cascade",
    )
    return_id = fields.Many2one(
        "after.sales.return",
        string="Return Order",
        check_company=True,
        compute="_compute_return_id",
        store=True,
        readonly=False,
        precompute=True,
        index="btree_not_null",
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        readonly=True,
        index=True,
        default=lambda self: self.env.company,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    product_id = fields.Many2one("product.product", readonly=True, index="btree_not_null")
    quantity = fields.Float(
        digits="Product Unit", readonly=True, default=1.0, help="Of labour: hours."
    )
    unit_cost = fields.Monetary(readonly=True, help="Company currency, untaxed.")
    amount = fields.Monetary(
        compute="_compute_amount",
        store=True,
        readonly=False,
        precompute=True,
        help="Company currency, untaxed; positive is a cost.",
    )
    payer = fields.Selection(
        PAYERS,
        required=True,
        compute="_compute_payer",
        store=True,
        readonly=False,
        precompute=True,
        help="Who is to bear it: of work on an item whoever bears the cost of its repair.",
    )
    warehouse_id = fields.Many2one(
        "stock.warehouse",
        string="Store",
        readonly=True,
        check_company=True,
        index="btree_not_null",
        help="The store where the item was handed in; it bears what the store pays.",
    )
    move_id = fields.Many2one(
        "stock.move", string="Stock Move", readonly=True, index="btree_not_null"
    )

    @api.depends("repair_id.after_sales_return_id")
    def _compute_return_id(self):
        for cost in self:
            cost.return_id = cost.repair_id.sudo().after_sales_return_id or cost.return_id

    @api.depends("kind", "repair_id.cost_payer")
    def _compute_payer(self):
        of_work = self._kinds_of_work()
        for cost in self:
            payer = cost.repair_id.cost_payer if cost.kind in of_work else cost.payer
            cost.payer = payer or "company"

    @api.model
    def _kinds_of_work(self):
        """Kinds of what it takes to repair an item."""
        return {"part", "labour"}

    @api.depends("quantity", "unit_cost")
    def _compute_amount(self):
        """An amount that was given stands: quantity and unit cost may not divide it exactly."""
        for cost in self:
            cost.amount = cost.quantity * cost.unit_cost

    @api.depends("product_id", "repair_id")
    def _compute_analytic_distribution(self):
        """What the analytic distribution models say for the product and the customer."""
        rules = self.env["account.analytic.distribution.model"].sudo()
        # Most companies have none: one look spares one per cost.
        ruled = bool(rules.search([], limit=1))
        for cost in self if ruled else ():
            product = cost.product_id or cost.repair_id.product_id
            partner = cost.repair_id.partner_id or cost.return_id.partner_id
            cost.analytic_distribution = cost.analytic_distribution or rules._get_distribution(
                {
                    "product_id": product.id,
                    "product_categ_id": product.categ_id.id,
                    "partner_id": partner.id,
                    "partner_category_id": partner.category_id.ids,
                    "company_id": cost.company_id.id,
                }
            )

    def action_view_repair(self):
        only_one(self)
        return (self.repair_id or self.return_id)._get_records_action()
