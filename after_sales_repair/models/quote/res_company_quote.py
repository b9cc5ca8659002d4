from odoo import api, fields, models

PRODUCTS = {
    "after_sales_labour_product_id": "after_sales_repair.product_labour",
    "after_sales_inspection_product_id": "after_sales_repair.product_inspection",
    "after_sales_storage_product_id": "after_sales_repair.product_storage",
}


class ResCompany(models.Model):
    _inherit = "res.company"

    def _default_after_sales_product(self, name):
        product = self.env.ref(PRODUCTS[name], raise_if_not_found=False)
        return product and product.id

    after_sales_labour_product_id = fields.Many2one(
        "product.product",
        string="Labour Product",
        domain=[("type", "=", "service")],
        default=lambda self: self._default_after_sales_product("after_sales_labour_product_id"),
        help="An hour of work on a quotation.",
    )
    after_sales_quote_days = fields.Integer(
        string="Repair Quotation Days", default=14, help="How long a quotation can be accepted."
    )
    after_sales_inspection_product_id = fields.Many2one(
        "product.product",
        string="Inspection Fee Product",
        domain=[("type", "=", "service")],
        default=lambda self: self._default_after_sales_product("after_sales_inspection_product_id"),
    )
    after_sales_inspection_fee = fields.Monetary(
        string="Inspection Fee",
        help="Without taxes: what a customer pays who declines the quotation; zero: nothing.",
    )
    after_sales_repair_invoicing = fields.Selection(
        [
            ("hand_back", "When the item is handed back"),
            ("manual", "By hand"),
        ],
        string="Invoice Repairs",
        required=True,
        default="hand_back",
    )
    after_sales_pay_first = fields.Boolean(
        string="Pay Before Hand-back",
        help="An item is handed back only when its repair is paid; the invoice is made when it is "
        "ready.",
    )
    after_sales_pickup_reminder_days = fields.Integer(
        string="Pick-up Reminder Days",
        default=7,
        help="After so many days a customer is reminded, up to three times; zero: never.",
    )
    after_sales_storage_product_id = fields.Many2one(
        "product.product",
        string="Storage Fee Product",
        domain=[("type", "=", "service")],
        default=lambda self: self._default_after_sales_product("after_sales_storage_product_id"),
    )
    after_sales_storage_fee = fields.Monetary(
        string="Storage Fee",
        help="Without taxes: what each day costs that an item is unclaimed; zero: nothing.",
    )
    after_sales_disposal_days = fields.Integer(
        string="Disposal Notice Days",
        default=90,
        help="How long an unclaimed item is still kept after its disposal was announced to the "
        "customer: what the law asks for.",
    )
    after_sales_unclaimed_days = fields.Integer(
        string="Unclaimed Days",
        default=30,
        help="After so many days an item that nobody fetched is listed as unclaimed; zero: never.",
    )

    @api.model
    def _fill_in_after_sales_repair_products(self):
        """Give companies that existed before this addon the products of its quotations."""
        for name, xmlid in PRODUCTS.items():
            self.search([(name, "=", False)])[name] = self.env.ref(xmlid)
