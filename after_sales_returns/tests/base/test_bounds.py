from odoo.fields import Command
from odoo.tests import tagged

from .bounds_common import BoundsCommon


@tagged("post_install", "-at_install")
class TestBounds(BoundsCommon):
    """NaN, infinity, text and absurd numbers in the models of returns."""

    def test_every_number_has_bounds(self):
        self._check_every_number_has_bounds("after_sales_returns")

    def _records(self):
        order = self._returned((self.shirt, 2))
        order.action_sort()
        policy = self.policy
        return [
            order.line_ids,
            order.disposition_ids,
            policy,
            policy.window_ids[:1],
            self.grade_a,
            self.reason,
            self.env["after.sales.team"].create({"name": "Desk"}),
            self.env["after.sales.promise.rule"].search([], limit=1),
            self.company,
            self.warehouse,
            self.env["after.sales.return.delivery"].create({"return_id": order.id}),
        ]

    def test_no_number_is_stored_that_is_none(self):
        for record in self._records():
            self._check_no_number_is_stored_that_is_none(record)

    def test_no_state_is_stored_that_is_none(self):
        self._create_users()
        order = self._returned((self.shirt, 2))
        order.action_sort()
        for record in (order, order.disposition_ids):
            self._check_no_state_is_stored_that_is_none(record, self.manager)

    def test_the_sentence_names_record_field_and_range(self):
        with self.assertRefused("Thirty days: .*Restocking Fee.*“nan”.*from 0 to 100"):
            self.policy.write({"fee_percent": float("nan")})
        order = self._create_return(self._sell((self.shirt, 2)))
        with self.assertRefused(r"Quantity.*“inf”.*from 0 to 1,000,000,000"):
            order.line_ids.write({"quantity": float("inf")})
        with self.assertRefused("“many”"):
            order.write({"line_ids": [Command.update(order.line_ids.id, {"quantity": "many"})]})

    def test_numbers_as_text_are_numbers(self):
        order = self._create_return(self._sell((self.shirt, 2)))
        order.line_ids.write({"quantity": "1"})
        self.assertEqual(order.line_ids.quantity, 1.0)

    def test_states_by_rpc(self):
        """Each of these is a sentence that says which states there are."""
        self._create_users()
        order = self._create_return(self._sell((self.shirt, 2))).with_user(self.clerk)
        for state in ("done", "", "Approved", "\x00"):
            with self.subTest(state=state), self.assertRefused("Requested"):
                order.write({"state": state})
        self.assertEqual(order.state, "draft")

    def test_buttons_on_none_or_many(self):
        self._check_buttons_on_none_or_many("after_sales_returns")
