from odoo.tests import BaseCase, tagged

from ...ledger import Ledger, cut_down

CENT = {"base": 0.01, "total": 0.01}


@tagged("post_install", "-at_install")
class TestLedger(BaseCase):
    """The arithmetic of what an invoice line still gives back, without a database."""

    def _slices(self, units, amount, events, percent=100.0):
        """:param events: numbers (units that come back), ("cut", amount) or ("units", quantity,
            amount) of documents that the suite did not make
        :return: what each return gives"""
        ledger, takes, foreign = Ledger(units, amount), [], {}
        for index, event in enumerate(events):
            if not isinstance(event, tuple):
                takes.append(ledger.take(event, percent))
                continue
            foreign[index] = {"base": event[-1]}
            ledger.credit(event[1] if event[0] == "units" else 0.0, event[-1], index)
        slices = ledger.slices({"base": amount}, CENT, foreign)
        return [slices[take]["base"] for take in takes]

    def test_slices(self):
        third = 1 / 3
        for title, units, amount, events, expected in (
            ("one by one", 3, 450, [1, 1, 1], [150, 150, 150]),
            ("three for ten", 3, 10, [1, 1, 1], [3.33, 3.33, 3.34]),
            ("price cut before", 3, 450, [("cut", 150), 1, 1, 1], [100, 100, 100]),
            ("odd price cut", 3, 450, [("cut", 50), 1, 1, 1], [133.33, 133.33, 133.34]),
            ("all at once after a cut", 3, 450, [("cut", 150), 3], [300]),
            ("cut between two returns", 3, 450, [1, ("cut", 50), 1, 1], [150, 125, 125]),
            ("unit credited by hand", 3, 450, [("units", 1, 150), 1, 1], [150, 150]),
            ("cut and unit", 3, 450, [("cut", 150), ("units", 1, 150), 1, 1], [75, 75]),
            ("cut to nothing", 3, 450, [("cut", 450), 2, 1], [0, 0]),
            ("cut beyond the line", 3, 450, [("cut", 500), 3], [0]),
            ("all units credited", 3, 450, [("units", 3, 450), 1], [0]),
            ("a dozen in pieces", 1, 120, [1 / 12, 4 / 12, 7 / 12], [10, 40, 70]),
            ("a dozen piece by piece", 1, 120, [1 / 12] * 12, [10] * 12),
            ("kilograms in grams", 3, 29.97, [0.333] * 3, [3.32, 3.33, 3.33]),
            ("a third of a kit", 1, 100, [third] * 3, [33.33, 33.33, 33.34]),
            ("discount line", 1, -10, [third] * 3, [-3.33, -3.33, -3.34]),
            ("discount lowered", 1, -10, [("cut", -4), third, 2 * third], [-2, -4]),
            ("free goods", 2, 0, [1, 1], [0, 0]),
            ("many slices", 1000, 77.77, [1] * 1000, None),
        ):
            with self.subTest(title):
                slices = self._slices(units, amount, events)
                if expected is not None:
                    self.assertEqual(slices, expected)
                left = sum(event[-1] for event in events if isinstance(event, tuple))
                came = sum(event for event in events if not isinstance(event, tuple))
                if title in ("one by one", "three for ten", "many slices", "a third of a kit"):
                    self.assertAlmostEqual(came, units)
                    self.assertAlmostEqual(sum(slices), amount - left, 6)

    def test_withheld_is_not_left_for_others(self):
        ledger = Ledger(3, 450)
        half, rest = ledger.take(1, 50.0), ledger.take(2)
        slices = ledger.slices({"base": 450.0}, CENT)
        self.assertEqual([slices[half]["base"], slices[rest]["base"]], [75.0, 300.0])

    def test_percent_is_cut_from_the_running_total(self):
        self.assertEqual(self._slices(3, 99.99, [1, 1, 1], 50.0), [16.66, 16.67, 16.66])

    def test_earlier_document_that_gave_a_cent_more_is_made_up_for(self):
        ledger = Ledger(3, 100)
        ledger.take(1, source="first")
        ledger.take(1, source="second")
        last = ledger.take(1)
        given = {"first": {"base": 33.33}, "second": {"base": 33.34}}
        self.assertEqual(ledger.slices({"base": 100.0}, CENT, given=given)[last], {"base": 33.33})

    def test_amounts_are_cut_each_by_itself(self):
        ledger = Ledger(3, 100)
        takes = [ledger.take(1) for _time in range(3)]
        slices = ledger.slices({"base": 100.0, "total": 119.0}, CENT)
        self.assertEqual([slices[take]["total"] for take in takes], [39.66, 39.67, 39.67])

    def test_unit_value(self):
        ledger = Ledger(3, 450)
        ledger.credit(0.0, 150)
        self.assertEqual(ledger.unit_value(), 100.0)
        ledger.take(1)
        self.assertEqual(ledger.unit_value(), 100.0)
        ledger.take(2)
        self.assertEqual(ledger.unit_value(), 0.0)

    def test_what_does_not_fit_is_handed_on(self):
        self.assertAlmostEqual(Ledger(2, 300).credit(3, 450), 1 / 3)
        self.assertAlmostEqual(Ledger(2, 300).credit(0.0, 400), 0.25)
        self.assertEqual(Ledger(2, 300).credit(0.0, 400, part=0.25), 0.0)

    def test_cut_down_bears_the_noise_of_floats(self):
        self.assertEqual(cut_down(9.999999999, 0.01), 10.0)
        self.assertEqual(cut_down(-3.339, 0.01), -3.33)
        self.assertEqual(cut_down(0.1 + 0.2, 0.1), 0.3)
