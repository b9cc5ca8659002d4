from datetime import date

from freezegun import freeze_time

from odoo.fields import Command
from odoo.tests import Form, tagged

from .common import PolicyCase


class ProofCase(PolicyCase):
    """A shirt delivered on 5 March 2026; a seam is open. The law presumes for a year."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.law = cls._policy(
            {},
            name="Conformity",
            statutory=True,
            reason_kind="fault",
            source_id=cls._source("Art. 10"),
            window_ids=[
                Command.create({"resolution": name, "window_months": 24})
                for name in ("refund", "exchange")
            ],
            presumption_ids=[Command.create({"months": 12, "source_id": cls._source("Art. 11")})],
        )
        cls.line.write({"reason_id": cls.fault.id, "resolution": "refund"})

    @classmethod
    def _source(cls, name):
        return cls.env["after.sales.source"].create({"name": name}).id

    @classmethod
    def _evidence(cls, **vals):
        return cls.env["ir.attachment"].create({"name": "seam.png", "raw": b"x", **vals})


@tagged("post_install", "-at_install")
class TestPresumption(ProofCase):
    def test_verdict_says_until_when(self):
        values = self.assertVerdict("eligible", presumed_until=date(2027, 3, 5))
        self.assertRegex(
            values["verdict_reason"],
            r"until 03/05/2027 it is presumed that the defect was there at the delivery "
            r"\(Art. 10, Art. 11\)\.$",
        )

    def test_its_time_ends(self):
        self.assertVerdict("eligible", day="2027-03-05", presumed_until=date(2027, 3, 5))
        values = self.assertVerdict("eligible", day="2027-03-06", presumed_until=False)
        self.assertNotIn("presumed", values["verdict_reason"])
        self.assertRegex(values["verdict_reason"], r"\(Art. 10\)\.$")

    def test_whoever_just_changed_the_mind_presumes_nothing(self):
        self._policy()
        self.line.write({"reason_id": self.no_fault.id, "resolution": "refund"})
        self.assertVerdict("eligible", presumed_until=False)

    def test_country_of_the_customer_decides(self):
        france, belgium, germany = (self.env.ref(f"base.{code}") for code in ("fr", "be", "de"))
        self.law.presumption_ids = [
            Command.create(
                {
                    "months": 24,
                    "country_ids": [Command.set((france | belgium).ids)],
                    "source_id": self._source("Art. L217-7"),
                }
            )
        ]
        for own, company, until in [
            (france, germany, date(2028, 3, 5)),
            (germany, france, date(2027, 3, 5)),
            (germany.browse(), france, date(2028, 3, 5)),
            (germany.browse(), germany, date(2027, 3, 5)),
        ]:
            with self.subTest(own=own.code, company=company.code):
                self.customer.country_id = own
                self.company.country_id = company
                self.assertVerdict("eligible", presumed_until=until)

    def test_some_goods_only(self):
        self.law.presumption_ids.product_tag_ids = self.tag
        self.assertVerdict("eligible", presumed_until=False)
        self.shirt.product_tag_ids = self.tag
        self.assertVerdict("eligible", presumed_until=date(2027, 3, 5))

    def test_promise_that_is_better_leaves_it(self):
        goodwill = self._policy({"refund": 800}, name="Goodwill", return_payer="company")
        values = self.assertVerdict(
            "eligible", policy_id=goodwill.id, presumed_until=date(2027, 3, 5)
        )
        self.assertIn("it is presumed", values["verdict_reason"])

    def test_it_outlasts_the_time_for_a_refund(self):
        """Seven days for money, six months of proof: who asks later hears both."""
        self.law.window_ids.write({"window_months": 0, "window_days": 7})
        values = self.assertVerdict("refused", day="2026-05-01", presumed_until=date(2027, 3, 5))
        self.assertRegex(values["verdict_reason"], r"was possible until .*; until 03/05/2027 it is")

    def test_ready_policies(self):
        table = [
            ("eu_conformity", "de", False, date(2027, 3, 5), "2019/771 Art. 11"),
            ("eu_conformity", "fr", False, date(2028, 3, 5), "L217-7"),
            ("eu_conformity", "se", False, date(2028, 3, 5), "4:17"),
            ("cn_quality", "cn", True, date(2026, 9, 5), "Art. 23"),
            ("cn_quality", "cn", False, False, "Art. 9"),
        ]
        durable = self.env.ref("after_sales_returns.product_tag_durable")
        for name, country, is_durable, until, cited in table:
            with self.subTest(policy=name, country=country, durable=is_durable):
                self.Policy.search([]).active = False
                law = self.env.ref(f"after_sales_returns.policy_{name}")
                law.write({"active": True, "categ_ids": False})
                self.customer.country_id = self.env.ref(f"base.{country}")
                self.shirt.product_tag_ids = durable if is_durable else False
                values = self._verdict()
                self.assertEqual(values["presumed_until"], until, values["verdict_reason"])
                self.assertIn(cited, values["verdict_reason"])


@tagged("post_install", "-at_install")
class TestRefusalOfAFault(ProofCase):
    """Who refuses a fault that is presumed proves that it came from use."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_users()
        cls.order = cls.line.return_id
        cls.order.action_request()

    def _refuse(self, **vals):
        self.line.write(vals)
        self.order.write({"refusal_reason": "You washed it too hot."})
        self.order.with_user(self.clerk).action_refuse()

    def test_refusal_without_proof_is_refused(self):
        evidence = [Command.set(self._evidence().ids)]
        words = "until 03/05/2027 it is presumed that the fault was there"
        for vals in (
            {},
            {"refusal_reason": "Burnt"},
            {"refusal_reason": "  ", "refusal_evidence_ids": evidence},
            {"refusal_reason": False, "refusal_evidence_ids": evidence},
        ):
            with self.subTest(vals=vals), self.assertRefused(f"Shirt: {words}"):
                self._refuse(**vals)

    def test_refusal_with_proof(self):
        self._refuse(
            refusal_reason="Burnt by a dryer",
            refusal_evidence_ids=[Command.set(self._evidence().ids)],
        )
        self.assertEqual(self.order.state, "refused")

    def test_every_way_to_refuse_is_guarded(self):
        with self.assertRefused("it is presumed"):
            self.order.with_user(self.clerk).write({"state": "refused", "refusal_reason": "No."})

    def test_late_request_needs_no_proof(self):
        """Where the policy refuses, its sentence is the reason."""
        self.law.window_ids.write({"window_months": 0, "window_days": 7})
        with freeze_time("2026-05-01 04:00:00"):
            late = self._line(reason_id=self.fault.id, resolution="refund")
            late.sale_line_id.move_ids.date = "2026-03-05 04:00:00"
            late.return_id.action_request()
            self.assertTrue(late.presumed_until)
            late.return_id.refusal_reason = late.verdict_reason
            late.return_id.action_refuse()
        self.assertEqual(late.return_id.state, "refused")

    def test_the_wizard_asks_for_it(self):
        wizard = self.env["after.sales.return.refuse"].with_user(self.clerk)
        form = Form(
            wizard.with_context(active_model="after.sales.return", active_ids=self.order.ids)
        )
        form.reason = "Damage by use."
        record = form.save()
        self.assertEqual(record.proof_ids.product_id, self.shirt)
        with self.assertRefused("it is presumed"):
            record.action_refuse()
        upload = (
            self.env["ir.attachment"]
            .with_user(self.clerk)
            .create({"name": "seam.png", "raw": b"x", "res_model": record.proof_ids._name})
        )
        record.proof_ids.write(
            {"reason": "Burnt by a dryer", "evidence_ids": [Command.set(upload.ids)]}
        )
        record.action_refuse()
        self.assertRecordValues(self.line, [{"refusal_reason": "Burnt by a dryer"}])
        self.assertEqual(self.line.refusal_evidence_ids, upload)
        # The others of the desk read it, too.
        self.assertEqual(upload.with_user(self.manager).raw, b"x")

    def test_what_belongs_to_something_else_stays_there(self):
        own = self._evidence(res_model="res.partner", res_id=self.customer.id)
        self.line.refusal_evidence_ids = own
        self.assertEqual((own.res_model, own.res_id), ("res.partner", self.customer.id))
        copied = self.line.refusal_evidence_ids
        self.assertEqual((copied.res_model, copied.res_id), (self.line._name, self.line.id))


