from odoo import fields, models


class AfterSalesReservation(models.Model):
    """A unit that a till holds while its ticket is open: it counts as claimed until the ticket
    is paid, dropped, or 15 minutes old."""

    _name = "after.sales.reservation"
    _description = "Return Reserved by a Till"

    ticket = fields.Char(required=True, index=True)
    key = fields.Char(required=True, help="The wish on the ticket that this belongs to.")
    config_id = fields.Many2one("pos.config", required=True, ondelete="cascade")
    pos_line_id = fields.Many2one("pos.order.line", index="btree_not_null", ondelete="cascade")
    sale_line_id = fields.Many2one("sale.order.line", index="btree_not_null", ondelete="cascade")
    product_id = fields.Many2one("product.product", required=True, ondelete="cascade")
    quantity = fields.Float(required=True, digits="Product Unit", help="In the product's unit.")
    lot_ids = fields.Many2many("stock.lot", string="Serials / Lots")
    photo_ids = fields.Many2many("ir.attachment", string="Photos")
    date_expiry = fields.Datetime(required=True, index=True)
