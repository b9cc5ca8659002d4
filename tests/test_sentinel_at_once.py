"""Two people find the same style failing at once: each failure counts, and counts once."""

from two_at_once import TwoAtOnce

from odoo.tests import tagged


@tagged("post_install", "-at_install")
class TestSentinelAtOnce(TwoAtOnce):
    @classmethod
    def _make_shop(cls, env):
        super()._make_shop(env)
        cls.defect_id = (
            env["after.sales.defect"].create({"name": "Seam at once", "code": "AT-ONCE"}).id
        )

    def _vals(self, env, number):
        return {
            "company_id": env.company.id,
            "origin": "return",
            "res_model": self._testMethodName,
            "res_id": number,
            "product_id": self.shirt_id,
            "defect_id": self.defect_id,
            "quantity": 1.0,
        }

    def _record(self, number):
        return lambda env: env["after.sales.sentinel.event"]._record_events(
            [self._vals(env, number)]
        )

    def _count(self, ids):
        return lambda env: env["after.sales.sentinel.event"].browse(ids)._count()

    def _events(self, env):
        return env["after.sales.sentinel.event"].search([("res_model", "=", self._testMethodName)])

    def test_same_failure_is_recorded_once(self):
        self.assertFalse(self._at_once(self._record(1), self._record(1)))
        self._read(lambda env: self.assertEqual(len(self._events(env)), 1))

    def test_both_count_on_one_row(self):
        first, second, third = (self._prepare(self._record(number)) for number in (1, 2, 3))
        self._prepare(lambda env: self._count(first)(env) or self._events(env))
        self.assertFalse(self._at_once(self._count(second), self._count(third)))

        def check(env):
            row = env["after.sales.sentinel"].search([("defect_id", "=", self.defect_id)])
            self.assertEqual((len(row), row.units_failed), (1, 3.0))

        self._read(check)

    def test_work_that_records_waits_for_no_count(self):
        """Counting writes rows; recording writes none of them."""
        event = self._prepare(self._record(1))
        self.assertFalse(self._at_once(self._count(event), self._record(2)))
        self._read(lambda env: self.assertEqual(len(self._events(env)), 2))
