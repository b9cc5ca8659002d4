from odoo import fields, models


class RepairOrder(models.Model):
    """What it costs a customer not to fetch an item, from the day on which it is unclaimed."""

    _inherit = "repair.order"
    _guarded = {"storage_order_id"}

    storage_order_id = fields.Many2one(
        "sale.order",
        string="Storage Fee Order",
        readonly=True,
        copy=False,
        index="btree_not_null",
    )

    def _storage_to_charge(self):
        """:return: dict for the ``sale.order`` of the days so far; empty if they cost nothing"""
        self.ensure_one()
        company = self.company_id
        product, fee = company.after_sales_storage_product_id, company.after_sales_storage_fee
        charged = self.storage_order_id or self._is_ours() or not self.partner_id
        if charged or not product or not self.date_unclaimed or fee <= 0:
            return {}
        since = self._local_day(self.date_unclaimed)
        days = (self._local_day(fields.Datetime.now()) - since).days
        vals = self._prepare_inspection_vals(product, fee)
        for _command, _id, line_vals in vals["order_line"]:
            line_vals["product_uom_qty"] = days
        return vals if days > 0 else {}

    def _storage_sentence(self):
        """:return: what not fetching it has cost so far, in the customer's language"""
        self.ensure_one()
        repair = self.sudo().with_context(lang=self.partner_id.lang or self.env.lang)
        vals = repair._storage_to_charge()
        if not vals:
            return ""
        order = repair.env["sale.order"].new(vals)
        return repair.env._(
            "Keeping it has cost %(total)s so far, taxes included.",
            total=order.currency_id.format(order.amount_total),
        )

    def _charge_storage(self):
        for repair in self:
            vals = repair._storage_to_charge()
            if vals:
                order = self.env["sale.order"].create(vals)
                order.action_confirm()
                order.order_line.qty_delivered = order.order_line.product_uom_qty
                repair.storage_order_id = order
