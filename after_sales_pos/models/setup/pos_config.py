from odoo import fields, models


class PosConfig(models.Model):
    _inherit = "pos.config"

    after_sales_returns = fields.Boolean(string="Returns", default=True)
    after_sales_refund = fields.Boolean(string="Pay Back", default=True)
    after_sales_store_credit = fields.Boolean(string="Store Credit", default=True)
    after_sales_exchange = fields.Boolean(string="Exchange", default=True)
    after_sales_centre = fields.Boolean(string="Send to the Centre", default=True)
    after_sales_centre_id = fields.Many2one(
        "stock.warehouse",
        string="Returns Centre",
        check_company=True,
        help="Decides on goods that the store only takes in.",
    )
    after_sales_ask_grade = fields.Boolean(
        string="Ask for the Condition",
        default=True,
        help="Goods graded as new go straight back to the shelf; without it all goods wait in "
        "the store's Returns location.",
    )
    after_sales_no_receipt = fields.Selection(
        [("no", "Not taken"), ("manager", "With a manager")],
        string="Without Receipt",
        required=True,
        default="manager",
    )
    after_sales_other_tender = fields.Selection(
        [("no", "Not paid out"), ("manager", "With a manager"), ("yes", "Paid out")],
        string="Other Tender than the Original",
        required=True,
        default="manager",
    )
    after_sales_plain_refund = fields.Selection(
        [
            ("yes", "Allowed"),
            ("screen", "Through the return screen"),
            ("manager", "With a manager"),
        ],
        string="Refunds beside Returns",
        required=True,
        default="yes",
        help="Odoo's own Refund on the list of orders, and lines with a negative quantity: "
        "allowed, they ask for no policy and no reason; a manager is told both. Without connection "
        "they stay possible, and a manager is told afterwards.",
    )
    after_sales_max_amount = fields.Monetary(
        string="Cashier's Limit",
        help="Refunds of a ticket above it, tax included, need a manager. Zero: no limit.",
    )
    after_sales_offline_max = fields.Monetary(
        string="Offline Limit",
        default=100.0,
        help="Refunds of a ticket, tax included, while the till has no connection. Zero: none.",
    )
