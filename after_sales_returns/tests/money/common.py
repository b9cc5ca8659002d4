from odoo.fields import Command

from ..common import AfterSalesCommon


class RefundCase(AfterSalesCommon):
    """Refunds unit by unit, compared with the invoice account by account."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["after.sales.policy"].search([]).active = False

    @classmethod
    def _tax(cls, amount, **vals):
        return cls.env["account.tax"].create(
            {"name": f"Tax {amount} {vals}", "amount": amount, "type_tax_use": "sale", **vals}
        )

    @classmethod
    def _received(cls, sale, quantities=None, **vals):
        """A return of the sale whose goods came in."""
        order = cls._approve(cls._create_return(sale, quantities, **vals))
        cls._receive(order)
        return order

    @classmethod
    def _refund(cls, sale, quantities=None, line_vals=None, **vals):
        """Return, decide with ``vals`` and settle; by default as new, back to stock.

        :return: the return order
        """
        order = cls._received(sale, quantities, line_vals=line_vals or {})
        cls._decide(order, **vals)
        order.action_settle()
        return order

    @classmethod
    def _refund_unit_by_unit(cls, sale, **vals):
        """Return all, sort it into single units and settle one unit of each product at a time.

        :return: the credit notes, one per round
        """
        order = cls._received(sale)
        parts = order.action_sort()
        while parts.filtered(lambda part: part.quantity > 1):
            parts.filtered(lambda part: part.quantity > 1).action_split()
        parts = order.disposition_ids
        parts.write({"grade_id": cls.grade_a.id, **vals})
        parts.action_decide()
        by_line = [list(line.disposition_ids) for line in order.line_ids]
        while any(by_line):
            units = [units.pop() for units in by_line if units]
            parts.browse([unit.id for unit in units]).action_settle()
        return order.refund_ids

    def assertBalanced(self, moves):
        """Invoices and credit notes cancel each other out in every account, tax and currency."""
        left = {}
        for line in moves.line_ids:
            key = (line.account_id.code, line.tax_line_id.name)
            amounts = left.setdefault(key, [0.0, 0.0])
            amounts[0] += line.balance
            amounts[1] += line.amount_currency
        left = {key: [round(value, 6) for value in values] for key, values in left.items()}
        self.assertFalse({key: values for key, values in left.items() if any(values)})

    def assertTagsBalanced(self, moves):
        """The tax report is what it was: tax bases and amounts cancel each other out."""
        left = {}
        for line in moves.line_ids:
            for tax in line.tax_ids:
                left[tax] = left.get(tax, 0.0) + line.balance
        self.assertFalse({tax.name: base for tax, base in left.items() if round(base, 6)})


class WorthCase(RefundCase):
    """Documents that an accountant makes with Odoo's own buttons beside the returns."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company._setup_store_credit()

    @classmethod
    def _invoices(cls, sale):
        return sale.invoice_ids.filtered(lambda move: move.move_type == "out_invoice")

    @classmethod
    def _reverse(cls, invoice, modify=False):
        """Odoo's reversal: a draft credit note, or ("modify") a posted one and a new draft."""
        wizard = (
            cls.env["account.move.reversal"]
            .with_context(active_model="account.move", active_ids=invoice.ids)
            .create({"journal_id": invoice.journal_id.id})
        )
        wizard.modify_moves() if modify else wizard.refund_moves()
        return wizard.new_move_ids

    @classmethod
    def _credit(cls, sale, quantity, price, index=0, **vals):
        """A credit note by hand over the first line of an invoice of the sale, posted."""
        note = cls._reverse(cls._invoices(sale).sorted("id")[index])
        goods = note.invoice_line_ids[0]
        (note.invoice_line_ids - goods).unlink()
        goods.write({"quantity": quantity, "price_unit": price, **vals})
        note.action_post()
        return note

    @classmethod
    def _bill_again(cls, sale, price, modify=True):
        """Cancel the last invoice by its reversal and bill the order at another price."""
        invoice = cls._invoices(sale).sorted("id")[-1]
        again = cls._reverse(invoice, modify)
        if not modify:
            again.action_post()
            again = sale._create_invoices()
        again.invoice_line_ids[:1].price_unit = price
        again.action_post()
        return again

    def _sold(self, quantity=3, price=150.0, **vals):
        return self._sell((self.shirt, quantity, {"price_unit": price, **vals}), pay=True)

    def _refunds(self, sale, quantities, **vals):
        """Return so many pieces one after the other.

        :return: the untaxed amounts of the credit notes"""
        orders = [self._refund(sale, {self.shirt: quantity}, **vals) for quantity in quantities]
        return [sum(order.refund_ids.mapped("amount_untaxed")) for order in orders]

    def _sized_shirt(self):
        """Make the shirt one of two sizes at the same list price.

        :return: the other size"""
        size = self.env["product.attribute"].create(
            {"name": "Size", "value_ids": [Command.create({"name": n}) for n in ("M", "L")]}
        )
        line = {"attribute_id": size.id, "value_ids": [Command.set(size.value_ids.ids)]}
        template = self.env["product.template"].create(
            {
                "name": "Sized shirt",
                "is_storable": True,
                "list_price": 150.0,
                "invoice_policy": "order",
                "taxes_id": [Command.set(self.tax.ids)],
                "attribute_line_ids": [Command.create(line)],
            }
        )
        self.shirt, large = template.product_variant_ids
        self._stock(self.shirt, 10)
        self._stock(large, 10)
        return large

    def _unit_price(self, sale):
        return sale.order_line[:1]._after_sales_unit_prices()[sale.order_line[:1]]


class StoreCreditCase(RefundCase):
    """Store credit set up by hand."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.account = cls.env["account.account"].create(
            {"name": "Store credit", "code": "217991", "account_type": "liability_current"}
        )
        cls.journal = cls.env["account.journal"].create(
            {
                "name": "Store credit",
                "code": "SCT",
                "type": "general",
                "default_account_id": cls.account.id,
            }
        )
        cls.env["loyalty.program"].search([]).active = False
        programs = cls.env["loyalty.program"]
        cls.program = programs.create(
            {
                **programs._get_template_values()["ewallet"],
                "name": "Wallet",
                "currency_id": cls.company.currency_id.id,
            }
        )
        cls.program.reward_ids.discount_line_product_id.write(
            {"property_account_income_id": cls.account.id, "taxes_id": [Command.clear()]}
        )
        cls.company.write(
            {
                "after_sales_store_credit_journal_id": cls.journal.id,
                "after_sales_ewallet_program_id": cls.program.id,
            }
        )

    def _wallet(self):
        return self.env["loyalty.card"].search(
            [("program_id", "=", self.program.id), ("partner_id", "=", self.customer.id)]
        )

    def _owed(self):
        """What the books say that we owe in store credit."""
        lines = self.env["account.move.line"].search(
            [("account_id", "=", self.account.id), ("parent_state", "=", "posted")]
        )
        return -sum(lines.mapped("balance"))

    def _give_credit(self, sale, quantities=None, **vals):
        return self._refund(
            sale, quantities, grade_id=self.grade_a.id, resolution="store_credit", **vals
        )

    def _receivable(self):
        lines = self.env["account.move.line"].search(
            [
                ("partner_id", "=", self.customer.id),
                ("account_type", "=", "asset_receivable"),
                ("parent_state", "=", "posted"),
            ]
        )
        return sum(lines.mapped("amount_residual"))
