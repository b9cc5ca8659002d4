from odoo.tests import BaseCase, tagged

from ...models.sampling.iso2859 import (
    AQLS,
    Sample,
    single_sampling,
    stricter,
    verdict,
)

# The master table for normal inspection, level II, as printed: lot size → for each AQL of 0.65,
# 1.0, 1.5, 2.5, 4.0 and 6.5 the sample, and with how many nonconforming units it is accepted.
# Where the standard has an arrow, the next plan in its direction counts, with its own sample.
LEVEL_II = [
    (40, "D", (20, 0), (13, 0), (8, 0), (5, 0), (13, 1), (8, 1)),
    (90, "E", (20, 0), (13, 0), (8, 0), (20, 1), (13, 1), (13, 2)),
    (150, "F", (20, 0), (13, 0), (32, 1), (20, 1), (20, 2), (20, 3)),
    (280, "G", (20, 0), (50, 1), (32, 1), (32, 2), (32, 3), (32, 5)),
    (500, "H", (80, 1), (50, 1), (50, 2), (50, 3), (50, 5), (50, 7)),
    (1000, "J", (80, 1), (80, 2), (80, 3), (80, 5), (80, 7), (80, 10)),
    (3200, "K", (125, 2), (125, 3), (125, 5), (125, 7), (125, 10), (125, 14)),
    (10000, "L", (200, 3), (200, 5), (200, 7), (200, 10), (200, 14), (200, 21)),
    (35000, "M", (315, 5), (315, 7), (315, 10), (315, 14), (315, 21), (200, 21)),
    (150000, "N", (500, 7), (500, 10), (500, 14), (500, 21), (315, 21), (200, 21)),
    (500000, "P", (800, 10), (800, 14), (800, 21), (500, 21), (315, 21), (200, 21)),
    (500001, "Q", (1250, 14), (1250, 21), (800, 21), (500, 21), (315, 21), (200, 21)),
]
# Small lots: as many units as the lot has, or the sample; none may be nonconforming.
SMALL = [
    (1, "A", 1, 1, 1, 1, 1, 1),
    (3, "A", 3, 3, 3, 3, 3, 2),
    (8, "A", 8, 8, 8, 5, 3, 2),
    (9, "B", 9, 9, 8, 5, 3, 2),
    (15, "B", 15, 13, 8, 5, 3, 2),
    (19, "C", 19, 13, 8, 5, 3, None),
    (21, "C", 20, 13, 8, 5, 3, None),
]
# Levels I and III have other letters for the same size.
LETTERS = {
    "I": [(8, "A"), (25, "B"), (90, "C"), (150, "D"), (280, "E"), (500, "F"), (1200, "G"),
          (3200, "H"), (10000, "J"), (35000, "K"), (150000, "L"), (500000, "M"), (10**6, "N")],
    "III": [(8, "B"), (15, "C"), (25, "D"), (50, "E"), (90, "F"), (150, "G"), (280, "H"),
            (500, "J"), (1200, "K"), (3200, "L"), (10000, "M"), (35000, "N"), (150000, "P"),
            (500000, "Q"), (10**6, "R")],
}  # fmt: skip


@tagged("post_install", "-at_install")
class TestIso2859(BaseCase):
    def test_every_aql_of_level_ii(self):
        for size, letter, *samples in LEVEL_II:
            for aql, (units, accept) in zip(AQLS, samples, strict=True):
                with self.subTest(size=size, aql=aql):
                    found = single_sampling("II", aql, size)
                    self.assertEqual(found, (letter, Sample(units, accept)))
                    self.assertEqual(found[1].reject, accept + 1)

    def test_small_lots_are_looked_at_whole(self):
        for size, letter, *samples in SMALL:
            for aql, units in zip(AQLS, samples, strict=True):
                with self.subTest(size=size, aql=aql):
                    if units:
                        found = single_sampling("II", aql, size)
                        self.assertEqual(found, (letter, Sample(units, 0)))

    def test_a_sample_as_large_as_the_lot_accepts_none(self):
        self.assertEqual(single_sampling("II", "4.0", 13)[1], Sample(3, 0))
        self.assertEqual(single_sampling("III", "0.65", 80)[1], Sample(20, 0))
        self.assertEqual(single_sampling("III", "4.0", 20)[1], Sample(13, 1))
        # Code letter D, AQL 6.5 at level III: 8 of which one is accepted, but not of 8.
        self.assertEqual(single_sampling("III", "6.5", 8)[1].accept, 0)

    def test_levels_have_their_letters(self):
        for level, sizes in LETTERS.items():
            for size, letter in sizes:
                with self.subTest(level=level, size=size):
                    self.assertEqual(single_sampling(level, "2.5", size)[0], letter)

    def test_sizes_on_either_side_of_a_limit(self):
        for size, letter in ((1200, "J"), (1201, "K"), (500, "H"), (501, "J")):
            with self.subTest(size=size):
                self.assertEqual(single_sampling("II", "1.5", size)[0], letter)

    def test_the_next_stricter_aql(self):
        self.assertEqual([stricter(aql) for aql in AQLS], ["0.65", *AQLS[:-1]])

    def test_a_lot_is_decided_as_early_as_it_can_be(self):
        major = Sample(80, 3)
        for counted, found, expected in (
            (0, 0, None),
            (4, 3, None),
            (4, 4, "refused"),
            (76, 0, None),
            (77, 0, "accepted"),  # three more are all that is left
            (79, 2, "accepted"),
            (79, 3, None),
            (80, 3, "accepted"),
            (80, 4, "refused"),
        ):
            with self.subTest(counted=counted, found=found):
                self.assertEqual(verdict(counted, [(major, found)]), expected)

    def test_each_severity_is_asked(self):
        critical, minor = Sample(80, 0), Sample(20, 2)
        self.assertEqual(verdict(3, [(critical, 1), (minor, 0)]), "refused")
        self.assertEqual(verdict(20, [(critical, 0), (minor, 2)]), None)
        self.assertEqual(verdict(80, [(critical, 0), (minor, 2)]), "accepted")
