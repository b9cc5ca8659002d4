import base64

from odoo.tests import tagged

from odoo.addons.after_sales_returns.tests.common import PIXEL

from ..common import RepairCommon
from .common import REPORT


@tagged("post_install", "-at_install")
class TestIntakeFacts(RepairCommon):
    """What a customer signed, or was told at the counter, stays as it was."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_users()
        # The chatter is what is asked here.
        cls.env = cls.env(context={**cls.env.context, "tracking_disable": False})
        cls.repair = cls._counter_repair(
            cls.shirt,
            item_condition="Scratches on the glass",
            accessories="Charger",
            date_promised="2026-12-24 12:00:00",
        )

    def _slip(self, repair):
        return self.env["ir.actions.report"]._render_qweb_html(REPORT, repair.ids)[0].decode()

    def _correct(self, **vals):
        self.repair.with_user(self.technician).write(vals)
        self._tell()

    def _tell(self):
        """Have the chatter written, as the end of a request does."""
        self.env.flush_all()
        self.env.cr.precommit.run()

    def _sign(self):
        self.repair.with_user(self.store_user).intake_signature = base64.b64encode(PIXEL)

    def test_slip_prints_what_was_handed_in(self):
        self.repair.action_validate()
        self._correct(
            item_condition="Glass broken",
            accessories=False,
            fault_description="Fell into water",
            date_promised="2027-01-31 12:00:00",
        )
        slip = self._slip(self.repair)
        for words in ("Scratches on the glass", "Charger", "Seam open", "12/24/2026"):
            self.assertIn(words, slip)
        for words in ("Glass broken", "Fell into water", "01/31/2027"):
            self.assertNotIn(words, slip)

    def test_chatter_tells_what_was_changed_afterwards(self):
        self.repair.action_validate()
        self._tell()
        before = self.repair.message_ids
        self._correct(
            item_condition="Glass broken", accessories="None", fault_description="Fell into water"
        )
        values = (self.repair.message_ids - before).sudo().tracking_value_ids
        self.assertEqual(
            {(value.field_id.name, value.old_value_text, value.new_value_text) for value in values},
            {
                ("item_condition", "Scratches on the glass", "Glass broken"),
                ("accessories", "Charger", "None"),
                ("fault_description", "Seam open", "Fell into water"),
            },
        )
        self.assertEqual((self.repair.message_ids - before).author_id, self.technician.partner_id)

    def test_new_promise_is_told_in_the_chatter(self):
        self.repair.action_validate()
        self._tell()
        before = self.repair.message_ids
        self._correct(date_promised="2027-01-31 12:00:00")
        values = (self.repair.message_ids - before).sudo().tracking_value_ids
        self.assertEqual(values.field_id.name, "date_promised")

    def test_signature_stands_for_what_the_customer_saw(self):
        self._sign()
        self.repair.item_condition = "Glass broken"
        self.repair.action_validate()
        slip = self._slip(self.repair)
        self.assertIn("Scratches on the glass", slip)
        self.assertNotIn("Glass broken", slip)
        self.assertTrue(self.repair._slip_facts()["date_intake"])

    def test_signed_after_the_intake(self):
        self.repair.action_validate()
        self._correct(item_condition="Glass broken")
        self._sign()
        self._correct(item_condition="Polished")
        self.assertEqual(self.repair._slip_facts()["item_condition"], "Glass broken")

    def test_promise_that_the_policy_makes_is_printed(self):
        repair = self._counter_repair(self.shoe)
        repair.action_validate()
        told = repair.date_promised
        repair.date_promised = "2030-01-01 12:00:00"
        self.assertEqual(repair._slip_facts()["date_promised"], told)

    def test_draft_prints_what_it_says_now(self):
        self.assertIn("Scratches on the glass", self._slip(self.repair))
        self.repair.item_condition = "Glass broken"
        self.assertIn("Glass broken", self._slip(self.repair))

    def test_nobody_writes_what_was_signed(self):
        self._sign()
        self.repair.action_validate()
        with self.assertRefused("not written by hand"):
            self.repair.with_user(self.lead).intake_facts = {"item_condition": "Perfect"}
        with self.assertRefused("was taken in"):
            self.repair.with_user(self.lead).intake_signature = False

    def test_copy_is_nobodys_signature(self):
        self._sign()
        self.assertFalse(self.repair.copy().intake_facts)
