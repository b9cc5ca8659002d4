from odoo import fields, models

from odoo.addons.after_sales_returns.tools import barcode_source


class RepairOrder(models.Model):
    """What the printed intake slip needs, and the signature given at the counter."""

    _inherit = "repair.order"

    intake_signature = fields.Binary(
        string="Customer's Signature",
        copy=False,
        attachment=True,
        help="Signed at the counter, that the item was handed in as described.",
    )

    def action_print_intake_slip(self):
        report = self.env.ref("after_sales_repair.action_report_repair_intake_slip")
        # XML-RPC carries no None.
        return report.report_action(self, data={})

    def _get_report_base_filename(self):
        self.ensure_one()
        return self.env._("Intake Slip %(name)s", name=self.name)

    def _slip_barcode(self, width, height):
        """The Code128 barcode of the reference as the source of an image.

        :param width, height: in points; the bars are stretched to fill the width
        """
        self.ensure_one()
        return barcode_source(self.name, width, height)
