from random import Random

from odoo.tests import tagged

from odoo.addons.after_sales_returns.controllers.portal_request_form import ReturnForm
from odoo.addons.after_sales_returns.tests.money.property_story import seeds

from ..ticket.common import TicketCase


@tagged("post_install", "-at_install")
class TestTermsAgree(TicketCase):
    """Whoever asks gets the same: the desk, the portal and the till have one book of terms."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.reasons = cls.reason | cls.env.ref("after_sales_returns.reason_quality")
        cls.reasons.photo_required = False
        cls.taxes = cls.env["account.tax"].create(
            [
                {
                    "name": f"{amount:g} % {how}",
                    "amount": amount,
                    "type_tax_use": "sale",
                    "price_include_override": how,
                }
                for amount, how in (
                    (0.0, "tax_excluded"),
                    (10.0, "tax_excluded"),
                    (19.0, "tax_included"),
                    (7.0, "tax_included"),
                )
            ]
        )
        cls.grades = cls.env["after.sales.grade"].search([("refund_percent", ">", 0)])
        cls._open(cls.till)

    def _tell(self, seed):
        """Write the random terms into the policy.

        :return: dict with ``price``, ``discount``, ``tax``, ``quantity``, ``grade`` and ``reason``
            of what is sold and comes back
        """
        dice = Random(seed)
        self.policy.write(
            {
                "refund_percent": dice.choice((100.0, 90.0, 66.67, 50.0)),
                "fee_percent": dice.choice((0.0, 5.0, 12.5)),
                "fee_fixed": dice.choice((0.0, 0.25, 0.995)),
                "statutory": dice.random() < 0.5,
            }
        )
        return {
            "price": dice.choice((9.99, 33.33, 100.0, 1234.56)),
            "discount": dice.choice((0.0, 10.0, 33.33)),
            "quantity": dice.randint(1, 4),
            "grade": dice.choice(self.grades),
            "reason": dice.choice(self.reasons),
            "tax": dice.choice(self.taxes),
        }

    def _terms(self, parts):
        """:return: (percent, fee, untaxed amount) of what was given"""
        return tuple(round(parts[name], 2) for name in ("refund_percent", "fee", "amount_credited"))

    def _settled(self, order, story):
        self._receive(order)
        vals = {"grade_id": story["grade"].id, "route": "restock", "resolution": "refund"}
        parts = self._decide(order, **vals)
        promised = parts.amount_refund
        order.action_settle()
        self._assert_promised(promised, parts.amount_credited, story)
        return self._terms(parts)

    def _assert_promised(self, promised, given, story):
        """To the cent; with taxes the credit note alone says on which side of it."""
        self.assertAlmostEqual(
            promised, given, delta=0.011 if story["tax"].amount else 0.001, msg=story
        )

    def _at_the_desk(self, sold, story):
        vals = {"quantity": story["quantity"], "reason_id": story["reason"].id}
        order = self._approve(self._create_return(sold.order_id, line_vals=vals))
        return self._settled(order, story)

    def _in_the_portal(self, sold, story):
        key = f"{sold.id}_{sold.product_id.id}"
        typed = {
            f"quantity_{key}": str(story["quantity"]),
            f"reason_{key}": str(story["reason"].id),
            f"resolution_{key}": "refund",
            "transport": "ship",
        }
        form = ReturnForm(sold.order_id, typed)
        self.assertFalse(form.problems)
        returns = self.env["after.sales.return"]
        order = returns._portal_request(form.return_vals(self.customer), form.lines)
        order.action_approve()
        return self._settled(order, story)

    def _at_the_till(self, sold, story):
        """:return: as ``_terms``; the screen says before what is paid, tax included"""
        more = {"reason_id": story["reason"].id, "grade_id": story["grade"].id}
        wish = self._wish(sold, story["quantity"], **more)
        shown = self._evaluated(wish)["amount"]
        refund = self._pay_back(self.till, wish)
        self._assert_promised(shown, -refund.amount_total, story)
        return self._terms(refund.after_sales_return_ids.disposition_ids)

    def _sold(self, story):
        price = {"price_unit": story["price"], "discount": story["discount"]}
        goods = self._create_product("Goods", story["price"], taxes_id=story["tax"].ids)
        self._stock(goods, story["quantity"])
        return self._sell((goods, story["quantity"], price), pay=True).order_line

    def test_random_terms(self):
        for seed in seeds(0.1):
            with self.subTest(seed=seed):
                story = self._tell(seed)
                sold = self._sold(story)
                with self.undone():
                    desk = self._at_the_desk(sold, story)
                with self.undone():
                    self.assertEqual(self._in_the_portal(sold, story), desk, story)
                with self.undone():
                    self.assertEqual(self._at_the_till(sold, story), desk, story)

    def test_fee_above_the_refund(self):
        story = {**self._tell(1), "grade": self.grade_d, "reason": self.reason}
        self.policy.write({"fee_fixed": 5.0, "statutory": False})
        self.grade_d.refund_percent = 0.0
        sold = self._sold(story)
        for ask in (self._at_the_desk, self._in_the_portal, self._at_the_till):
            with self.undone(), self.assertRefused("restocking fee is higher than the refund"):
                ask(sold, story)
