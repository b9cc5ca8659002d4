from odoo.tests import tagged

from .common import SamplingCommon


@tagged("post_install", "-at_install")
class TestSamplingSwitching(SamplingCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # One unit decides.
        cls.plan.write({"method": "count", "sample_count": 1})

    def _follow(self, outcomes):
        """:param outcomes: text of A (accepted) and R (refused); a lot is bought for each
        :return: the row of the supplier's product"""
        for outcome in outcomes:
            lot = self._bought(self.shoe, 10)
            if lot.state == "to_sample":
                defect = self.critical if outcome == "R" else None
                self._count(lot, good=lot.sample_size if outcome == "A" else 0, defect=defect)
        return lot.switching_id

    def test_refused_lots_tighten_and_stop(self):
        row = self._follow("RR")
        self.assertEqual(row.inspection, "tightened")
        lot = self._bought(self.shoe, 10)
        self.assertRecordValues(lot, [{"inspection": "tightened", "sample_size": 2}])
        self._count(lot, defect=self.critical)
        self.assertEqual(self._follow("RRRR").inspection, "stopped")

    def test_accepted_lots_bring_it_back(self):
        self.assertEqual(self._follow("RRAAAAA").inspection, "normal")

    def test_a_stopped_product_is_bought_no_more(self):
        row = self._follow("RRRRRRR")
        self.assertEqual(len(row.lot_ids), 7)
        order = self._buy((self.shoe, 10), confirm=False)
        with self.assertRefused("Shoe is bought no more from Shoemaker"):
            order.button_confirm()
        self.assertEqual(order.state, "draft")
        self._buy((self.shirt, 10))
        self._buy((self.shoe, 10), partner=self.env["res.partner"].create({"name": "Other"}))
        self._create_people()
        with self.assertRaisesRegex(Exception, "Only a quality lead"):
            row.with_user(self.inspector).action_lift()
        row.with_user(self.lead).action_lift()
        order.button_confirm()
        self.assertEqual(row.inspection, "tightened")
        with self.assertRefused("nothing to lift"):
            row.with_user(self.lead).action_lift()

    def test_leads_are_told_of_what_is_refused_and_stopped(self):
        self._create_people()
        row = self._follow("RRRRRRR")
        lot = row.lot_ids[:1]
        lead = "after_sales_inspection.group_quality_lead"
        self.assertTrue(lot.activity_ids.user_id.has_group(lead))
        self.assertIn("is refused", lot.activity_ids.summary)
        self.assertIn("refused from 1 on. The goods wait in quarantine", str(lot.activity_ids.note))
        told = row.message_ids.filtered(lambda message: self.lead.partner_id in message.partner_ids)
        self.assertEqual(told.subject, "Shoemaker: Shoe: bought no more")
        row.with_user(self.lead).action_lift()
        self.assertFalse(row.activity_ids)

    def test_an_order_that_waits_for_approval_is_stopped(self):
        order = self._buy((self.shoe, 10), confirm=False)
        order.state = "to approve"
        self._follow("RRRRRRR")
        with self.assertRefused("is bought no more"):
            order.button_approve()

    def test_lots_of_a_proven_supplier_are_skipped(self):
        row = self._follow("AAAAAAAAA")
        self._create_people()
        with self.assertRefused("9 lots in a row were accepted under Normal"):
            row.with_user(self.lead).action_skip()
        self._follow("A")
        with self.assertRaisesRegex(Exception, "Only a quality lead"):
            row.with_user(self.inspector).action_skip()
        row.with_user(self.lead).action_skip()
        had = self._at(self.warehouse.lot_stock_id)
        # One lot in four is still looked at.
        skipped = [self._bought(self.shoe, 10) for _lot in range(3)]
        self.assertEqual({lot.inspection for lot in skipped}, {"skipped"})
        self.assertEqual({lot.state for lot in skipped}, {"accepted"})
        self.assertEqual(self._at(self.warehouse.lot_stock_id), had + 30)
        self.assertEqual(row.accepted_in_row, 10)
        lot = self._bought(self.shoe, 10)
        self.assertEqual((lot.state, lot.inspection), ("to_sample", "normal"))
        self._count(lot, defect=self.critical)
        self.assertFalse(row.is_skip_lot)

    def test_every_lot_is_looked_at_again(self):
        row = self._follow("AAAAAAAAAA")
        row.action_skip()
        row.action_unskip()
        self.assertEqual(self._bought(self.shoe, 10).state, "to_sample")

    def test_switches_are_told_in_its_history(self):
        row = self._follow("R")
        row = row.with_context(tracking_disable=False)
        lot = self._bought(self.shoe, 10).with_context(tracking_disable=False)
        self._count(lot, defect=self.critical)
        self.env.flush_all()
        self.env.cr.precommit.run()
        self.assertIn("inspection", row.message_ids.tracking_value_ids.field_id.mapped("name"))

    def test_each_supplier_stands_alone(self):
        other = self.env["res.partner"].create({"name": "Other"})
        self._follow("RR")
        self.assertEqual(self._bought(self.shoe, 10, partner=other).inspection, "normal")
