import base64

from reportlab.graphics.barcode import createBarcodeDrawing

from odoo import models


class AfterSalesReturn(models.Model):
    """What the printed return slip needs."""

    _inherit = "after.sales.return"

    def _get_report_base_filename(self):
        self.ensure_one()
        return self.env._("Return Slip %(name)s", name=self.name)

    def _slip_barcode(self, width, height):
        """Return the Code128 barcode of the reference as the source of an image.

        Drawn as SVG: it prints sharp at every size, and needs none of the native libraries
        that ``/report/barcode`` needs to paint pixels.

        :param width, height: in points; the bars are stretched to fill the width
        """
        self.ensure_one()
        drawing = createBarcodeDrawing(
            "Code128", value=self.name, width=width, height=height, humanReadable=False
        )
        svg = drawing.asString("svg")
        return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()
