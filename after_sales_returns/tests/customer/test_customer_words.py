from odoo.tests import tagged

from ..common import AfterSalesCommon


@tagged("post_install", "-at_install")
class TestCustomerWords(AfterSalesCommon):
    """What the customer reads of a return, whoever of the staff worked on it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_users()
        cls.policy.active = True

    def test_verdict_is_in_the_language_of_the_customer(self):
        self.customer.lang = "zh_CN"
        order = self._create_return(self._sell((self.shirt, 1))).with_user(self.clerk)
        order.action_request()
        self.assertIn("Refund until", order.line_ids.verdict_reason)
        self.assertIn("退款", order.line_ids.verdict_customer)
        self.assertNotIn("Refund", order.line_ids.verdict_customer)

    def test_customer_without_a_language_reads_ours(self):
        self.customer.lang = False
        order = self._create_return(self._sell((self.shirt, 1)))
        order.action_request()
        self.assertEqual(order.line_ids.verdict_customer, order.line_ids.verdict_reason)

    def test_refusal_is_proposed_in_the_language_of_the_customer(self):
        self.customer.lang = "zh_CN"
        self.policy.window_ids.filtered(lambda one: one.resolution == "refund").unlink()
        order = self._create_return(self._sell((self.shirt, 1)))
        order.action_request()
        self.assertEqual(order.line_ids.verdict, "refused")
        wizard = self.env["after.sales.return.refuse"].with_context(
            active_model="after.sales.return", active_ids=order.ids
        )
        proposed = wizard.default_get(["reason", "return_ids"])["reason"]
        self.assertEqual(proposed, order.line_ids.verdict_customer)

    def test_mail_names_goods_and_verdict_in_the_language_of_the_customer(self):
        self.shirt.with_context(lang="zh_CN").name = "衬衫"
        self.customer.lang = "zh_CN"
        order = self._create_return(self._sell((self.shirt, 1))).with_user(self.clerk)
        order.action_request()
        template = self.env.ref("after_sales_returns.mail_template_return_requested")
        body = template._generate_template(order.ids, ["body_html"])[order.id]["body_html"]
        self.assertIn("衬衫", body)
        self.assertIn(order.line_ids.verdict_customer, body)
        self.assertNotIn("Shirt", body)

    # Amounts ------------------------------------------------------------------------------

    def test_consumer_reads_the_refund_with_tax(self):
        order = self._returned((self.shirt, 2))
        self._decide(order, refund_percent=50.0)
        self.assertEqual(order.amount_refund, 100.0)
        self.assertEqual(order.amount_refund_customer, 110.0, "before it is settled")
        order.action_settle()
        self.assertEqual(order.refund_ids.amount_total, 110.0)
        self.assertEqual(order.amount_refund_customer, 110.0)

    def test_company_reads_the_refund_before_tax(self):
        self.customer.is_company = True
        order = self._returned((self.shirt, 1))
        self._decide(order)
        order.action_settle()
        self.assertEqual(order.amount_refund_customer, 100.0)

    def test_fee_is_withheld_with_its_tax(self):
        order = self._returned((self.shirt, 1))
        self._decide(order, fee=10.0)
        self.assertEqual(order.amount_refund_customer, 99.0)
        order.action_settle()
        self.assertEqual(order.amount_refund_customer, order.refund_ids.amount_total)

    # Steps --------------------------------------------------------------------------------

    def test_each_stage_is_a_step(self):
        """No stage counts as the first for want of a place."""
        order = self._create_return(self._sell((self.shirt, 1)))
        if "repair" in dict(order.line_ids._fields["resolution"].selection):
            order.line_ids.resolution = "repair"
        ended = {"draft", "refused", "cancelled"}
        stages = {value for value, _label in order._fields["stage"].selection} - ended
        self.assertEqual(stages, set(order._portal_step_names()))
        self.assertEqual(stages, set(order._portal_step_labels()))
        self.assertEqual(stages, set(order._portal_step_dates()))
