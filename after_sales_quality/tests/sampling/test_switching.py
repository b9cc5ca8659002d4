from odoo.tests import BaseCase, tagged

from ...models.sampling.switching import Standing, after, lifted


def follow(outcomes, standing=None):
    """:param outcomes: text of A (accepted) and R (refused)
    :return: the :class:`Standing` after them"""
    standing = standing or Standing()
    for outcome in outcomes:
        standing = after(standing, outcome == "A")
    return standing


@tagged("post_install", "-at_install")
class TestSwitching(BaseCase):
    def test_outcomes_switch_the_inspection(self):
        for outcomes, inspection in (
            ("", "normal"),
            ("AAAAAAAAAA", "normal"),
            ("R", "normal"),
            ("RR", "tightened"),
            ("RAAAR", "tightened"),  # two of five
            ("RAAAAR", "normal"),  # two of six
            ("AAAARAAAR", "tightened"),
            ("RRAAAA", "tightened"),
            ("RRAAAAA", "normal"),  # five in a row
            ("RRAAAARAAAAA", "normal"),
            ("RRAAAAAR", "normal"),  # it looks back on normal inspection alone
            ("RRAAAAARR", "tightened"),
            ("RRRRRR", "tightened"),
            ("RRRRRRR", "stopped"),  # five while tightened
            ("RRRARARARAR", "stopped"),
            ("RRRRAAAAARRRR", "tightened"),  # counted anew
            ("RRRRRRRAAAAAA", "stopped"),  # a person lifts it
        ):
            with self.subTest(outcomes=outcomes):
                self.assertEqual(follow(outcomes).inspection, inspection)

    def test_a_refusal_ends_what_was_accepted_in_a_row(self):
        self.assertEqual(follow("AAAAAAAAAA").accepted_in_row, 10)
        self.assertEqual(follow("AAAAAAAAAAR").accepted_in_row, 0)

    def test_lifting_begins_anew(self):
        standing = lifted(follow("RRRRRRRAAAAAA"))
        self.assertEqual(standing, Standing("tightened", "", 0, 0))
        self.assertEqual(follow("AAAA", standing).inspection, "tightened")
        self.assertEqual(follow("AAAAA", standing).inspection, "normal")
