from datetime import date

from freezegun import freeze_time

from odoo.fields import Command

from ..common import AfterSalesCommon

NOW = "2026-03-05 04:00:00"  # noon in Shanghai, a Thursday


class PolicyCase(AfterSalesCommon):
    """Policies of the test only, in a company in Shanghai: every other policy is off.

    ``line`` is a draft return line of a shirt sold for 100 and delivered today.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(freeze_time(NOW))
        cls.Policy = cls.env["after.sales.policy"]
        cls.Policy.search([]).active = False
        cls.company.partner_id.tz = "Asia/Shanghai"
        cls.categ = cls.env["product.category"].create({"name": "Clothing"})
        cls.shirt.categ_id = cls.env["product.category"].create(
            {"name": "Shirts", "parent_id": cls.categ.id}
        )
        cls.tag = cls.env["product.tag"].create({"name": "Made for you"})
        cls.no_fault = cls.reason
        cls.fault = cls.env.ref("after_sales_returns.reason_quality")
        cls.line = cls._line()
        cls.sale_line = cls.line.sale_line_id

    @classmethod
    def _policy(cls, windows=None, **vals):
        """Create a policy with windows {resolution: days}, seven days of refund by default."""
        windows = {"refund": 7} if windows is None else windows
        return cls.Policy.create(
            {
                "name": "Seven days",
                "trigger": "day_after_delivery",
                "window_ids": [
                    Command.create({"resolution": resolution, "window_days": days})
                    for resolution, days in windows.items()
                ],
                **vals,
            }
        )

    @classmethod
    def _exclusion(cls, **vals):
        return cls._policy({}, **{"name": "No shirts", "effect": "exclusion", **vals})

    @classmethod
    def _line(cls, quantity=1.0, deliver=True, sale=None, **vals):
        """The line of a draft return order over a new sale of as many shirts."""
        order = cls._sell((cls.shirt, quantity), deliver=deliver, invoice=False, **(sale or {}))
        return cls._create_return(order, partner_id=order.partner_id.id, line_vals=vals).line_ids

    def _verdict(self, line=None, day=None):
        line = self.line if line is None else line
        return self.Policy._evaluate(line, date=day and date.fromisoformat(day))[line]

    def assertVerdict(self, verdict, line=None, day=None, **expected):
        values = self._verdict(line, day)
        self.assertEqual(values["verdict"], verdict, values["verdict_reason"])
        for name, value in expected.items():
            self.assertEqual(values[name], value, values["verdict_reason"])
        return values


class WithdrawalCase(PolicyCase):
    """A shirt of 100 is bought at a distance and comes back within the fourteen days."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_users()
        source = cls.env["after.sales.source"].create({"name": "CRD Art. 14(2)"})
        cls.law = cls._policy(
            {"refund": 14, "exchange": 14},
            name="Withdrawal",
            statutory=True,
            withdrawal=True,
            deduction_source_id=source.id,
        )
        cls.grade_c = cls.env.ref("after_sales_returns.grade_c")

    def _came(self, **line_vals):
        """:return: the disposition to decide of a shirt that came back"""
        sale = self._sell((self.shirt, 1))
        order = self._create_return(sale, line_vals=line_vals)
        order.action_request()
        if order.state == "requested":
            order.action_approve()
        self._receive(order)
        return order.action_sort()

    def _evidence(self):
        return [Command.create({"name": "stain.png", "raw": b"x"})]
