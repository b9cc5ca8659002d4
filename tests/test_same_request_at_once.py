"""A program's request that comes twice at once makes one return order."""

from two_at_once import TwoAtOnce

from odoo.tests import tagged


@tagged("post_install", "-at_install")
class TestSameRequestAtOnce(TwoAtOnce):
    def test_one_return_for_both(self):
        partner = self._prepare(self._customer)
        vals = {"partner_id": partner[0], "channel": "api", "caller_reference": "AT-ONCE"}
        answers = []

        def send(env):
            answers.append(env["after.sales.return"].create(dict(vals)).ids)

        self.assertFalse(self._at_once(send, send))
        self._read(
            lambda env: self.assertEqual(
                env["after.sales.return"].search([("caller_reference", "=", "AT-ONCE")]).ids,
                answers[-1],
            )
        )
        self.assertEqual(answers[-1], answers[-2])
