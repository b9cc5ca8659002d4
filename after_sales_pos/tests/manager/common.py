import json
from uuid import uuid4

from odoo.exceptions import AccessError, UserError

from ..ticket.common import TicketCase


class GuardCase(TicketCase):
    """A dishonest cashier sends what the screen never would."""

    def _refund_data(self, sale, **more):
        """An order that pays back one unit of the receipt as it should; :return: (wish, data)"""
        wish, ticket = self._wish(sale.lines[0], **more.pop("wish", {})), str(uuid4())
        quote = self._quote(self.till, [wish], ticket)["orders"][0]
        return wish, self._return_data(self.till, quote, [wish], ticket, **more)

    def _assert_refused(self, *orders, words=""):
        with self.assertRaisesRegex((UserError, AccessError), words), self.env.cr.savepoint():
            self._sync(self.till, *orders)

    def _as_draft(self, data, *without):
        """The order as a draft, sent first, and again as paid ``without`` some of its values."""
        again = json.loads(json.dumps(data))
        draft = self._sync(self.till, {**json.loads(json.dumps(data)), "state": "draft"})
        for name in without:
            again.pop(name)
        again["lines"] = []
        again["payment_ids"] = []
        again["access_token"] = draft.access_token
        return again
