from odoo.fields import Command
from odoo.tests import tagged

from .till_tour_common import TicketTourCommon


@tagged("post_install", "-at_install")
class TestTillExchangeTour(TicketTourCommon):
    """Exchanges among everything else that happens at a till."""

    def test_serial_of_the_new_goods_is_asked_and_parked_carts_stay(self):
        self._create_store_serials(self.store, self.phone, "PH-1", "PH-2", "PH-3")
        self._sell_one(self.phone, pack_lot_ids=["PH-1"])
        self._tour("till_exchange_serial")
        back, sale = self._ticket()
        self.assertEqual(back.lines.pack_lot_ids.mapped("lot_name"), ["PH-1"])
        self.assertEqual(sale.lines.pack_lot_ids.mapped("lot_name"), ["PH-3"])
        self.assertRecordValues(sale.lines[0], [{"qty": 1.0, "product_id": self.phone.id}])
        self.assertEqual(sale.picking_ids.move_line_ids.lot_id.name, "PH-3")

    def test_discounts_and_cards_leave_an_exchange_even(self):
        self.env["loyalty.program"].create(
            {
                "name": "Opening week",
                "program_type": "promotion",
                "trigger": "auto",
                "applies_on": "current",
                "rule_ids": [Command.create({"minimum_qty": 1})],
                "reward_ids": [Command.create({"reward_type": "discount", "discount": 10})],
            }
        )
        self._sell_one(self.shirt).pos_reference = "TILL-CASH"
        program = self.till.company_id.after_sales_ewallet_program_id
        program.active = True
        wallet = self.env["loyalty.card"].create(
            {"program_id": program.id, "partner_id": self.customer.id, "points": 0.0}
        )
        reward = program.reward_ids[:1]
        payment = {
            "price_unit": -50.0,
            "tax_ids": [Command.clear()],
            "is_reward_line": True,
            "reward_id": reward.id,
            "coupon_id": wallet.id,
            "points_cost": 50.0,
            "reward_identifier_code": "TILL-CARD",
        }
        self._sell_at_till(
            self.till,
            (self.shoe, 1),
            (reward.discount_line_product_id, 1, payment),
            partner=self.customer,
        ).pos_reference = "TILL-CARD"
        self._tour("till_exchange_corners")
        back, sale = self._ticket()
        self.assertRecordValues(back | sale, [{"amount_total": 0.0}, {"amount_total": 0.0}])
        paid = sale.lines.filtered("coupon_id")
        self.assertRecordValues(
            paid, [{"coupon_id": wallet.id, "price_subtotal_incl": -50.0, "points_cost": 50.0}]
        )
        self.assertEqual(wallet.points, 0.0)
