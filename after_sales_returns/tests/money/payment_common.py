from ast import literal_eval
from unittest.mock import patch

from odoo.fields import Command

from .common import RefundCase

SUPPORT = "odoo.addons.payment.models.payment_provider.PaymentProvider"
METHODS = "odoo.addons.account.models.account_payment_method.AccountPaymentMethod"
REQUEST = "odoo.addons.payment.models.payment_transaction.PaymentTransaction"


def patch_providers(case, env):
    """The provider without a code takes payments and gives them back, partly too, with the state
    ``case.refund_state``; its accounting method has to be known before it is created.

    :param case: a test class
    """
    case.refund_state = "done"

    def support(providers):
        providers.update(
            {
                "support_express_checkout": False,
                "support_manual_capture": "partial",
                "support_tokenization": False,
                "support_refund": "partial",
            }
        )

    def send(transaction):
        getattr(transaction, f"_set_{case.refund_state}")()

    information = env["account.payment.method"]._get_payment_method_information()
    information["none"] = {"mode": "electronic", "type": ("bank",)}
    for target, name, value in (
        (SUPPORT, "_compute_feature_support_fields", support),
        (REQUEST, "_send_refund_request", send),
        (METHODS, "_get_payment_method_information", lambda _self: information),
    ):
        case.startClassPatcher(patch(f"{target}.{name}", value))


def create_provider(env):
    """A payment provider of the company, for ``patch_providers``."""
    method = env.ref("payment.payment_method_card")
    env["account.payment.method"].create({"name": "Web", "code": "none", "payment_type": "inbound"})
    provider = env["payment.provider"].create(
        {
            "name": "Web card",
            "code": "none",
            "state": "test",
            "company_id": env.company.id,
            "payment_method_ids": [Command.set(method.ids)],
        }
    )
    method.write({"active": True, "support_refund": "partial"})
    provider.journal_id = env["account.journal"].search(
        [("type", "=", "bank"), ("company_id", "=", env.company.id)], limit=1
    )
    provider.journal_id.inbound_payment_method_line_ids.payment_account_id.reconcile = True
    return provider


def check_out(provider, order, amount=None, state="done"):
    """Pay an order as a web shop does: a transaction, and the payment that comes of it.

    :return: the ``payment.transaction``
    """
    transactions = provider.env["payment.transaction"]
    transaction = transactions.create(
        {
            "provider_id": provider.id,
            "payment_method_id": provider.payment_method_ids[:1].id,
            "amount": order.amount_total if amount is None else amount,
            "currency_id": order.currency_id.id,
            "partner_id": order.partner_id.id,
            "operation": "online_direct",
            "sale_order_ids": [Command.set(order.ids)],
            "reference": transactions._compute_reference("none", prefix=order.name),
        }
    )
    getattr(transaction, f"_set_{state}")()
    transaction._post_process()
    return transaction


class PaymentCase(RefundCase):
    """A web shop with a payment provider that can refund; no provider's addon is needed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        patch_providers(cls, cls.env)
        cls.provider = create_provider(cls.env)
        cls.bank = cls.provider.journal_id
        cls.untaxed = {"price_unit": 50.0, "tax_ids": [Command.clear()]}

    @classmethod
    def _check_out(cls, order, amount=None, state="done"):
        return check_out(cls.provider, order, amount, state)

    @classmethod
    def _sell_online(cls, *lines, amount=None, **vals):
        """An order paid when it was made and delivered since, without an invoice.

        :return: the ``sale.order``
        """
        order = cls._sell(*lines, deliver=False, invoice=False, **vals)
        cls._check_out(order, amount)
        cls._validate(order.picking_ids)
        return order

    def _receivable(self):
        """What the customer owes by the books; negative: what we owe."""
        lines = self.env["account.move.line"].search(
            [
                ("partner_id", "child_of", self.customer.commercial_partner_id.id),
                ("account_type", "=", "asset_receivable"),
                ("parent_state", "=", "posted"),
            ]
        )
        return sum(lines.mapped("amount_residual"))

    def _refunds_to_pay(self):
        """What the list of the accountants shows of this customer."""
        action = self.env.ref("after_sales_returns.after_sales_refund_action_to_pay")
        notes = self.env["account.move"].search(literal_eval(action.domain))
        return notes.filtered(lambda note: note.commercial_partner_id == self.customer)


class MeansCase(PaymentCase):
    """Orders paid partly by gift card or eWallet, the rest in money."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["loyalty.program"].search([]).active = False
        cls.company._setup_store_credit()
        cls.liability = cls.env["account.account"].create(
            {"name": "Gift cards", "code": "217831", "account_type": "liability_current"}
        )
        cls.gift = cls._create_program("gift_card", cls.liability)
        cls.wallet_program = cls.company.after_sales_ewallet_program_id
        cls.wallet_program.active = True
        cls.wallet_account = cls.company.after_sales_store_credit_journal_id.default_account_id

    @classmethod
    def _create_program(cls, kind, account):
        programs = cls.env["loyalty.program"]
        program = programs.create(
            {
                **programs._get_template_values()[kind],
                "name": kind,
                "currency_id": cls.company.currency_id.id,
            }
        )
        program.reward_ids.discount_line_product_id.write(
            {"property_account_income_id": account.id, "taxes_id": [Command.clear()]}
        )
        return program

    @classmethod
    def _create_card(cls, points, program=None, **vals):
        return cls.env["loyalty.card"].create(
            {
                "program_id": (program or cls.gift).id,
                "points": points,
                "partner_id": cls.customer.id,
                **vals,
            }
        )

    @classmethod
    def _sell_with(cls, cards, *lines, invoice=True, deliver=True, **vals):
        """Sell, pay by ``cards`` as far as they reach, and the rest by the web card."""
        order = cls.env["sale.order"].create(
            {
                "partner_id": cls.customer.id,
                "warehouse_id": cls.warehouse.id,
                "order_line": [
                    Command.create({"product_id": product.id, "product_uom_qty": quantity, **more})
                    for product, quantity, more in lines
                ],
                **vals,
            }
        )
        cls._spend(order, cards)
        order.action_confirm()
        if order.amount_total:
            cls._check_out(order)
        if deliver:
            cls._validate(order.picking_ids)
        if invoice:
            cls._invoice(order)
        return order

    @classmethod
    def _spend(cls, order, cards):
        for card in cards:
            order.applied_coupon_ids |= card
            order._update_programs_and_rewards()
            result = order._apply_program_reward(card.program_id.reward_ids, card)
            assert "error" not in result, result

    def _notes(self, sale):
        notes = self.env["account.move"].search([("reversed_entry_id", "in", sale.invoice_ids.ids)])
        return notes.filtered(lambda note: note.state == "posted")

    def _money(self, sale):
        """What was given back in money so far, or is still to be."""
        return round(sum(self._notes(sale).mapped("amount_total")), 2)

    def _books(self, account):
        lines = self.env["account.move.line"].search(
            [("account_id", "=", account.id), ("parent_state", "=", "posted")]
        )
        return round(-sum(lines.mapped("balance")), 2)
