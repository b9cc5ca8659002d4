from random import Random

from odoo.tests import BaseCase, tagged

from ...models.sentinel import cusum


@tagged("post_install", "-at_install")
class TestCusum(BaseCase):
    """The statistics, by numbers computed by hand."""

    def test_share_that_has_failed(self):
        for age, mean, share in (
            (-5, 28, 0.0),
            (0, 28, 0.0),
            (14, 28, 0.393469),  # 1 - e^-0.5
            (28, 28, 0.632121),  # 1 - e^-1
            (84, 28, 0.950213),  # 1 - e^-3
        ):
            with self.subTest(age=age, mean=mean):
                self.assertAlmostEqual(cusum.failed_share(age, mean), share, 6)

    def test_units_old_enough(self):
        sold = [(0, 100), (14, 200), (28, 1000)]
        # 100 × 0.632121 + 200 × 0.393469 + nothing of today's.
        self.assertAlmostEqual(cusum.exposed_units(sold, 28, 28), 141.906, 3)
        self.assertEqual(cusum.exposed_units([], 28, 28), 0)

    def test_next_score(self):
        for score, expected, units, after in (
            (0.0, 0.0, 1, 2.302585),  # log(10)
            (0.0, 5.0, 1, 2.302585),  # what went well before hides nothing
            (2.302585, 0.1, 1, 3.70517),  # 2.302585 - 9 × 0.1 + 2.302585
            (1.0, 0.5, 1, 2.302585),  # 1 - 4.5 is below nothing
            (2.0, 0.1, 3, 8.007755),  # 2 - 0.9 + 3 × 2.302585
            (2.0, 0.1, 0, 1.1),
        ):
            with self.subTest(score=score, expected=expected, units=units):
                self.assertAlmostEqual(cusum.next_score(score, expected, units, 10), after, 5)

    def test_chance(self):
        for units, expected, chance in (
            (0, 3.0, 1.0),
            (1, 0.5, 0.393469),  # 1 - e^-0.5
            (3, 0.4, 0.0079263),  # 1 - e^-0.4 × (1 + 0.4 + 0.08)
            (2, 0.0, 0.0),
        ):
            with self.subTest(units=units, expected=expected):
                self.assertAlmostEqual(cusum.chance_of(units, expected), chance, 6)
        # e^-1 / 20! × (1 + 1/21 + 1/462 + …): too small to be what 1 leaves.
        self.assertAlmostEqual(cusum.chance_of(20, 1.0) * 1e19, 1.58753, 4)

    def test_mean_run_is_that_of_a_sound_style(self):
        """Sound styles lived through by chance, until they ring."""
        chance = Random(42)
        for ratio, threshold in ((3, 3.0), (10, 4.0), (10, 5.0)):
            lived, runs = 0.0, 4000
            for _run in range(runs):
                score = 0.0
                while score < threshold:
                    expected = chance.expovariate(1)
                    lived += expected
                    score = cusum.next_score(score, expected, 1, ratio)
            with self.subTest(ratio=ratio, threshold=threshold):
                tried = lived / runs
                self.assertAlmostEqual(cusum.mean_run(threshold, ratio) / tried, 1.0, delta=0.05)

    def test_threshold_keeps_to_the_budget(self):
        for alarms, expected in ((1.0, 100.0), (1.0, 1300.0), (1 / 40000, 0.017)):
            with self.subTest(alarms=alarms, expected=expected):
                threshold = cusum.threshold_for(alarms, expected, 10)
                self.assertGreaterEqual(cusum.mean_run(threshold, 10), expected / alarms)
                below = threshold - 1.001 * cusum.GRID
                self.assertLess(cusum.mean_run(below, 10), expected / alarms)

    def test_one_unit_never_rings(self):
        self.assertGreater(cusum.threshold_for(1000.0, 0.0, 10), cusum.next_score(0, 0, 1, 10))

    def test_no_false_alarm_at_all_is_the_highest_line(self):
        self.assertGreater(cusum.threshold_for(0.0, 1.0, 10), 24)
