from odoo import api, fields, models
from odoo.exceptions import AccessError

CONFIGURE = ("point_of_sale.group_pos_manager", "base.group_system")


class PosConfig(models.Model):
    """The settings of a till. Odoo lets every user of the Point of Sale write them; what a
    cashier may do alone is not set by the cashier."""

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

    # Who sets them --------------------------------------------------------------------------------

    def write(self, vals):
        self._check_after_sales_settings(vals)
        return super().write(vals)

    def _after_sales_settings(self):
        """:return: set of names of fields that only managers set; to be extended"""
        return {name for name in self._fields if name.startswith("after_sales_")}

    def _check_after_sales_settings(self, vals):
        changed = self._after_sales_settings() & vals.keys()
        user = self.env.user
        if not changed or self.env.su or any(user.has_group(group) for group in CONFIGURE):
            return
        raise AccessError(
            self.env._(
                "%(tills)s: only a manager of the Point of Sale changes what a till takes back "
                "(%(fields)s).",
                tills=", ".join(self.mapped("name")),
                fields=", ".join(
                    sorted(
                        self._fields[name].get_description(self.env)["string"] for name in changed
                    )
                ),
            )
        )

    # What a till has when it opens ----------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        tills = super().create(vals_list)
        tills._after_sales_setup_till()
        return tills

    def open_ui(self):
        self.check_access("read")
        self._after_sales_setup_till()
        return super().open_ui()

    def _after_sales_setup_till(self):
        lacking = self.sudo().company_id.filtered(
            lambda company: (
                not company.after_sales_settlement_product_id
                or not company.after_sales_ewallet_program_id
            )
        )
        lacking._after_sales_setup_till()

    @api.model
    def _get_special_products(self):
        companies = (
            self.env["res.company"]
            .sudo()
            .search([("after_sales_settlement_product_id", "!=", False)])
        )
        rows = self.env["after.sales.resolution"]._by_value().values()
        names = {"after_sales_settlement_product_id", "after_sales_fee_product_id"}
        names |= {row.credit_product for row in rows if row.credit_product}
        return super()._get_special_products().union(*(companies[name] for name in sorted(names)))

    def _load_pos_data_read(self, records, config):
        """The table of resolutions goes with the till, so that it has it without a connection."""
        read_records = super()._load_pos_data_read(records, config)
        for values in read_records:
            table = self.env["after.sales.resolution"]
            values["_after_sales_resolutions"] = table._for_till(
                self.browse(values["id"])._after_sales_till
            )
        return read_records
