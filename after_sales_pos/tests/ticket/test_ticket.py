import json
from uuid import uuid4

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

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

    def _judged(self, wish):
        answer = self._as_cashier(self.till).after_sales_judge(str(uuid4()), [wish])
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


@tagged("post_install", "-at_install")
class TestTicket(TicketCase):
    def test_refund_pays_back_and_restocks(self):
        sale = self._sell_at_till(self.till, (self.shirt, 3))
        free = self.store.lot_stock_id
        before = self.shirt.with_context(location=free.id).qty_available
        refund = self._pay_back(self.till, self._wish(sale.lines, 2.0))
        order = refund.after_sales_return_ids
        self.assertRecordValues(order, [{"state": "closed", "stage": "closed", "channel": "store"}])
        self.assertAlmostEqual(refund.amount_total, -sale.amount_total * 2 / 3, 2)
        self.assertEqual(refund.payment_ids.payment_method_id, self._cash(self.till))
        self.assertEqual(sale.lines.refunded_qty, 2.0)
        self.assertEqual(self.shirt.with_context(location=free.id).qty_available, before + 2)
        move = order.line_ids.move_ids
        self.assertEqual(move.origin_returned_move_id, sale.picking_ids.move_ids)
        self.assertEqual(order.line_ids.quantity_settled, 2.0)

    def test_tampered_price_is_refused(self):
        sale = self._sell_at_till(self.till, (self.shirt, 1))
        wish, ticket = self._wish(sale.lines), str(uuid4())
        quote = self._quote(self.till, [wish], ticket)["orders"][0]
        quote["lines"][0]["price_unit"] *= 2
        payments = [(self._cash(self.till), sale.amount_total * -2)]
        data = self._return_data(self.till, quote, [wish], ticket, payments=payments)
        with self.assertRaisesRegex(UserError, "what is paid back is not what the receipts say"):
            self._sync(self.till, data)

    def test_not_as_new_waits_in_the_returns_location(self):
        self.till.after_sales_ask_grade = False
        sale = self._sell_at_till(self.till, (self.shirt, 1))
        refund = self._pay_back(self.till, self._wish(sale.lines, grade_id=False))
        order = refund.after_sales_return_ids
        self.assertEqual(order.stage, "to_sort")
        self.assertEqual(
            order.line_ids.move_ids.location_dest_id, self.store.after_sales_location_id
        )
        self.assertEqual(order.line_ids.quantity_advanced, 1.0)

    def test_same_unit_comes_back_once(self):
        sale = self._sell_at_till(self.till, (self.shirt, 1))
        self._pay_back(self.till, self._wish(sale.lines))
        with self.assertRaisesRegex(UserError, "nothing more of it may come back"):
            self._pay_back(self.till, self._wish(sale.lines))

    def test_synced_twice_is_done_once(self):
        sale = self._sell_at_till(self.till, (self.shirt, 1))
        wish, ticket = self._wish(sale.lines), str(uuid4())
        quote = self._quote(self.till, [wish], ticket)["orders"][0]
        data = self._return_data(self.till, quote, [wish], ticket)
        again = json.loads(json.dumps(data))
        first = self._sync(self.till, data)
        second = self._sync(self.till, again)
        self.assertEqual(first, second)
        self.assertEqual(len(first.after_sales_return_ids), 1)

    def test_invoiced_receipt_gets_a_credit_note(self):
        sale = self._sell_at_till(
            self.till, (self.shirt, 2), partner=self.customer, to_invoice=True
        )
        refund = self._pay_back(self.till, self._wish(sale.lines, 1.0))
        note = refund.account_move
        self.assertEqual(note.move_type, "out_refund")
        self.assertEqual(note.reversed_entry_id, sale.account_move)
        self.assertEqual(note.amount_residual, 0.0)
        self.assertEqual(refund.after_sales_return_ids.refund_ids, note)
