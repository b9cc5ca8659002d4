from odoo.fields import Command
from odoo.tests import new_test_user, tagged
from odoo.tools import SQL

from ..warranty.warranty_common import WarrantyCommon


@tagged("post_install", "-at_install")
class TestBegun(WarrantyCommon):
    """Repairs of Odoo's own Repair that the installation finds; the whole way stands in
    ``tests/test_uninstall.py``."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_users()
        # The price list with taxes, as the quotation of 16.10.
        cls.part.write({"list_price": 14.0, "taxes_id": [Command.set(cls._tax_of_15().ids)]})
        cls.handy = new_test_user(cls.env, "handy", groups="stock.group_stock_user")

    @classmethod
    def _tax_of_15(cls):
        return cls.tax.copy({"name": "15 %", "amount": 15.0})

    @classmethod
    def _in_odoo(cls, product=None, lot=None, state="confirmed", parts=1, **vals):
        """A repair as Odoo's own Repair makes it; its item lies in stock, without an owner."""
        product = product or cls.shirt
        repair = cls.env["repair.order"].create(
            {
                "partner_id": cls.customer.id,
                "product_id": product.id,
                "lot_id": lot.id if lot else False,
                "user_id": cls.handy.id,
                "picking_type_id": cls.warehouse.repair_type_id.id,
                "move_ids": [
                    Command.create(
                        {
                            "product_id": cls.part.id,
                            "product_uom_qty": 1,
                            "repair_line_type": "add",
                        }
                    )
                ]
                * parts,
            }
        )
        if state != "draft":
            repair.with_user(cls.handy)._action_repair_confirm()
        if state == "under_repair":
            repair.with_user(cls.handy).action_repair_start()
        repair.sudo().write(vals)
        return repair

    @classmethod
    def _quoted_in_odoo(cls, state="sale", **vals):
        repair = cls._in_odoo(**vals)
        free = repair.under_warranty
        repair.with_user(cls.handy).action_create_sale_order()
        order = repair.sale_order_id
        if free:
            order.order_line.write({"price_unit": 0.0, "technical_price_unit": 0.0})
        if state == "sent":
            order.action_quotation_sent()
        if state == "sale":
            order.action_confirm()
        return repair

    @classmethod
    def _install(cls, repairs):
        """What the installation does with repairs that know nothing of our fields."""
        repairs.sudo().promise_ids.unlink()
        cls.env.flush_all()
        own = [
            name
            for name, field in repairs._fields.items()
            if field.store
            and field.column_type
            and not field.required
            and repairs._is_field_of_suite(field)
        ]
        own += ["date_intake", "goods_location_id"]
        cls.env.cr.execute(
            SQL(
                "UPDATE repair_order SET %s WHERE id = ANY(%s)",
                SQL(", ").join(SQL("%s = NULL", SQL.identifier(name)) for name in set(own)),
                repairs.ids,
            )
        )
        cls.env.cr.execute(
            "UPDATE repair_order SET quote_state = 'none' WHERE id = ANY(%s)", [repairs.ids]
        )
        repairs._fill_former_repairs()
        cls.env.invalidate_all(flush=False)
        cls.env["repair.order"]._after_sales_take_over()
        return repairs

    def _finish(self, repair):
        """As a technician does it."""
        mine = repair.with_user(self.technician)
        if mine.state == "confirmed":
            mine.action_start_work()
        mine.action_work_done()
        mine.action_check_pass()

    # Under way ------------------------------------------------------------------------------------

    def test_what_is_under_way_counts_as_diagnosed(self):
        repairs = self._in_odoo() + self._in_odoo(state="under_repair")
        self._install(repairs)
        self.assertRecordValues(
            repairs,
            [
                {"after_sales_stage": "to_repair", "begun_in_odoo": True},
                {"after_sales_stage": "in_repair", "begun_in_odoo": True},
            ],
        )
        for repair in repairs:
            self.assertTrue(repair.date_diagnosed)
            self.assertEqual(repair.date_intake, repair.create_date)
            self.assertEqual(repair.item_name, "Shirt")
            self.assertEqual(repair.after_sales_store_id, self.warehouse)
            self.assertFalse(repair.promise_ids)
            self._finish(repair)
            self.assertEqual(repair.state, "done")

    def test_a_draft_goes_our_way(self):
        repair = self._install(self._in_odoo(state="draft"))
        self.assertRecordValues(
            repair,
            [{"after_sales_stage": "intake", "begun_in_odoo": False, "date_diagnosed": False}],
        )

    def test_tick_stays_as_an_override(self):
        repair = self._install(self._in_odoo(under_warranty=True))
        self.assertRecordValues(
            repair,
            [
                {
                    "under_warranty": True,
                    "warranty_override": "free",
                    "after_sales_stage": "to_repair",
                }
            ],
        )
        self.assertIn("Odoo's Repair", repair.warranty_override_reason)
        self._finish(repair)
        self.assertTrue(repair.under_warranty)

    def test_confirmed_order_of_nothing_is_not_replaced(self):
        repair = self._quoted_in_odoo(under_warranty=True)
        order = repair.sale_order_id
        self.assertEqual((order.state, order.amount_total), ("sale", 0.0))
        self._install(repair)
        self._finish(repair)
        self.assertEqual(repair.sale_order_id, order)
        self.assertEqual((order.state, order.amount_total), ("sale", 0.0))
        self.assertEqual(repair.quotation_ids, order)

    def test_quotations_keep_their_price(self):
        for state, quote_state in (("draft", "draft"), ("sent", "sent"), ("sale", "accepted")):
            with self.subTest(state=state):
                repair = self._quoted_in_odoo(state)
                order = repair.sale_order_id
                order.order_line.price_unit = 14.0
                self.part.list_price = 99.0
                self._install(repair)
                self.assertRecordValues(
                    repair,
                    [{"quote_state": quote_state, "sale_order_id": order.id, "quote_amount": 16.1}],
                )
                if state != "sale":
                    repair.with_user(self.technician).action_quote_accept()
                self.assertEqual(repair.quote_amount_accepted, 16.1)
                self._finish(repair)
                self.assertEqual(repair.sale_order_id, order)
                self.assertEqual((order.state, order.amount_total), ("sale", 16.1))

    def test_work_under_way_ends_without_an_answer(self):
        """Odoo asks nobody before the work ends."""
        repair = self._in_odoo(state="under_repair")
        repair.with_user(self.handy).action_create_sale_order()
        repair.sale_order_id.action_quotation_sent()
        self._install(repair)
        self._finish(repair)
        self.assertEqual((repair.state, repair.sale_order_id.state), ("done", "sent"))

    def test_who_has_no_role_ends_it_with_odoos_buttons(self):
        repair = self._install(self._quoted_in_odoo("draft"))
        mine = repair.with_user(self.handy)
        mine.action_repair_start()
        mine.under_warranty = True
        mine.action_repair_end()
        self.assertEqual(repair.state, "done")

    def test_item_leaves_as_it_lies(self):
        """Goods that Odoo's return brought in have no owner; handing back leaves no debt."""
        stock = self.warehouse.lot_stock_id
        before = self._quantity_at(self.shirt, stock)
        repair = self._install(self._in_odoo(parts=0))
        self.assertEqual(repair.goods_location_id, stock)
        self._finish(repair)
        self.assertFalse(self._hand_back(repair))
        self.assertEqual(self._quantity_at(self.shirt, stock), before - 1)
        self.assertEqual(self._quantity_at(self.shirt, stock, self.customer), 0)

    def test_item_that_lies_nowhere_moves_on_paper(self):
        lot = self._create_serials(self.watch, "NOWHERE")
        self.env["stock.quant"].search([("lot_id", "=", lot.id)]).sudo().unlink()
        repair = self._install(self._in_odoo(self.watch, lot, parts=0))
        self.assertFalse(repair.goods_location_id)
        self._finish(repair)
        self.assertFalse(self._hand_back(repair))
        self.assertEqual(repair.after_sales_stage, "handed_back")
        self.assertFalse(
            self.env["stock.quant"]
            .search([("lot_id", "=", lot.id), ("quantity", "<", 0)])
            .filtered(lambda quant: quant.location_id.usage == "internal")
        )

    def test_serial_is_in_one_open_repair(self):
        lot = self._create_serials(self.watch, "ONE")
        repair = self._install(self._in_odoo(self.watch, lot))
        self.assertEqual(lot.after_sales_repair_id, repair)
        again = self._counter_repair(self.watch, "ONE")
        with self.assertRefused(f"already in repair as {repair.name}"):
            again.action_validate()

    # Finished -------------------------------------------------------------------------------------

    def _finished_in_odoo(self, lot, days_ago):
        repair = self._in_odoo(self.watch, lot, "under_repair", under_warranty=True, parts=0)
        repair.with_user(self.handy).action_repair_end()
        self._date_back(repair.move_id, days_ago)
        self.env.cr.execute(
            "UPDATE repair_order SET create_date = %s WHERE id = %s",
            [repair.move_id.date, repair.id],
        )
        return self._install(repair)

    def test_old_repairs_count_for_repeat_failure_and_remedies(self):
        self.terms.write({"max_failed_repairs": 2, "remedy_exchange": True})
        lot = self._sell_serial("W-1", days_ago=100)
        self.env["stock.quant"]._update_available_quantity(
            self.watch, self.warehouse.lot_stock_id, 1, lot_id=lot
        )
        old = [self._finished_in_odoo(lot, 60), self._finished_in_odoo(lot, 30)]
        self.assertRecordValues(
            old[0], [{"after_sales_stage": "handed_back", "outcome": "repaired"}]
        )
        self.assertEqual(old[0].date_handed_back, old[0].move_id.date)
        self.assertFalse(old[0].warranty_verdict)
        new = self._counter_repair(self.watch, "W-1", lot_id=lot.id)
        self.assertRecordValues(
            new, [{"repeat_of_id": old[1].id, "failed_repair_count": 2, "warranty_verdict": "in"}]
        )
        self.assertIn("after 2 repairs", new.after_sales_remedy)

    # People ---------------------------------------------------------------------------------------

    def test_who_worked_with_repair_becomes_a_technician(self):
        idle = new_test_user(self.env, "idle", groups="stock.group_stock_user")
        clerk = new_test_user(self.env, "no_stock", groups="base.group_user")
        self._in_odoo().user_id = clerk
        self._in_odoo()
        with self.assertLogs("odoo.addons.after_sales_repair.models.repair_order_begun") as log:
            users = self.env["repair.order"]._after_sales_make_technicians()
        self.assertIn(self.handy, users)
        self.assertIn("handy", log.output[0])
        group = "after_sales_repair.group_repair_technician"
        self.assertTrue(self.handy.has_group(group))
        self.assertFalse(idle.has_group(group) or clerk.has_group(group))
