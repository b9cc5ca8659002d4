from odoo import fields, models


class PosConfig(models.Model):
    """A till that takes items in for repair."""

    _inherit = "pos.config"

    after_sales_repair = fields.Boolean(
        string="Repair",
        default=True,
        help="Items are handed in for repair at this till, also those without a receipt.",
    )

    def _after_sales_resolutions(self, kind, product):
        offered = super()._after_sales_resolutions(kind, product)
        if not self.after_sales_repair:
            return offered
        last = offered.index("reject") if "reject" in offered else len(offered)
        return [*offered[:last], "repair", *offered[last:]]

    def _after_sales_is_unbound(self, wish):
        """The customer's own item was perhaps never ours."""
        own = wish.kind == "none" and wish.resolution == "repair"
        return own or super()._after_sales_is_unbound(wish)
