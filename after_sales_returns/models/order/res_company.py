from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    after_sales_fee_product_id = fields.Many2one(
        "product.product",
        string="Restocking Fee Product",
        check_company=True,
        domain=[("type", "=", "service")],
        help="Its income account takes the restocking fees; empty: the account of the goods.",
    )
    after_sales_compensation_product_id = fields.Many2one(
        "product.product",
        string="Compensation Product",
        check_company=True,
        domain=[("type", "=", "service")],
        help="Its expense account and taxes take what is given beyond the price. Made with the "
        "first compensation if there is none.",
    )
    after_sales_store_credit_journal_id = fields.Many2one(
        "account.journal",
        string="Store Credit Journal",
        check_company=True,
        domain=[("type", "=", "general")],
        help="Moves a refund from the customer's receivable to the journal's default account, "
        "the liability for store credit.",
    )
    after_sales_ewallet_program_id = fields.Many2one(
        "loyalty.program",
        string="Store Credit eWallet",
        domain=[("program_type", "=", "ewallet")],
        help="The eWallet that store credit is put on.",
    )
    after_sales_standard_delivery_price = fields.Monetary(
        string="Cheapest Standard Delivery",
        help="Of a delivery fee that is given back with all goods of an order no more than this "
        "is given: who chose express pays the surplus. With or without tax as the delivery is "
        "priced. Zero: the whole fee.",
    )
    after_sales_points_floor = fields.Selection(
        [
            ("below", "The card falls below zero"),
            ("zero", "The card stops at zero"),
        ],
        string="Points Spent Already",
        required=True,
        default="below",
        help="What happens when goods come back whose loyalty points were spent already, in "
        "orders and at the till.",
    )
    after_sales_sort_transfer = fields.Selection(
        [
            ("transfer", "The warehouse confirms a transfer"),
            ("direct", "Goods move when they are sorted"),
        ],
        string="Sorted Goods",
        required=True,
        default="transfer",
        help="Whether sorted goods wait for a warehouse transfer to be confirmed or move at once.",
    )

    def _default_after_sales_warehouse(self):
        """The first warehouse of each company in self."""
        return self.env["stock.warehouse"].sudo().search([("company_id", "in", self.ids)])
