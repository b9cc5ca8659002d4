from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..quote.common import QuoteCommon
from ..store_common import StoreCommon


@tagged("post_install", "-at_install")
class TestGone(QuoteCommon, StoreCommon):
    """Items that nobody gets back, and nothing is received for."""

    def _own_left(self, product):
        """How many of the customer's own our books still have."""
        quants = self.env["stock.quant"].search(
            [("product_id", "=", product.id), ("owner_id", "=", self.customer.id)]
        )
        inside = quants.filtered(lambda quant: quant.location_id.usage in ("internal", "transit"))
        return sum(inside.mapped("quantity"))

    def test_lost_at_the_store(self):
        lost = self._store_repair()
        lost.with_user(self.lead)._end_without_item("lost", "No trace", "carrier", 80.0)
        self.assertRecordValues(
            lost,
            [{"outcome": "lost", "after_sales_stage": "cancelled", "goods_location_id": False}],
        )
        self.assertEqual(self._own_left(self.shirt), 0)
        self.assertRecordValues(lost.cost_ids, [{"amount": 80.0, "payer": "company"}])
        self.assertRecordValues(lost.gone_credit_id, [{"state": "draft", "amount_total": 80.0}])

    def test_scrapped_store_defect_costs_its_value(self):
        self._stock(self.shoe, 1, warehouse=self.store)
        repair = self._store_repair(self.shoe, after_sales_origin="store", partner_id=False)
        value = self._value(self.shoe)
        repair._end_without_item("scrapped", "Burnt", "store")
        self.assertEqual(self._value(self.shoe), value - 30.0)
        self.assertRecordValues(repair.cost_ids, [{"amount": 30.0, "payer": "store"}])

    def test_lost_item_of_a_return_order_is_refunded(self):
        repair = self._returned_repair()
        repair._end_without_item("lost", "Stolen", resolution="refund")
        part = repair.after_sales_disposition_id
        self.assertEqual((part.route, part.resolution), ("scrap", "refund"))
        self.assertEqual(self._quantity_at(self.shoe, self.shelf), 0)
        part.return_id.action_settle()
        self.assertEqual(part.return_id.state, "closed")

    def test_ready_item_of_a_return_order_is_refunded(self):
        for by in ("pickup", "ship"):
            repair = self._returned_repair()
            self._diagnose(repair)
            repair.hand_back_by = by
            self._work(repair)
            repair._end_without_item("lost", "Stolen", resolution="refund")
            part = repair.after_sales_disposition_id
            with self.subTest(by):
                self.assertRecordValues(
                    part, [{"route": "scrap", "resolution": "refund", "state": "decided"}]
                )
                self.assertEqual(self._quantity_at(self.shoe, self.shelf), 0)
                self.assertFalse(repair._shipments())
                part.return_id.action_settle()
                self.assertEqual((part.return_id.state, part.amount_credited), ("closed", 80.0))

    def _parcel_came_back(self):
        """A repair of a return order, whose parcel could not be delivered."""
        repair = self._returned_repair(transport="ship")
        self._diagnose(repair)
        self._work(repair)
        self._hand_back(repair)
        self.assertEqual(repair.after_sales_return_id.state, "closed")
        repair.action_parcel_back()
        return repair

    def test_lost_after_its_parcel_came_back_is_refunded(self):
        repair = self._parcel_came_back()
        repair._end_without_item("lost", "Stolen", resolution="refund")
        part = repair.after_sales_disposition_id
        self.assertRecordValues(
            part, [{"route": "scrap", "resolution": "refund", "state": "decided"}]
        )
        self.assertRecordValues(
            part.return_id, [{"stage": "to_settle", "date_closed": False, "refund_ids": []}]
        )
        self.assertEqual(self._quantity_at(self.shoe, self.shelf), 0)
        part.return_id.action_settle()
        self.assertEqual((part.return_id.state, part.amount_credited), ("closed", 80.0))
        self.assertEqual(part.return_id.refund_ids.amount_untaxed, 80.0)

    def test_nothing_is_owed_for_it_where_the_customer_gets_nothing(self):
        repair = self._parcel_came_back()
        repair._end_without_item("lost", "The customer has a new one", resolution="none")
        part = repair.after_sales_disposition_id
        self.assertRecordValues(part, [{"route": "scrap", "state": "settled"}])
        self.assertEqual(part.return_id.state, "closed")

    def test_only_what_is_here_ends_so(self):
        repair = self._counter_repair()
        with self.assertRefused("taken in and is not handed back"):
            repair._end_without_item("lost", "?")
        repair.action_validate()
        with self.assertRefused("zero or more"):
            repair._end_without_item("lost", "?", amount=-1.0)
        repair._end_without_item("lost", "?")
        with self.assertRefused("taken in and is not handed back"):
            repair._end_without_item("lost", "?")
        with self.assertRefused("has ended"):
            repair.action_repair_cancel_draft()

    def test_who_may(self):
        repair = self._store_repair()
        for user in (self.store_user, self.technician):
            with self.subTest(user.login), self.assertRaises(AccessError):
                repair.with_user(user).action_end_without_item()
        with self.assertRaises(AccessError):
            repair.with_user(self.lead)._end_without_item("disposed", "Nobody came")

    # Unclaimed ----------------------------------------------------------------------------------

    def test_storage_costs_by_the_day_from_unclaimed_on(self):
        """Two a day, ten days: 20.00 and the tax, with the repair."""
        self.company.after_sales_storage_fee = 2.0
        self.company.after_sales_storage_product_id.taxes_id = self.tax
        repair = self._work(self._accepted())
        self.assertEqual(repair._storage_sentence(), "")
        repair.sudo().date_unclaimed = fields.Datetime.now()
        self.assertEqual(repair._storage_sentence(), "")
        with freeze_time(fields.Datetime.now() + timedelta(days=10)):
            self.assertIn("22.00", repair._storage_sentence())
            self.assertFalse(self._hand_back(repair))
        self.assertEqual(repair.storage_order_id.amount_total, 22.0)
        self.assertEqual(repair.storage_order_id.invoice_ids.state, "posted")
        fetched = self._work(self._accepted())
        self._hand_back(fetched)
        self.assertFalse(fetched.storage_order_id)

    def _announced(self, repair=None):
        """An unclaimed item whose disposal was announced, and the notice that is owed for it."""
        repair = repair or self._work(self._accepted())
        repair.sudo().date_unclaimed = fields.Datetime.now() - timedelta(days=10)
        repair.with_user(self.manager).action_announce_disposal()
        notice = self.env["after.sales.mail"].search(
            [("repair_id", "=", repair.id), ("step", "=", "disposal")]
        )
        return repair, notice

    def test_notice_of_disposal_is_sent_while_the_item_waits(self):
        repair, notice = self._announced()
        self.assertTrue(notice._is_due())
        self._hand_back(repair)
        self.assertFalse(notice._is_due(), "fetched before it was sent")

    def test_notice_of_disposal_is_sent_for_what_was_given_up(self):
        repair = self._accepted()
        repair._give_up("No sole is made any more", "send_back")
        repair, notice = self._announced(repair)
        self.assertTrue(notice._is_due())

    def test_disposal_is_withdrawn_where_the_repair_is_taken_up_again(self):
        repair = self._accepted()
        repair.action_repair_cancel()
        repair, notice = self._announced(repair)
        repair.action_repair_cancel_draft()
        self.assertRecordValues(
            repair, [{"date_disposal": False, "date_disposal_announced": False}]
        )
        self.assertEqual(notice.state, "cancelled")

    def test_disposal_is_withdrawn_where_the_item_is_sent_instead(self):
        repair, notice = self._announced()
        repair.action_ship_instead()
        self.assertRecordValues(
            repair, [{"date_disposal": False, "date_disposal_announced": False}]
        )
        self.assertEqual(notice.state, "cancelled")

    def test_sent_instead_costs_the_storage_until_then(self):
        self.company.after_sales_storage_fee = 2.0
        self.company.after_sales_storage_product_id.taxes_id = self.tax
        for pay_first in (False, True):
            self.company.after_sales_pay_first = pay_first
            repair, _notice = self._announced()
            repair.action_ship_instead()
            order = repair.storage_order_id
            with self.subTest(pay_first=pay_first):
                self.assertEqual(order.amount_total, 22.0)
                self.assertEqual(bool(order.invoice_ids), pay_first)
                if pay_first:
                    for invoice in repair._paid_orders().invoice_ids:
                        self._pay(invoice)
                self._hand_back(repair)
                self.assertEqual(order.invoice_ids.state, "posted")
                self.assertEqual(repair.storage_order_id, order)

    def test_taken_up_again_costs_the_storage_until_then(self):
        self.company.after_sales_storage_fee = 2.0
        self.company.after_sales_storage_product_id.taxes_id = self.tax
        repair = self._accepted()
        repair.action_repair_cancel()
        self._announced(repair)
        repair.action_repair_cancel_draft()
        self.assertFalse(repair.date_unclaimed)
        self.assertEqual(repair.storage_order_id.amount_total, 22.0)

    def test_disposal_by_notice_with_approval(self):
        self.company.after_sales_disposal_days = 90
        repair = self._work(self._accepted())
        manager = repair.with_user(self.manager)
        with self.assertRefused("is not unclaimed"):
            manager.action_announce_disposal()
        with self.assertRefused("only after a manager announced"):
            manager._end_without_item("disposed", "Nobody came")
        repair.sudo().date_unclaimed = fields.Datetime.now()
        with self.assertRaises(AccessError):
            repair.with_user(self.lead).action_announce_disposal()
        manager.action_announce_disposal()
        day = fields.Date.today() + timedelta(days=90)
        self.assertEqual(repair.date_disposal, day)
        self.assertIn("disposal", self._owed_mails(repair))
        for days, over in ((90, False), (91, True)):
            with freeze_time(fields.Datetime.now() + timedelta(days=days)):
                if not over:
                    with self.assertRefused("only after"):
                        manager._end_without_item("disposed", "Nobody came", "customer")
                    continue
                manager._end_without_item("disposed", "Nobody came", "customer")
        self.assertRecordValues(repair, [{"outcome": "disposed", "after_sales_stage": "cancelled"}])
        self.assertEqual(self._own_left(self.shirt), 0)
        self.assertEqual(repair.sale_order_id.invoice_ids.amount_total, 176.0)
