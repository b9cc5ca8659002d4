from odoo import models


class RepairOrder(models.Model):
    """Items that a till sold: the warranty counts from their receipt."""

    _inherit = "repair.order"

    def _item_sales(self):
        """Where no delivery of a sales order tells it, the receipt does."""
        sales = super()._item_sales()
        for repair, (sale_line, delivered, exchanged) in sales.items():
            line = repair.after_sales_line_id.sudo()
            if line.pos_line_id and not delivered:
                sales[repair] = sale_line, line._date_sold(), exchanged
        return sales

    def _purchase_words(self, facts):
        receipt = self.after_sales_line_id.sudo().pos_line_id
        if not receipt or facts.sale_line:
            return super()._purchase_words(facts)
        return self.env._(
            "bought on %(day)s with receipt %(receipt)s",
            day=self._day(facts.delivered),
            receipt=receipt._after_sales_receipt_name(),
        )

    def _item_keys(self):
        """An item that is the only one of its receipt's line is known by it."""
        keys = super()._item_keys()
        receipt = self.after_sales_line_id.sudo().pos_line_id
        if not keys and receipt.qty == 1.0:
            keys.add(("receipt", self.company_id.id, receipt.id))
        return keys

    def _search_past_repairs(self, keys):
        found = super()._search_past_repairs(keys)
        receipts = [value for kind, _company, value in set().union(*keys) if kind == "receipt"]
        if not receipts:
            return found
        return found | self.search(
            [
                ("after_sales_disposition_id.line_id.pos_line_id", "in", receipts),
                ("outcome", "=", "repaired"),
                ("date_handed_back", "!=", False),
            ],
        )
