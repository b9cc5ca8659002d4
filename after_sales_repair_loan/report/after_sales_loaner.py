from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.after_sales_returns.tools import only_one


class AfterSalesLoaner(models.Model):
    """The loan devices of the stores: what can be lent, what is lent, what should be back.

    Read from stock: a row is one serial number, or one product without. What is lent by a loan
    is what lies in the store's location for lent devices.
    """

    _name = "after.sales.loaner"
    _description = "Loan Devices"
    _auto = False
    _order = "warehouse_id, product_id, id"
    _rec_name = "product_id"
    _depends = {
        "stock.quant": ["location_id", "product_id", "lot_id", "quantity", "reserved_quantity"],
        "stock.warehouse": ["after_sales_loaner_location_id", "after_sales_lent_location_id"],
        "stock.lot": ["after_sales_loan_id"],
        "after.sales.loan": ["state", "date_due", "warehouse_id", "product_id", "lot_id"],
    }

    warehouse_id = fields.Many2one("stock.warehouse", string="Store", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    product_id = fields.Many2one("product.product", string="Device", readonly=True)
    lot_id = fields.Many2one("stock.lot", string="Serial Number", readonly=True)
    loan_id = fields.Many2one(
        "after.sales.loan", readonly=True, help="The loan that has this serial number."
    )
    partner_id = fields.Many2one("res.partner", string="Customer", readonly=True)
    date_due = fields.Date(string="Due Back", readonly=True)
    quantity_available = fields.Float("Available", readonly=True, digits="Product Unit")
    quantity_lent = fields.Float("Lent", readonly=True, digits="Product Unit")
    quantity_overdue = fields.Integer("Overdue", readonly=True)

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT min(q.id) AS id, w.id AS warehouse_id, w.company_id, q.product_id, q.lot_id,
                   l.id AS loan_id, l.partner_id, l.date_due,
                   coalesce(sum(q.quantity - q.reserved_quantity) FILTER (
                       WHERE q.location_id = w.after_sales_loaner_location_id), 0
                   ) AS quantity_available,
                   coalesce(sum(q.quantity) FILTER (
                       WHERE q.location_id = w.after_sales_lent_location_id), 0
                   ) AS quantity_lent,
                   (SELECT count(*) FROM after_sales_loan o
                     WHERE o.state = 'lent' AND o.date_due < %(today)s
                       AND o.warehouse_id = w.id AND o.product_id = q.product_id
                       AND o.lot_id IS NOT DISTINCT FROM q.lot_id) AS quantity_overdue
              FROM stock_warehouse w
              JOIN stock_quant q ON q.location_id IN (
                       w.after_sales_loaner_location_id, w.after_sales_lent_location_id)
         LEFT JOIN stock_lot s ON s.id = q.lot_id
         LEFT JOIN after_sales_loan l ON l.id = s.after_sales_loan_id
             WHERE q.quantity <> 0
          GROUP BY w.id, q.product_id, q.lot_id, l.id
            """,
            today=fields.Date.context_today(self),
        )

    @api.depends("product_id", "lot_id")
    def _compute_display_name(self):
        for device in self:
            names = (device.product_id.display_name, device.lot_id.name)
            device.display_name = " ".join(filter(None, names))

    def action_lend(self):
        """Ask to whom this device goes."""
        only_one(self)
        return self.env["ir.actions.act_window"]._for_xml_id(
            "after_sales_repair_loan.after_sales_loan_action_lend"
        ) | {
            "context": {
                "default_warehouse_id": self.warehouse_id.id,
                "default_product_id": self.product_id.id,
                "default_lot_id": self.lot_id.id,
            }
        }

    def action_view_lent(self):
        return self._action_view_loans([("state", "=", "lent")])

    def action_view_overdue(self):
        return self._action_view_loans(self.env["after.sales.loan"]._overdue_domain())

    def _action_view_loans(self, domain):
        """Open exactly the loans that this card counts."""
        only_one(self)
        own = [
            ("warehouse_id", "=", self.warehouse_id.id),
            ("product_id", "=", self.product_id.id),
            ("lot_id", "=", self.lot_id.id),
        ]
        return self.env["ir.actions.act_window"]._for_xml_id(
            "after_sales_repair_loan.after_sales_loan_action"
        ) | {"domain": [*own, *domain], "context": {}}
