from odoo import models


class PosConfig(models.Model):
    """What a till loads of the table of resolutions."""

    _inherit = "pos.config"

    def _load_pos_data_read(self, records, config):
        """The table of resolutions goes with the till, so that it has it without a connection."""
        read_records = super()._load_pos_data_read(records, config)
        for values in read_records:
            table = self.env["after.sales.resolution"]
            values["_after_sales_resolutions"] = table._for_till(
                self.browse(values["id"])._after_sales_till()
            )
        return read_records
