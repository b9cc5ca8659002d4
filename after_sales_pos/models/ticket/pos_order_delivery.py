from odoo import fields, models
from odoo.exceptions import UserError


class PosOrder(models.Model):
    """New goods of an exchange that the customer does not take along. For Odoo the order is
    shipped later; what of it is taken along leaves the store at once."""

    _inherit = "pos.order"

    def _should_create_picking_real_time(self):
        later = self.lines.filtered("after_sales_delivery")
        return bool(later) or super()._should_create_picking_real_time()

    def _create_order_picking(self):
        result = super()._create_order_picking()
        later = self.sudo().lines.filtered("after_sales_delivery")
        if later:
            self._after_sales_check_deliverable(later)
            later._after_sales_deliver_later()
            self.shipping_date = fields.Date.context_today(self)
        return result

    def _after_sales_check_deliverable(self, later):
        if not self.partner_id:
            raise UserError(
                self.env._(
                    "%(products)s is not taken along: choose the customer who gets it, then pay "
                    "the ticket.",
                    products=", ".join(later.product_id.mapped("display_name")),
                )
            )

    # When it was there --------------------------------------------------------------------

    def _after_sales_shipped_days(self, zone):
        """When the customer got what was not taken along.

        :param str zone: the time zone of its days
        :return: (set of (day, whether it is only expected), whether something has not left)
        """
        self.ensure_one()
        outgoing = self.picking_ids.filtered(
            lambda picking: picking.picking_type_code == "outgoing" and picking.state != "cancel"
        )
        sent = outgoing.filtered(lambda picking: picking.state == "done")
        days = {
            (
                picking._after_sales_day_received(picking.date_done, zone),
                picking.after_sales_received_source == "expected",
            )
            for picking in sent
        }
        return days, bool(outgoing - sent)