@tagged("post_install", "-at_install")
class TestSortingOfAFault(ProofCase):
    """The goods came: to send them back, or to give nothing, needs the proof, too."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_users()
        cls.order = cls.line.return_id
        cls._approve(cls.order)
        cls._receive(cls.order)
        cls.parts = cls.order.action_sort()

    def test_nothing_for_a_presumed_fault_needs_the_proof(self):
        for vals in ({"route": "send_back"}, {"route": "scrap", "resolution": "none"}):
            with self.subTest(vals=vals):
                self.parts.write({"resolution": "refund", **vals})
                with self.assertRefused("To give nothing for it"):
                    self.parts.with_user(self.sorter).action_decide()

    def test_with_the_proof_it_goes_back(self):
        self.parts.with_user(self.sorter).write(
            {
                "route": "send_back",
                "reduction_reason": "Burnt by a dryer",
                "reduction_evidence_ids": [Command.create({"name": "a.png", "raw": b"x"})],
            }
        )
        self.parts.with_user(self.sorter).action_decide()
        self.assertTrue(self.parts.date_decided)
        evidence = self.parts.reduction_evidence_ids
        self.assertEqual((evidence.res_model, evidence.res_id), (self.parts._name, self.parts.id))

    def test_what_was_settled_keeps_its_reason(self):
        self.parts.write({"grade_id": self.grade_a.id})
        self.parts.action_decide()
        self.order.action_settle()
        with self.assertRefused("too late"):
            self.parts.reduction_reason = "Another one"
