from odoo import models


class AfterSalesTill(models.AbstractModel):
    """What a till does with what customers bring back. A record has the id of its ``pos.config``,
    which keeps the settings and lets the screen in (see the room ``request``): nothing here is
    public, and whoever asks has been checked."""

    _name = "after.sales.till"
    _description = "Returns at a Till"

    @property
    def config(self):
        return self.env["pos.config"].browse(self.id)

    @property
    def company(self):
        return self.config.company_id

    @property
    def currency(self):
        return self.config.currency_id

    @property
    def warehouse(self):
        """The store that this till stands in."""
        return self.config.picking_type_id.warehouse_id

    # What it offers ---------------------------------------------------------------------------

    def _offered_resolutions(self):
        """What this till offers, in the order in which the screen shows it.

        :return: list of str
        """
        rows = self.env["after.sales.resolution"]._by_value().values()
        return [row.value for row in rows if self._is_offered(row)]

    def _is_offered(self, row):
        """:param row: of ``after.sales.resolution``"""
        if not row.label or not row.is_set_up(self.company.sudo()):
            return False
        return not row.setting or bool(self.config[row.setting])

    def _credit_product(self, row):
        """:return: the ``product.product`` of what is given instead of money; none of money"""
        name = row.credit_product
        return self.company.sudo()[name] if name else self.env["product.product"]
