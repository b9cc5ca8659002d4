from unittest.mock import patch

from odoo.fields import Command

from .test_refund import RefundCase

SUPPORT = "odoo.addons.payment.models.payment_provider.PaymentProvider"
METHODS = "odoo.addons.account.models.account_payment_method.AccountPaymentMethod"
REQUEST = "odoo.addons.payment.models.payment_transaction.PaymentTransaction"


class PaymentCase(RefundCase):
    """A web shop with a payment provider that can refund; no provider's addon is needed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        method = cls.env.ref("payment.payment_method_card")
        cls.bank = cls.env["account.journal"].search(
            [("type", "=", "bank"), ("company_id", "=", cls.company.id)], limit=1
        )
        cls._patch_providers()
        cls.env["account.payment.method"].create(
            {"name": "Web", "code": "none", "payment_type": "inbound"}
        )
        cls.provider = cls.env["payment.provider"].create(
            {
                "name": "Web card",
                "code": "none",
                "state": "test",
                "company_id": cls.company.id,
                "payment_method_ids": [Command.set(method.ids)],
            }
        )
        method.write({"active": True, "support_refund": "partial"})
        cls.provider.journal_id = cls.bank
        methods = cls.bank.inbound_payment_method_line_ids
        methods.payment_account_id.reconcile = True
        cls.untaxed = {"price_unit": 50.0, "tax_ids": [Command.clear()]}

    @classmethod
    def _patch_providers(cls):
        """The provider without a code takes payments and gives them back, partly too."""
        cls.refund_state = "done"

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
            getattr(transaction, f"_set_{cls.refund_state}")()

        information = cls.env["account.payment.method"]._get_payment_method_information()
        information["none"] = {"mode": "electronic", "type": ("bank",)}
        for target, name, value in (
            (SUPPORT, "_compute_feature_support_fields", support),
            (REQUEST, "_send_refund_request", send),
            (METHODS, "_get_payment_method_information", lambda _self: information),
        ):
            cls.startClassPatcher(patch(f"{target}.{name}", value))

    @classmethod
    def _check_out(cls, order, amount=None, state="done"):
        """Pay an order as a web shop does: a transaction, and the payment that comes of it.

        :return: the ``payment.transaction``
        """
        transaction = cls.env["payment.transaction"].create(
            {
                "provider_id": cls.provider.id,
                "payment_method_id": cls.provider.payment_method_ids.id,
                "amount": order.amount_total if amount is None else amount,
                "currency_id": order.currency_id.id,
                "partner_id": order.partner_id.id,
                "operation": "online_direct",
                "sale_order_ids": [Command.set(order.ids)],
                "reference": cls.env["payment.transaction"]._compute_reference(
                    "none", prefix=order.name
                ),
            }
        )
        getattr(transaction, f"_set_{state}")()
        transaction._post_process()
        return transaction

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
