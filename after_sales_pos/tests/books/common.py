from uuid import uuid4

from freezegun import freeze_time

from odoo import fields
from odoo.fields import Command

from ..ticket.common import TicketCase


class TruthCase(TicketCase):
    """Receipts with discounts of every kind, returned unit by unit."""

    def _goods_at(self, price, rate=10.0, included=False):
        tax = self.env["account.tax"].create(
            {
                "name": f"{rate:g} % {'included' if included else 'on top'} {uuid4()}",
                "amount": rate,
                "type_tax_use": "sale",
                "price_include_override": "tax_included" if included else "tax_excluded",
            }
        )
        product = self._create_product(
            "Cap", price, taxes_id=[Command.set(tax.ids)], available_in_pos=True
        )
        self._stock(product, 50, warehouse=self.store)
        return product

    def _return_one_by_one(self, sale):
        """Give back each unit of a receipt with a ticket of its own; :return: the refunds"""
        refunds = self.env["pos.order"]
        for line in sale.lines.filtered(lambda one: one.product_id.type == "consu"):
            for _unit in range(int(line.qty)):
                refunds |= self._pay_back(self.till, self._wish(line))
        return refunds

    def _assert_given_back(self, sale, refunds):
        """All that was paid came back, tax and revenue alike, and not a cent of it twice."""
        back = [-sum(refunds.mapped(name)) for name in ("amount_total", "amount_tax")]
        paid = [sale.amount_total, sale.amount_tax]
        self.assertEqual([round(one, 2) for one in back], [round(one, 2) for one in paid])
        self.assertEqual(set(refunds.after_sales_return_ids.mapped("state")), {"closed"})

    def _allow(self, ticket, kind, reason="Good customer"):
        return self.env["after.sales.override"].create(
            {
                "ticket": ticket,
                "kind": kind,
                "reason": reason,
                "config_id": self.till.id,
                "manager": "Mia",
                "cashier": "Nina",
            }
        )

    def _sync_wishes(self, wishes, ticket=None, **more):
        """As ``_pay_back``, with a ticket that a manager may have allowed something for."""
        ticket = ticket or str(uuid4())
        self._open(self.till)
        quote = self._quote(self.till, wishes, ticket)
        data = [
            self._return_data(self.till, order, wishes, ticket, **more) for order in quote["orders"]
        ]
        return self._sync(self.till, *data)

    def _promotion(self, **reward):
        program = self.env["loyalty.program"].create(
            {
                "name": "Ten percent",
                "program_type": "promotion",
                "trigger": "auto",
                "applies_on": "current",
                "rule_ids": [Command.create({})],
                "reward_ids": [
                    Command.create({"reward_type": "discount", "discount": 10, **reward})
                ],
            }
        )
        return program.reward_ids

    def _reward_line(self, reward, price, **more):
        values = {
            "price_unit": price,
            "tax_ids": [Command.set(self.tax.ids)],
            "is_reward_line": True,
            "reward_id": reward.id,
            "reward_identifier_code": str(uuid4())[:8],
            "points_cost": 1.0,
            **more,
        }
        return reward.discount_line_product_id, 1, values

    def _gift_card(self, points, spent):
        """:return: (card, line of a receipt that it pays)"""
        program = self.env["loyalty.program"].create(
            {
                "name": "Gift cards",
                "program_type": "gift_card",
                **self.env["loyalty.program"]._get_template_values()["gift_card"],
                "pos_config_ids": [Command.set(self.other_till.ids)],
            }
        )
        card = self.env["loyalty.card"].create({"program_id": program.id, "points": points})
        line = self._reward_line(
            program.reward_ids,
            -spent,
            tax_ids=[Command.set([])],
            coupon_id=card.id,
            points_cost=spent,
        )
        return card, line


