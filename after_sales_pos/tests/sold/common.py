from ..ticket.common import TicketCase


class WebOrderCase(TicketCase):
    """Sales orders whose goods are brought to a store."""

    def _balance(self, account, partner=None):
        domain = [("account_id", "=", account.id), ("parent_state", "=", "posted")]
        if partner:
            domain.append(("partner_id", "=", partner.id))
        return round(sum(self.env["account.move.line"].search(domain).mapped("balance")), 2)

    def _clearing(self):
        return self._balance(self.company._after_sales_clearing_account())

    def _receivable(self):
        return self._balance(self.customer.property_account_receivable_id, self.customer)
