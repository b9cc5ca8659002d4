from odoo.tests import tagged

from ..money.common import RefundCase

MANY = 40
# Queries that one more record costs, with headroom. All of it is Odoo's own, move by move and
# note by note: kits and delivered quantities, push rules, quants, manual values, sequences.
PER_LINE = {
    "request": 0.2,
    "approve": 0.2,
    "receive": 7.3,
    "sort": 0.2,
    "decide": 3.3,
    "settle": 1.2,
}
PER_RETURN = {
    "request": 0.2,
    "approve": 2.2,
    "receive": 9.3,
    "sort": 0.2,
    "decide": 3.3,
    "settle": 9.3,
}
# Queries of one return of one line, with a twentieth of headroom.
ONE = {"request": 44, "approve": 67, "receive": 101, "sort": 8, "decide": 63, "settle": 160}


@tagged("post_install", "-at_install")
class TestQueryCount(RefundCase):
    """Every step works on recordsets: more records cost next to no more queries."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._stock(cls.shirt, 500)
        # Points that an order earned are moved, too; most orders earn none.
        cls.env["loyalty.program"].search([]).active = False

    def _count(self, step):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        result = step()
        self.env.flush_all()
        return self.cr.sql_log_count - before, result

    def _cycle(self, orders):
        """:return: dict step → queries"""
        counts = {}
        counts["request"], _ = self._count(orders.action_request)
        counts["approve"], _ = self._count(orders.action_approve)
        orders.picking_ids.move_ids.picked = True
        counts["receive"], _ = self._count(orders.picking_ids.button_validate)
        counts["sort"], parts = self._count(orders.action_sort)
        parts.grade_id = self.grade_a
        counts["decide"], _ = self._count(parts.action_decide)
        counts["settle"], _ = self._count(orders.action_settle)
        self.assertEqual(set(orders.mapped("stage")), {"closed"})
        return counts

    def _check_growth(self, build, bounds):
        self._cycle(build(1))  # fills the caches that all requests share
        one, many = self._cycle(build(1)), self._cycle(build(MANY))
        growth = {step: (many[step] - one[step]) / (MANY - 1) for step in one}
        for step, bound in bounds.items():
            with self.subTest(step=step, one=one[step], many=many[step]):
                self.assertLessEqual(growth[step], bound)
                self.assertLessEqual(one[step], ONE[step])

    def test_lines_of_one_return(self):
        def build(count):
            sale = self._sell(*[(self.shirt, 1)] * count)
            return self._create_return(sale)

        self._check_growth(build, PER_LINE)

    def test_returns_handled_together(self):
        def build(count):
            orders = self.env["after.sales.return"]
            for _index in range(count):
                orders |= self._create_return(self._sell((self.shirt, 1)))
            return orders

        self._check_growth(build, PER_RETURN)