class InvoicedCase(TicketCase):
    """Receipts that were invoiced, whose invoice the back office credits or bills again."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.coat = cls._create_product("Coat", 150.0, available_in_pos=True)
        cls._stock(cls.coat, 100, warehouse=cls.store)

    def _invoiced(self, *lines, **more):
        """A receipt with its invoice, by default of three coats at 150.00 and 10 % of tax."""
        lines = lines or ((self.coat, 3),)
        return self._sell_at_till(self.till, *lines, partner=self.customer, to_invoice=True, **more)

    def _credit(self, invoice, post=True, user=None, **line_vals):
        """Core's reversal of ``invoice``; ``line_vals`` change its line of goods.

        :return: the credit note
        """
        wizard = self.env["account.move.reversal"].with_user(user or self.env.user)
        wizard = wizard.with_context(active_model="account.move", active_ids=invoice.ids)
        wizard = wizard.create({"journal_id": invoice.journal_id.id, "date": fields.Date.today()})
        wizard.refund_moves()
        note = wizard.new_move_ids
        if line_vals:
            note.invoice_line_ids.filtered("product_id")[:1].write(line_vals)
        if post:
            note.action_post()
        return note

    def _bill_again(self, invoice, price, paid=True):
        """Reverse ``invoice`` and bill it at another price; :return: the new invoice"""
        wizard = self.env["account.move.reversal"].with_context(
            active_model="account.move", active_ids=invoice.ids
        )
        wizard = wizard.create({"journal_id": invoice.journal_id.id, "date": fields.Date.today()})
        wizard.modify_moves()
        bill = wizard.new_move_ids
        bill.invoice_line_ids.filtered("product_id").price_unit = price
        bill.action_post()
        if paid:
            self._settle_bill(bill)
        return bill

    def _settle_bill(self, bill):
        """What was paid for the invoice before pays this one, the rest comes by bank."""
        receivable = bill.line_ids.filtered(
            lambda line: line.account_type == "asset_receivable" and not line.reconciled
        )
        paid = self.env["account.move.line"].search(
            [
                ("account_id", "=", receivable.account_id.id),
                ("partner_id", "=", self.customer.id),
                ("reconciled", "=", False),
                ("parent_state", "=", "posted"),
                ("balance", "<", 0.0),
            ]
        )
        (receivable + paid).reconcile()
        if bill.amount_residual:
            self._pay(bill)

    def _row(self, sale):
        """The line of goods as the return screen shows it."""
        till = self._as_cashier(self.till)
        return till.after_sales_lines("pos", sale.id, str(uuid4()))["lines"][0]


class FrancCase(TicketCase):
    """A till that sells in francs, in a company that keeps its books in another currency: two
    francs were one unit of it when the goods were sold, 1.25 are today."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.franc = cls.env["res.currency"].with_context(active_test=False)
        cls.franc = cls.franc.search([("name", "=", "CHF")])
        cls.franc.active = True
        cls.franc.rate_ids.unlink()
        cls.today = fields.Date.today()
        cls.sold_on = fields.Date.subtract(cls.today, days=10)
        cls._rate(2.0, fields.Date.subtract(cls.today, days=30))
        cls._rate(1.25, cls.today)
        cls.till = cls._create_franc_till()
        cls.account = cls.company.after_sales_store_credit_journal_id.default_account_id
        cls.owed = cls._owed()

    @classmethod
    def _rate(cls, rate, date):
        vals = {"currency_id": cls.franc.id, "company_id": cls.company.id, "rate": rate}
        cls.env["res.currency.rate"].create({**vals, "name": date})

    @classmethod
    def _create_franc_till(cls):
        till = cls._create_till(cls.store, "Basel")
        sales = cls.env["account.journal"].create(
            {
                "name": "Sales in francs",
                "type": "general",
                "code": "SFR",
                "currency_id": cls.franc.id,
            }
        )
        invoices = cls.env["account.journal"].create(
            {"name": "Invoices in francs", "type": "sale", "code": "IFR"}
        )
        pricelist = cls.env["product.pricelist"].create(
            {"name": "Swiss", "currency_id": cls.franc.id}
        )
        till.payment_method_ids.journal_id.currency_id = cls.franc
        till.write(
            {
                "journal_id": sales.id,
                "invoice_journal_id": invoices.id,
                "use_pricelist": True,
                "pricelist_id": pricelist.id,
                "available_pricelist_ids": [Command.set(pricelist.ids)],
            }
        )
        return till

    @classmethod
    def _owed(cls):
        """What the books owe for store credit, in the company's currency."""
        lines = cls.env["account.move.line"].search(
            [("account_id", "=", cls.account.id), ("parent_state", "=", "posted")]
        )
        return -sum(lines.mapped("balance"))

    def _sold(self, **more):
        """A shirt for 55 francs with its tax, ten days ago."""
        with freeze_time(self.sold_on):
            shirt = (self.shirt, 1, {"price_unit": 50.0})
            sale = self._sell_at_till(self.till, shirt, partner=self.customer, **more)
            self._close(self.till)
        return sale
