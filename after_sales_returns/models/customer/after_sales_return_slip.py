from odoo import models

from ...tools import barcode_source


class AfterSalesReturn(models.Model):
    """What the printed return slip needs."""

    _inherit = "after.sales.return"

    def _get_report_base_filename(self):
        self.ensure_one()
        return self.env._("Return Slip %(name)s", name=self.name)

    def _slip_barcode(self, width, height):
        """Return the Code128 barcode of the reference as the source of an image.

        :param width, height: in points; the bars are stretched to fill the width
        """
        self.ensure_one()
        return barcode_source(self.name, width, height)
