from base64 import b64encode

from odoo.tests import tagged

from odoo.addons.after_sales_returns.tests.common import JUNK, PIXEL

from .common import SamplingCommon


@tagged("post_install", "-at_install")
class TestSamplingCount(SamplingCommon):
    def test_refused_at_the_fourth_major_unit(self):
        lot = self._bought(self.shoe, 1000)
        self._count(lot, good=6)
        self._count(lot, defect=self.major, times=3)
        self.assertEqual(lot.state, "to_sample")
        self._count(lot, defect=self.major)
        self.assertRecordValues(lot, [{"state": "refused", "counted": 10, "found_major": 4}])
        self.assertIn("4 nonconforming units (Major) among 10", lot.decision)
        self.assertIn("from 4 on", lot.decision)

    def test_accepted_at_the_last_needed_unit(self):
        lot = self._bought(self.shoe, 1000)
        self._count(lot, defect=self.major, times=3)
        self._count(lot, defect=self.minor, times=7)
        self._count(lot, good=69)
        self.assertEqual(lot.state, "to_sample")
        self._count(lot, good=1)
        self.assertRecordValues(lot, [{"state": "accepted", "counted": 80}])

    def test_one_critical_unit_refuses(self):
        lot = self._bought(self.shoe, 1000)
        self._count(lot, good=3)
        self._count(lot, defect=self.critical)
        self.assertEqual(lot.state, "refused")

    def test_a_unit_counts_once_for_its_worst_defect(self):
        lot = self._bought(self.shoe, 1000)
        lot.count_unit("k", defect_ids=(self.major | self.minor).ids)
        self.assertRecordValues(lot, [{"found_critical": 0, "found_major": 1, "found_minor": 0}])
        self.assertEqual(lot.unit_ids.severity, "major")

    def test_beyond_the_sample_of_its_severity_a_unit_does_not_count(self):
        # 40 units: letter D, 8 for major with 0 accepted, 13 for minor with 1 accepted.
        lot = self._bought(self.shoe, 40)
        self.assertEqual((lot.sample_size, lot.sample_major, lot.sample_minor), (13, 8, 13))
        self._count(lot, good=8)
        self._count(lot, defect=self.major)
        self.assertEqual((lot.state, lot.found_major), ("to_sample", 0))
        self.assertFalse(lot.unit_ids[-1].is_counted)
        self._count(lot, good=4)
        # Accepted, and yet the unit does not go on with the lot.
        self.assertRecordValues(lot, [{"state": "accepted", "quantity_refused": 1.0}])

    def test_the_same_key_counts_once(self):
        lot = self._bought(self.shoe, 1000)
        for _again in range(3):
            tally = lot.count_unit("same", defect_ids=self.major.ids)
        self.assertEqual((tally["counted"], lot.found_major, len(lot.unit_ids)), (1, 1, 1))

    def test_the_same_key_counts_once_when_it_decided_the_lot(self):
        lot = self._bought(self.shoe, 1000)
        lot.count_unit("same", defect_ids=self.critical.ids)
        tally = lot.count_unit("same", defect_ids=self.critical.ids)
        self.assertEqual((tally["state"], tally["counted"]), ("refused", 1))

    def test_the_last_unit_is_taken_back(self):
        lot = self._bought(self.shoe, 1000)
        lot.count_unit("first")
        lot.count_unit("second", defect_ids=self.major.ids)
        with self.assertRefused("Only the last one"):
            lot.take_back_unit("first")
        for _again in range(2):
            tally = lot.take_back_unit("second")
        self.assertEqual((tally["counted"], lot.found_major), (1, 0))

    def test_a_decided_lot_is_counted_no_more(self):
        lot = self._bought(self.shoe, 1000)
        lot.count_unit("k", defect_ids=self.critical.ids)
        with self.assertRefused("is decided .Refused. and is not counted any more"):
            lot.count_unit("more")
        with self.assertRefused("is decided"):
            lot.take_back_unit("k")
        self.assertEqual(lot.counted, 1)

    def test_what_is_scanned_is_of_the_lot(self):
        lot = self._bought(self.shoe, 1000)
        self.shirt.barcode = "4006381333931"
        with self.assertRefused("is a unit of Shirt, not of Shoe"):
            lot.count_unit("k", barcode=self.shirt.barcode)
        with self.assertRefused("nobody knows 123"):
            lot.count_unit("k", barcode="123")
        self.assertEqual(lot.counted, 0)
        lot.count_unit("k", barcode=self.shoe.barcode)
        self.assertEqual(lot.counted, 1)

    def test_serials_are_scanned(self):
        self.phone.categ_id = self.categ
        self.phone.barcode = "7612345678900"
        elsewhere = self._create_serials(self.phone, "OTHER-1")
        names = [f"SN-{number}" for number in range(30)]
        lot = self._bought(self.phone, 30, serials=names)
        for barcode, words in (
            (None, "Scan it"),
            (elsewhere.name, "did not come with this receipt"),
            (self.phone.barcode, "the barcode of every unit"),
            ("SN-99", "nobody knows"),
        ):
            with self.subTest(barcode=barcode), self.assertRefused(words):
                lot.count_unit("k", barcode=barcode)
        lot.count_unit("k", barcode="SN-3")
        self.assertEqual(lot.unit_ids.stock_lot_id.name, "SN-3")
        with self.assertRefused("was looked at already, as unit 1"):
            lot.count_unit("other", barcode="SN-3")

    def test_a_defect_that_is_gone_is_refused(self):
        lot = self._bought(self.shoe, 1000)
        gone = self.major.copy({"code": "GONE"})
        gone.active = False
        with self.assertRefused("not in the catalogue"):
            lot.count_unit("k", defect_ids=gone.ids)
        self.assertEqual(lot.counted, 0)

    def test_junk_changes_nothing(self):
        lot = self._bought(self.shoe, 1000)
        for junk in JUNK:
            if not (isinstance(junk, str) and 0 < len(junk) <= 64 and "\x00" not in junk):
                with self.subTest(key=junk), self.assertRefused("a key of its own"):
                    lot.count_unit(junk)
            if junk not in ((), [], None, False, 0, ""):
                with self.subTest(defects=junk), self.assertRefused("catalogue"):
                    lot.count_unit("k", defect_ids=junk)
        self.assertEqual(lot.counted, 0)

    def test_a_photo_is_kept(self):
        lot = self._bought(self.shoe, 1000)
        lot.count_unit("k", defect_ids=self.major.ids, note="Sole open", photo=b64encode(PIXEL))
        self.assertTrue(lot.unit_ids.photo)
        self.assertEqual(lot.unit_ids.note, "Sole open")

    def test_a_sample_is_no_larger_than_its_lot(self):
        self.plan.write({"method": "count", "sample_count": 10})
        lot = self._bought(self.shoe, 30)
        with self.assertRefused("larger than the lot, which has 30"):
            lot.with_user(self._lead()).sample_size = 31
        lot.with_user(self._lead()).sample_size = 20
        self.assertRecordValues(lot, [{"sample_size": 20, "sample_major": 20, "sample_minor": 20}])

    def test_the_size_of_the_standards_sample_stays(self):
        lot = self._bought(self.shoe, 1000)
        with self.assertRefused("the size of its sample is the standard's"):
            lot.with_user(self._lead()).sample_size = 100

    def _lead(self):
        if not hasattr(self, "lead"):
            self._create_people()
        return self.lead

    def test_the_page_shows_what_is_looked_for(self):
        checklist = self.env["after.sales.checklist"].create(
            {
                "name": "Shoes that come",
                "occasion": "purchase_receipt",
                "item_ids": [
                    (0, 0, {"name": "Sole", "defect_id": self.major.id, "how": "It is firm."})
                ],
            }
        )
        checklist.action_use()
        self.plan.checklist_id = checklist
        lot = self._bought(self.shoe, 1000)
        lot.count_unit("k", defect_ids=self.major.ids)
        page = lot.open_page()
        self.assertEqual(page["lot"]["lot_size"], 1000)
        self.assertEqual([item["how"] for item in page["items"]], ["It is firm."])
        self.assertEqual([one["id"] for one in page["defects"] if one["is_named"]], [self.major.id])
        self.assertEqual(
            [(row["severity"], row["found"], row["accept"], row["refused_from"], row["size"])
             for row in page["tally"]["severities"]],
            [("critical", 0, 0, 1, 80), ("major", 1, 3, 4, 80), ("minor", 0, 7, 8, 80)],
        )  # fmt: skip
        self.assertEqual(page["tally"]["units"][0]["defects"], [self.major.name])

    def test_counting_costs_few_queries(self):
        lot = self._bought(self.shoe, 1000)
        self._count(lot, good=3)
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        lot.count_unit("k", defect_ids=self.major.ids)
        self.env.flush_all()
        self.assertLessEqual(self.env.cr.sql_log_count - before, 20)
