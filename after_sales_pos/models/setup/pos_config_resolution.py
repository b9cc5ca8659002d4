from odoo import models


class PosConfig(models.Model):
    """Which resolutions a till offers, and what it loads of their table."""

    _inherit = "pos.config"

    def _after_sales_resolutions(self):
        """What this till offers, in the order in which the screen shows it.

        :return: list of str
        """
        rows = self.env["after.sales.resolution"]._by_value().values()
        return [row.value for row in rows if self._is_offered(row)]

    def _is_offered(self, row):
        """:param row: of ``after.sales.resolution``"""
        self.ensure_one()
        if not row.label or not row.is_set_up(self.company_id.sudo()):
            return False
        return not row.setting or bool(self[row.setting])

    def _credit_product(self, row):
        """:return: the ``product.product`` of what is given instead of money; none of money"""
        name = row.credit_product
        return self.company_id.sudo()[name] if name else self.env["product.product"]

    def _load_pos_data_read(self, records, config):
        """The table of resolutions goes with the till, so that it has it without a connection."""
        read_records = super()._load_pos_data_read(records, config)
        for values in read_records:
            table = self.env["after.sales.resolution"]
            values["_after_sales_resolutions"] = table._for_till(self.browse(values["id"]))
        return read_records
