import json
from uuid import uuid4

from freezegun import freeze_time

from odoo import fields
from odoo.fields import Command

from ..common import TillCommon


class TicketCase(TillCommon):
    """Tickets as the screen makes them: quoted by the server, paid in one call."""

    def _quote(self, till, wishes, ticket=None):
        return self._as_cashier(till).after_sales_quote(ticket or str(uuid4()), wishes)

    def _return_data(self, till, quoted, wishes, ticket, **more):
        """The order that pays back what the server quoted, as the till sends it."""
        settled = more.pop("settlement", 0.0)
        offline = more.pop("offline", False)
        lines = [self._quoted_line(till, line) for line in quoted["lines"]]
        if settled:
            lines.append(self._settlement(till, settled))
        keys = {line["key"] for line in quoted["lines"]}
        request = {
            "wishes": [wish for wish in wishes if wish["key"] in keys],
            "offline": offline,
            "cashier": "Nina",
        }
        methods = self.env["pos.payment.method"]
        payments = more.pop(
            "payments",
            [
                (methods.browse(tender["payment_method_id"]), tender["amount"])
                for tender in quoted["tenders"]
            ],
        )
        return self._order_data(
            till,
            lines,
            partner=self.env["res.partner"].browse(more.pop("partner", quoted["partner_id"])),
            payments=payments,
            to_invoice=quoted["to_invoice"],
            after_sales_ticket=ticket,
            after_sales_request=json.dumps(request),
            **{"is_refund": True, **more},
        )

    def _quoted_line(self, till, line):
        product = self.env["product.product"].browse(line["product_id"])
        values = {
            "price_unit": line["price_unit"],
            "discount": line["discount"],
            "tax_ids": [Command.set(line["tax_ids"])],
            "pack_lot_ids": line["lots"],
            "extra_tax_data": line.get("extra_tax_data"),
            "after_sales_key": line["key"],
            "after_sales_role": line["role"],
            "after_sales_origin_id": line["origin_line_id"],
        }
        return product, line["qty"], values

    def _settlement(self, till, amount):
        product = till.company_id.after_sales_settlement_product_id
        values = {
            "price_unit": abs(amount),
            "tax_ids": [Command.clear()],
            "after_sales_role": "settlement",
        }
        return product, 1.0 if amount > 0 else -1.0, values

    def _evaluated(self, wish):
        answer = self._as_cashier(self.till).after_sales_evaluate(str(uuid4()), [wish])
        return answer[wish["key"]]

    def _paid_back(self, line, quantity=1.0, **more):
        """What the customer gets for ``quantity`` of ``line``, with tax."""
        return -self._pay_back(self.till, self._wish(line, quantity, **more)).amount_total

    def _pay_back(self, till, *wishes, **more):
        """Quote and pay these wishes of one receipt; :return: the ``pos.order``"""
        ticket = str(uuid4())
        self._open(till)
        quote = self._quote(till, list(wishes), ticket)
        data = [self._return_data(till, order, wishes, ticket, **more) for order in quote["orders"]]
        return self._sync(till, *data)

    def _new_data(self, till, ticket, *lines, settlement, **more):
        """The order of the new goods, which the returned ones pay in part."""
        new = [line if len(line) > 2 else (*line, {}) for line in lines]
        return self._order_data(
            till,
            [*new, self._settlement(till, settlement)],
            after_sales_ticket=ticket,
            is_refund=False,
            **more,
        )

    def _exchange(self, till, wish, *lines, **more):
        """Settle a returned item with new goods; :return: (return's, new goods' ``pos.order``)"""
        ticket = str(uuid4())
        self._open(till)
        wish["resolution"] = "exchange"
        quote = self._quote(till, [wish], ticket)["orders"][0]
        sold = self._order_data(till, list(lines))["amount_total"]
        settled = min(sold, -quote["total"])
        back = self._tenders_of(quote, quote["total"] + settled)
        data = self._return_data(till, quote, [wish], ticket, settlement=settled, payments=back)
        new = self._new_data(till, ticket, *lines, settlement=-settled, **more)
        if not new["amount_total"]:
            new["payment_ids"] = []
        return self._sync(till, data, new)

    def _create_wallet(self, points):
        """:return: the customer's eWallet, of a program that the company takes into use now"""
        self.company.after_sales_ewallet_program_id = False
        self.company._setup_store_credit()
        return self.env["loyalty.card"].create(
            {
                "program_id": self.company.after_sales_ewallet_program_id.id,
                "partner_id": self.customer.id,
                "points": points,
            }
        )

    def _tenders_of(self, quote, amount):
        methods = self.env["pos.payment.method"]
        method = methods.browse(quote["tenders"][0]["payment_method_id"])
        return [(method, amount)] if round(amount, 2) else []


class ExchangedCase(TicketCase):
    """New goods of an exchange, brought back in their turn."""

    def _exchange_same(self, line, *more, **vals):
        """Exchange one unit of ``line`` for the same again; :return: (return's, sale's order)"""
        wish = self._wish(line)
        new = (line.product_id, 1, {"after_sales_key": wish["key"]})
        return self._exchange(self.till, wish, new, *more, **vals)

    def _needs(self, line, days=0):
        """:return: kinds that a manager has to allow, so many days from now"""
        wish = self._wish(line)
        with freeze_time(fields.Datetime.add(fields.Datetime.now(), days=days)):
            answers = self._as_cashier(self.till).after_sales_evaluate("T-1", [wish])
        return answers[wish["key"]]["overrides"]

    def _means(self, order):
        return {
            payment.payment_method_id: round(payment.amount, 2) for payment in order.payment_ids
        }
