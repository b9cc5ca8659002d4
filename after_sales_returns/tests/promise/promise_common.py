from datetime import datetime, timedelta

from freezegun import freeze_time

from odoo.fields import Command

from ..common import AfterSalesCommon

# A Friday, noon in UTC.
START = datetime(2026, 3, 6, 12)


class PromiseCase(AfterSalesCommon):
    """Time stands still; ``_pass`` moves it on."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_users()
        cls.rules = cls.env["after.sales.promise.rule"]
        cls.leader = cls.manager
        cls.team = cls.env["after.sales.team"].create(
            {"name": "Desk", "user_id": cls.leader.id, "member_ids": cls.clerk.ids}
        )
        cls.sale = cls._sell((cls.shirt, 50))

    def setUp(self):
        super().setUp()
        self.now = START
        self._freeze()

    def _freeze(self):
        frozen = freeze_time(self.now)
        frozen.start()
        self.addCleanup(frozen.stop)

    def _pass(self, hours):
        self.env.flush_all()
        self.now += timedelta(hours=hours)
        self._freeze()

    def _order(self, **vals):
        vals = {"team_id": self.team.id, "user_id": self.clerk.id, **vals}
        return self._create_return(self.sale, {self.shirt: 2}, **vals)

    def _requested(self, **vals):
        order = self._order(**vals)
        order.action_request()
        return order

    def _approved(self, **vals):
        return self._approve(self._order(**vals))

    def _received(self, **vals):
        order = self._approved(**vals)
        self._receive(order)
        return order

    def _promise(self, order, step):
        """The last promise of a step."""
        return order.promise_ids.filtered(lambda promise: promise.step == step).sorted("id")[-1:]

    def _states(self, order):
        return {promise.step: promise.state for promise in order.promise_ids.sorted("id")}

    def _rule(self, **vals):
        return self.rules.create({"name": "Special", "step": "decision", "sequence": 1, **vals})

    def _work_week(self):
        return self.env["resource.calendar"].create(
            {
                "name": "Office",
                "tz": "UTC",
                "attendance_ids": [Command.clear()]
                + [
                    Command.create(
                        {
                            "name": "Day",
                            "dayofweek": str(day),
                            "hour_from": 9,
                            "hour_to": 17,
                            "day_period": "morning",
                        }
                    )
                    for day in range(5)
                ],
            }
        )

    def _follow_up(self):
        """Run the scheduled job without its commits."""
        self.env.flush_all()
        cron = self.registry["ir.cron"]
        self.patch(cron, "_commit_progress", lambda *args, **kwargs: float("inf"))
        self.env["after.sales.promise"]._cron_follow_up()

    def _activities(self, order, user):
        return order.activity_ids.filtered(lambda activity: activity.user_id == user)
