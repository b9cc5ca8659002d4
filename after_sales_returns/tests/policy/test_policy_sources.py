from odoo.fields import Command
from odoo.tests import tagged

from .common import PolicyCase


@tagged("post_install", "-at_install")
class TestPolicySources(PolicyCase):
    """Every verdict ends with the article that it follows from."""

    @classmethod
    def _source(cls, name):
        return cls.env["after.sales.source"].create({"name": name}).id

    def _sentence(self, line=None, day=None):
        return self._verdict(line, day)["verdict_reason"]

    def test_grant_cites_its_policy(self):
        self._policy(source_id=self._source("CRD Art. 9"))
        self.assertEqual(
            self._sentence(),
            "“Seven days”: Refund until 03/12/2026, counted from 03/06/2026; "
            "the customer pays the way back (CRD Art. 9).",
        )

    def test_missed_and_not_offered_cite_it_too(self):
        self._policy(source_id=self._source("CRD Art. 9"))
        self.assertRegex(self._sentence(day="2026-03-13"), r"possible until .* \(CRD Art. 9\)\.$")
        self.line.resolution = "exchange"
        self.assertRegex(self._sentence(), r"does not offer: Exchange; .* \(CRD Art. 9\)\.$")

    def test_window_cites_its_own_article(self):
        policy = self._policy({"refund": 7, "exchange": 15}, source_id=self._source("三包规定"))
        policy.window_ids[0].source_id = self._source("三包规定第九条")
        self.assertRegex(self._sentence(), r"\(三包规定第九条\)\.$")
        self.line.resolution = "exchange"
        self.assertRegex(self._sentence(), r"\(三包规定\)\.$")

    def test_exception_cites_the_article_of_its_goods(self):
        categ = self.shirt.categ_id
        policy = self._policy(
            excluded_tag_ids=self.tag.ids,
            source_id=self._source("CRD Art. 9"),
            clause_ids=[
                Command.create(
                    {"product_tag_id": self.tag.id, "source_id": self._source("CRD Art. 16(m)")}
                ),
                Command.create({"categ_id": categ.id, "source_id": self._source("CRD Art. 16(c)")}),
            ],
        )
        self.assertRegex(self._sentence(), r"\(CRD Art. 9\)\.$")
        self.shirt.product_tag_ids = self.tag
        self.assertRegex(self._sentence(), r"exception for Shirt.* \(CRD Art. 16\(m\)\)\.$")
        self.shirt.product_tag_ids = False
        policy.excluded_categ_ids = self.categ
        self.assertRegex(self._sentence(), r"exception for Shirt.* \(CRD Art. 9\)\.$")
        policy.excluded_categ_ids = categ
        self.assertRegex(self._sentence(), r"exception for Shirt.* \(CRD Art. 16\(c\)\)\.$")

    def test_sealed_goods_cite_theirs_beside_it(self):
        self.shirt.product_tag_ids = self.tag
        self._policy(
            sealed_tag_ids=self.tag.ids,
            source_id=self._source("CRD Art. 9"),
            clause_ids=[
                Command.create(
                    {"product_tag_id": self.tag.id, "source_id": self._source("CRD Art. 16(e)")}
                )
            ],
        )
        self.assertRegex(self._sentence(), r"Seal unbroken \(CRD Art. 9, CRD Art. 16\(e\)\)\.$")

    def test_law_that_lifts_a_promise_is_cited_with_it(self):
        self._policy(
            {"refund": 14}, name="Law", statutory=True, source_id=self._source("CRD Art. 9")
        )
        self._policy(
            {"refund": 3},
            name="Goodwill",
            return_payer="company",
            source_id=self._source("our promise"),
        )
        self.assertRegex(self._sentence(), r"\(our promise, CRD Art. 9\)\.$")

    def test_exclusion_cites_its_reason(self):
        self._exclusion(source_id=self._source("house rule 4"))
        self.assertRegex(self._sentence(), r"is excluded from return \(house rule 4\)\.$")

    def test_mail_and_form_say_it_too(self):
        self._policy(source_id=self._source("CRD Art. 9"))
        order = self.line.return_id
        order.action_request()
        sent = self.env["mail.mail"].search([])
        self.env["after.sales.mail"].search([("return_id", "=", order.id)])._send()
        mail = self.env["mail.mail"].search([]) - sent
        self.assertIn("(CRD Art. 9).", mail.body_html)
        self.assertIn("(CRD Art. 9).", order.verdict_summary)

    def test_what_has_no_source_cites_none(self):
        self._policy()
        self.assertRegex(self._sentence(), r"pays the way back\.$")

    def test_in_the_language_of_who_reads(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        policy = self._policy(source_id=self._source("CRD Art. 9"))
        policy.source_id.with_context(lang="zh_CN").name = "消费者权益保护法第二十五条"
        values = self.Policy.with_context(lang="zh_CN")._evaluate(self.line)[self.line]
        self.assertRegex(values["verdict_reason"], "（消费者权益保护法第二十五条）。$")


@tagged("post_install", "-at_install")
class TestReadySources(PolicyCase):
    """The ready policies, each tag of theirs, in three languages."""

    def _ready(self, name):
        law = self.env.ref(f"after_sales_returns.policy_{name}")
        self.Policy.search([]).active = False
        law.write({"active": True, "categ_ids": False})
        return law

    def _tag(self, name):
        return self.env.ref(f"after_sales_returns.product_tag_{name}")

    def test_exceptions_of_withdrawal(self):
        for policy, articles in {
            "eu_withdrawal": {
                "made_to_order": "CRD Art. 16(c)",
                "perishable": "CRD Art. 16(d)",
                "sealed_hygiene": "CRD Art. 9, CRD Art. 16(e)",
                "sealed_media": "CRD Art. 9, CRD Art. 16(i)",
                "periodical": "CRD Art. 16(j)",
                "digital": "CRD Art. 16(m)",
            },
            "cn_no_reason": {
                "made_to_order": "Consumer Protection Law of China, Art. 25(1) no. 1",
                "digital": "Consumer Protection Law of China, Art. 25(1) no. 3",
            },
        }.items():
            self._ready(policy)
            for tag, article in articles.items():
                with self.subTest(policy=policy, tag=tag):
                    self.shirt.product_tag_ids = self._tag(tag)
                    sentence = self._verdict()["verdict_reason"]
                    self.assertTrue(sentence.endswith(f"({article})."), sentence)

    def test_every_ready_policy_cites_and_is_translated(self):
        names = [
            "cn_no_reason",
            "cn_quality",
            "shoes_clothing",
            "eu_withdrawal",
            "eu_conformity",
            "store_goodwill",
        ]
        for lang in ("zh_CN", "zh_TW"):
            self.env["res.lang"]._activate_lang(lang)
        self.env["ir.module.module"]._load_module_terms(
            ["after_sales_returns"], ["zh_CN", "zh_TW"], overwrite=True
        )
        for name in names:
            law = self.env.ref(f"after_sales_returns.policy_{name}")
            windows, clauses, presumed = law.window_ids, law.clause_ids, law.presumption_ids
            cited = [law, *windows.filtered("source_id"), *clauses, *presumed]
            self.assertTrue(all(record.source_id for record in cited))
            for source in law.source_id.union(*(record.source_id for record in cited)):
                chinese = [source.with_context(lang=lang).name for lang in ("zh_CN", "zh_TW")]
                with self.subTest(policy=name, source=source.name):
                    self.assertTrue(all(chinese) and source.name not in chinese, chinese)
