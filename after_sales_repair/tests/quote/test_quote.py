from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import Form, tagged

from .common import QuoteCommon


@tagged("post_install", "-at_install")
class TestQuote(QuoteCommon):
    """The customer decides on the price before the work starts."""

    def test_quotation_has_parts_labour_term_and_signature(self):
        with freeze_time("2026-03-02"):
            repair = self._diagnosed()
            self.assertEqual(repair.after_sales_stage, "to_quote")
            repair.action_quote()
        order = repair.sale_order_id
        self.assertRecordValues(
            order,
            [
                {
                    "after_sales_repair_id": repair.id,
                    "amount_untaxed": 160.0,
                    "require_signature": True,
                    "validity_date": fields.Date.to_date("2026-03-16"),
                    "client_order_ref": repair.name,
                    "state": "draft",
                }
            ],
        )
        self.assertEqual(order.order_line.product_id, self.part | self.labour)
        self.assertRecordValues(repair, [{"quote_state": "draft", "quote_amount": 176.0}])

    def test_sending_waits_for_the_customer(self):
        repair = self._quoted()
        self.assertRecordValues(
            repair, [{"quote_state": "sent", "after_sales_stage": "awaiting_customer"}]
        )
        self.assertTrue(repair.date_quoted)
        self.assertEqual(repair.sale_order_id.state, "sent")
        self.assertIn("quotation", self._owed_mails(repair))

    def test_sending_with_the_button_of_the_quotation(self):
        repair = self._diagnosed()
        repair.action_quote()
        repair.sale_order_id.action_quotation_sent()
        self.assertEqual(repair.quote_state, "sent")

    def test_odoos_button_makes_the_same_quotation(self):
        repair = self._diagnosed()
        repair.with_user(self.technician).action_create_sale_order()
        self.assertEqual(repair.quote_state, "draft")
        self.assertEqual(repair.sale_order_id.amount_untaxed, 160.0)

    def test_no_quotation_is_no_page(self):
        repair = self._diagnosed()
        for user in (self.technician, self.store_user):
            with self.subTest(user.login), self.assertRefused("has no quotation yet"):
                repair.with_user(user).action_view_sale_order()
        repair.action_quote()
        page = repair.with_user(self.technician).action_view_sale_order()
        self.assertEqual(page["url"], repair.sale_order_id.get_portal_url())

    def test_many_at_once(self):
        repairs = self._diagnosed() | self._diagnosed(hours=1)
        repairs.action_quote()
        self.assertEqual(repairs.sale_order_id.mapped("amount_untaxed"), [160.0, 110.0])
        repairs.action_quote_send()
        self.assertEqual(repairs.mapped("quote_state"), ["sent", "sent"])

    def test_quotation_needs_a_diagnosis(self):
        repair = self._counter_repair()
        repair.action_validate()
        with self.assertRefused("is not diagnosed"):
            repair.action_quote()

    def test_empty_quotation_is_not_sent(self):
        repair = self._diagnosed(hours=0, parts=0)
        repair.action_quote()
        with self.assertRefused("has no line"):
            repair.action_quote_send()

    def test_sent_once(self):
        repair = self._quoted()
        with self.assertRefused("no quotation to send"):
            repair.action_quote_send()

    def test_work_waits_for_the_quotation(self):
        repair = self._diagnosed()
        with self.assertRefused("no quotation yet"):
            repair.action_repair_start()
        repair.action_quote()
        repair.action_quote_send()
        with self.assertRefused("accepted by the customer|has not accepted quotation"):
            repair.action_repair_start()

    # Answers ------------------------------------------------------------------------------------

    def test_confirming_accepts(self):
        repair = self._accepted()
        self.assertRecordValues(
            repair,
            [
                {
                    "quote_state": "accepted",
                    "after_sales_stage": "to_repair",
                    "quote_amount_accepted": 176.0,
                }
            ],
        )
        self.assertTrue(repair.date_quote_answered)

    def test_accepted_at_the_counter(self):
        repair = self._quoted()
        repair.with_user(self.store_user).action_quote_accept()
        self.assertEqual(repair.quote_state, "accepted")
        with self.assertRefused("has no quotation that waits"):
            repair.action_quote_accept()

    def test_confirming_twice_is_refused(self):
        repair = self._accepted()
        with self.assertRefused(f"{repair.sale_order_id.name}.*already accepted"):
            repair.sale_order_id.action_confirm()

    def test_confirming_after_expiry_is_refused(self):
        repair = self._quoted()
        with freeze_time(fields.Datetime.now() + timedelta(days=20)):
            repair.sale_order_id.invalidate_recordset(["is_expired"])
            with self.assertRefused(f"{repair.sale_order_id.name}.*expired on"):
                repair.sale_order_id.action_confirm()
            with self.assertRefused("expired on"):
                repair.action_quote_accept()
        self.assertEqual(repair.quote_state, "sent")

    def test_confirming_a_replaced_quotation_is_refused(self):
        repair = self._quoted()
        old = repair.sale_order_id
        repair.action_quote()
        self.assertRecordValues(old, [{"state": "cancel"}])
        old.action_draft()
        with self.assertRefused(f"was replaced by {repair.sale_order_id.name}"):
            old.action_confirm()

    def test_cancelling_declines(self):
        repair = self._quoted()
        self.assertEqual(repair.quote_amount, 176.0)
        repair.sale_order_id.action_cancel()
        self.assertRecordValues(
            repair,
            [
                {
                    "quote_state": "declined",
                    "state": "cancel",
                    "outcome": "unrepaired",
                    "after_sales_stage": "to_hand_back",
                    "inspection_order_id": False,
                    "quote_amount": 176.0,
                }
            ],
        )
        self.assertIn("unrepaired", self._owed_mails(repair))

    def test_cancelling_an_unsent_quotation_only_withdraws_it(self):
        repair = self._diagnosed()
        repair.action_quote()
        repair.sale_order_id.action_cancel()
        self.assertRecordValues(
            repair,
            [{"quote_state": "none", "state": "confirmed", "sale_order_id": False}],
        )
        self.assertEqual(repair.after_sales_stage, "to_quote")

    def test_declining_costs_the_inspection(self):
        self.company.after_sales_inspection_fee = 15.0
        repair = self._quoted()
        repair.with_user(self.clerk).action_quote_decline()
        fee = repair.inspection_order_id
        self.assertRecordValues(fee, [{"state": "sale", "amount_untaxed": 15.0}])
        self._hand_back(repair)
        self.assertRecordValues(fee.invoice_ids, [{"state": "posted", "amount_untaxed": 15.0}])

    def test_cancelled_repair_withdraws_its_quotation(self):
        repair = self._quoted()
        order = repair.sale_order_id
        repair.action_repair_cancel()
        self.assertEqual(order.state, "cancel")
        order.action_draft()
        with self.assertRefused("was withdrawn"):
            order.action_confirm()

    def test_declined_repair_is_taken_up_again(self):
        self.company.after_sales_inspection_fee = 15.0
        repair = self._quoted()
        repair.action_quote_decline()
        repair.action_repair_cancel_draft()
        self.assertEqual(repair.inspection_order_id.state, "cancel")
        repair.action_validate()
        repair.action_quote()
        self.assertRecordValues(repair, [{"quote_state": "draft", "after_sales_stage": "to_quote"}])
        self.assertEqual(repair.sale_order_id.amount_untaxed, 160.0)

    # New quotations -----------------------------------------------------------------------------

    def test_new_quotation_replaces_and_keeps_typed_lines(self):
        repair = self._diagnosed()
        repair.action_quote()
        old = repair.sale_order_id
        outside = self.env["product.product"].create(
            {"name": "Outside repair", "type": "service", "taxes_id": False}
        )
        old.order_line = [
            Command.create({"product_id": outside.id, "name": "Polishing", "price_unit": 33.0})
        ]
        repair.action_quote_send()
        repair.estimate_hours = 3
        repair.action_quote()
        order = repair.sale_order_id
        self.assertNotEqual(order, old)
        self.assertEqual(old.state, "cancel")
        self.assertEqual(order.amount_untaxed, 60.0 + 150.0 + 33.0)
        self.assertEqual(repair.quotation_ids, order | old)
        self.assertEqual(repair.quote_state, "draft")

    def test_expired_quotation_reminds_and_is_made_anew(self):
        repair = self._quoted(user_id=self.technician.id)
        with freeze_time(fields.Datetime.now() + timedelta(days=20)):
            self._run_cron("ir_cron_expire_quotes")
            self._run_cron("ir_cron_expire_quotes")
            self.assertRecordValues(
                repair, [{"quote_state": "expired", "after_sales_stage": "to_quote"}]
            )
            self.assertEqual(repair.activity_ids.user_id, self.technician)
            self.assertEqual(len(repair.activity_ids), 1)
            repair.action_quote()
            repair.action_quote_send()
        self.assertEqual(repair.quote_state, "sent")

    def test_quotations_in_time_do_not_expire(self):
        repair = self._quoted()
        self._run_cron("ir_cron_expire_quotes")
        self.assertEqual(repair.quote_state, "sent")

    def _run_cron(self, name):
        with self.enter_registry_test_mode():
            self.env.ref(f"after_sales_repair.{name}").method_direct_trigger()
        self.env.invalidate_all()

    # Price --------------------------------------------------------------------------------------

    def test_parts_beyond_the_accepted_price_stop_the_end(self):
        repair = self._accepted()
        repair.action_repair_start()
        self._add_part(repair)
        with self.assertRefused(f"{repair.sale_order_id.name} grew to"):
            self._work(repair)
        self.assertEqual(repair.state, "under_repair")

    def test_a_new_quotation_lets_it_end(self):
        repair = self._accepted()
        repair.action_repair_start()
        self._add_part(repair)
        repair.action_quote()
        with self.assertRefused("has not accepted"):
            self._work(repair)
        repair.action_quote_send()
        repair.action_quote_accept()
        self._work(repair)
        self.assertEqual(repair.after_sales_stage, "to_hand_back")

    def test_the_lead_lets_it_end(self):
        repair = self._accepted()
        repair.action_repair_start()
        self._add_part(repair)
        with self.assertRaises(AccessError):
            repair.with_user(self.technician).action_quote_allow()
        repair.with_user(self.lead).action_quote_allow()
        self._work(repair)
        self.assertEqual(repair.quote_amount_accepted, 242.0)

    # Invoices -----------------------------------------------------------------------------------

    def test_hand_back_invoices_parts_and_labour(self):
        repair = self._accepted()
        self._work(repair)
        order = repair.sale_order_id
        self.assertEqual(order.order_line.mapped("qty_delivered"), [1.0, 2.0])
        self.assertFalse(order.invoice_ids)
        self._hand_back(repair.with_user(self.store_user))
        self.assertRecordValues(order.invoice_ids, [{"state": "posted", "amount_total": 176.0}])

    def test_manual_invoicing_leaves_it(self):
        self.company.after_sales_repair_invoicing = "manual"
        repair = self._work(self._accepted())
        self._hand_back(repair)
        self.assertEqual(repair.after_sales_stage, "handed_back")
        self.assertFalse(repair.sale_order_id.invoice_ids)

    def test_pay_before_hand_back(self):
        self.company.after_sales_pay_first = True
        repair = self._work(self._accepted())
        invoice = repair.sale_order_id.invoice_ids
        self.assertEqual(invoice.state, "posted")
        with self.assertRefused(f"{invoice.name} is not paid"):
            self._hand_back(repair.with_user(self.store_user))
        self._pay(invoice)
        self._hand_back(repair.with_user(self.store_user))
        self.assertEqual(repair.after_sales_stage, "handed_back")

    def test_pay_before_hand_back_wants_an_invoice(self):
        self.company.write(
            {"after_sales_pay_first": True, "after_sales_repair_invoicing": "manual"}
        )
        repair = self._work(self._accepted())
        with self.assertRefused("is not invoiced"):
            self._hand_back(repair)

    # Warranty -----------------------------------------------------------------------------------

    def test_under_warranty_needs_no_quotation_and_costs_nothing(self):
        repair = self._counter_repair()
        repair.action_validate()
        self._add_part(repair)
        self._diagnose(repair, under_warranty=True)
        self.assertEqual(repair.after_sales_stage, "to_repair")
        with self.assertRefused("under warranty"):
            repair.action_quote()
        repair.action_create_sale_order()
        self.assertRecordValues(repair, [{"quote_state": "none", "quote_amount": 0.0}])
        repair.sale_order_id.action_confirm()
        self._work(repair)
        self._hand_back(repair)
        self.assertFalse(repair.sale_order_id.invoice_ids)

    def test_warranty_found_later_withdraws_the_quotation(self):
        repair = self._quoted()
        order = repair.sale_order_id
        repair.under_warranty = True
        self.assertRecordValues(repair, [{"quote_state": "none", "after_sales_stage": "to_repair"}])
        self.assertEqual(order.state, "cancel")

    def test_warranty_found_after_acceptance_makes_it_free(self):
        repair = self._accepted()
        repair.under_warranty = True
        self.assertEqual(repair.sale_order_id.amount_total, 0.0)
        self._work(repair)
        self._hand_back(repair)
        self.assertFalse(repair.sale_order_id.invoice_ids)

    def test_declining_under_pay_first_waits_for_the_fee(self):
        self.company.write({"after_sales_inspection_fee": 15.0, "after_sales_pay_first": True})
        repair = self._quoted()
        repair.action_quote_decline()
        invoice = repair.inspection_order_id.invoice_ids
        self.assertEqual(repair._amount_to_pay(), invoice.amount_total)
        with self.assertRefused(f"{invoice.name} is not paid"):
            self._hand_back(repair)
        self._pay(invoice)
        self._hand_back(repair)
        self.assertEqual(repair.after_sales_stage, "handed_back")

    # Access -------------------------------------------------------------------------------------

    def test_each_role_quotes(self):
        for user in (self.technician, self.store_user, self.clerk):
            with self.subTest(user=user.login):
                repair = self._diagnosed(after_sales_store_id=self.warehouse.id)
                repair.with_user(user).action_quote()
                repair.with_user(user).action_quote_send()
                self.assertEqual(repair.quote_state, "sent")

    def test_others_do_not_quote(self):
        repair = self._diagnosed()
        for user in (self.picker, self.accountant):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                repair.with_user(user).action_quote()

    def test_each_role_opens_the_form(self):
        repair = self._quoted()
        for user in (self.technician, self.lead, self.store_user, self.clerk):
            with self.subTest(user=user.login):
                self.assertEqual(Form(repair.with_user(user)).quote_state, "sent")

    def test_facts_are_no_defaults(self):
        moment = fields.Datetime.now()
        repairs = self.env["repair.order"].with_user(self.technician)
        repair = repairs.with_context(default_date_unclaimed=moment).create(
            {"product_id": self.shirt.id}
        )
        self.assertFalse(repair.date_unclaimed)

    def test_facts_are_not_written_by_hand(self):
        repair = self._quoted()
        for vals in (
            {"quote_state": "accepted"},
            {"sale_order_id": False},
            {"date_quote_answered": fields.Datetime.now()},
            {"quote_amount_accepted": 1.0},
            {"quote_amount": 1.0},
            {"date_unclaimed": False},
        ):
            with self.subTest(vals=vals), self.assertRefused("written"):
                repair.with_user(self.technician).write(vals)
