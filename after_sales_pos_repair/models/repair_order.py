from odoo import models


class RepairOrder(models.Model):
    """What the customer is told at the counter of a repair that a till took in."""

    _inherit = "repair.order"

    def _after_sales_drop_off_sentence(self):
        """:return: str, what happened and what the warranty says"""
        self.ensure_one()
        sentence = self.env._(
            "%(item)s is taken in for repair. Your number is %(repair)s.",
            item=self._after_sales_item_words(),
            repair=self.name,
        )
        return " ".join(filter(None, [sentence, self.warranty_reason]))

    def _after_sales_item_words(self):
        item = self.item_name or self.product_id.display_name
        serial = self.lot_id.name or self.item_serial
        return f"{item} ({serial})" if serial else item

    def _after_sales_drop_off_report(self):
        """The intake slip, at an address that whoever stands at the till may open.

        :return: dict with ``url`` and ``title``
        """
        self.ensure_one()
        return {
            "url": self.get_portal_url(report_type="pdf"),
            "title": self.env._("Intake slip %(repair)s", repair=self.name),
        }
