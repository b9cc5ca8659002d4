"""Who guesses a manager's password at a till is stopped, although each failed request is rolled
back and the next one may reach another worker process."""

from two_tills import TwoTills

from odoo.exceptions import UserError
from odoo.service.model import retrying
from odoo.tests import new_test_user, tagged


@tagged("post_install", "-at_install")
class TestTillOverride(TwoTills):
    @classmethod
    def _make_shop(cls, env):
        super()._make_shop(env)
        new_test_user(env, "override_boss", groups="after_sales_returns.group_after_sales_manager")

    def setUp(self):
        super().setUp()
        self._prepare(self._forget)

    def _forget(self, env):
        attempts = env["after.sales.override.attempt"].search([])
        attempts.unlink()
        env["after.sales.override"].search([("config_id", "in", self.till_ids)]).unlink()
        return attempts

    def _allow(self, password, till=0):
        """What a till asks the server for."""
        return lambda env: (
            env["pos.config"]
            .browse(self.till_ids[till])
            .after_sales_override(
                f"{self._testMethodName}-{till}",
                ["policy"],
                "A good customer",
                {"login": "override_boss", "password": password},
                "Nina",
            )
        )

    def _request(self, call):
        """Run ``call(env)`` as a request of its own; :return: the sentence that refused it"""
        try:
            with self.registry.cursor() as cr:
                env = self._env(cr)
                retrying(lambda: call(env), env)
        except UserError as error:
            return str(error)
        return ""

    def _count(self, model, **domain):
        with self.registry.cursor() as cr:
            return self._env(cr)[model].search_count(
                [(name, "=", value) for name, value in domain.items()]
            )

    def test_failures_outlive_their_request(self):
        for _time in range(5):
            self.assertIn("not the login and password", self._request(self._allow("wrong")))
        self.assertIn("Five overrides at At once One", self._request(self._allow("override_boss")))
        self.assertFalse(self._count("after.sales.override", config_id=self.till_ids[0]))
        self.assertFalse(self._request(self._allow("override_boss", till=1)))
        self.assertEqual(self._count("after.sales.override", config_id=self.till_ids[1]), 1)

    def test_guesses_sent_at_once_get_no_more_than_five(self):
        refused = self._at_once(*[self._allow("wrong")] * 8)
        checked = [sentence for sentence in refused if "not the login" in sentence]
        self.assertEqual(len(refused), 8)
        self.assertLessEqual(len(checked), 5)
        # Each guess that was looked at is kept; who was turned away before leaves nothing.
        self.assertEqual(self._count("after.sales.override.attempt"), len(checked))

    def test_right_password_leaves_no_trace(self):
        self.assertFalse(self._request(self._allow("override_boss")))
        self.assertFalse(self._count("after.sales.override.attempt"))
