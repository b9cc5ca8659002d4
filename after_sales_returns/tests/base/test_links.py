from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from ..common import AfterSalesCommon

REFUSED = "not written by hand"


@tagged("post_install", "-at_install")
class LinkCase(AfterSalesCommon):
    """Documents of a sale that nobody returned, and an approved return to forge links to."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_users()
        cls.seller = new_test_user(
            cls.env, "asr_seller", groups="sales_team.group_sale_salesman_all_leads"
        )
        cls.sale = cls._sell((cls.shirt, 5), pay=True)
        cls.delivery = cls.sale.picking_ids
        cls.other = cls._sell((cls.shirt, 2), (cls.shoe, 2))
        cls.order = cls._approve(cls._create_return(cls.sale, {cls.shirt: 2}))
        cls.line = cls.order.line_ids
        cls.receipt = cls.order.picking_ids

    def _move_vals(self, **vals):
        return {
            "product_id": self.shirt.id,
            "product_uom_qty": 2.0,
            "location_id": self.customer.property_stock_customer.id,
            "location_dest_id": self.warehouse.lot_stock_id.id,
            **vals,
        }

    def _picking_vals(self, **vals):
        return {
            "picking_type_id": self.warehouse.in_type_id.id,
            "location_id": self.customer.property_stock_customer.id,
            "location_dest_id": self.warehouse.lot_stock_id.id,
            **vals,
        }

    def assertLinkRefused(self, words=REFUSED):
        return self.assertRefused(words)


@tagged("post_install", "-at_install")
class TestLinksOfStock(LinkCase):
    """A stock user writes moves and transfers, and never what they prove."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.part = cls._returned((cls.shirt, 1)).disposition_ids
        cls.moves = cls.env["stock.move"].with_user(cls.picker)
        cls.pickings = cls.env["stock.picking"].with_user(cls.picker)

    def test_write(self):
        done = self.other.picking_ids.move_ids[:1].with_user(self.picker)
        with self.assertLinkRefused(f"{done.picking_id.name}: “Return Line” follows the steps"):
            done.after_sales_line_id = self.line.id
        with self.assertLinkRefused():
            done.after_sales_disposition_id = self.part.id
        with self.assertLinkRefused():
            done.picking_id.write({"after_sales_return_ids": [Command.link(self.order.id)]})

    def test_take_away(self):
        move = self.receipt.move_ids.with_user(self.picker)
        with self.assertLinkRefused():
            move.after_sales_line_id = False
        with self.assertLinkRefused():
            move.picking_id.write({"after_sales_return_ids": [Command.clear()]})

    def test_create(self):
        for vals in (
            {"after_sales_line_id": self.line.id},
            {"after_sales_disposition_id": self.part.id},
        ):
            with self.subTest(vals=vals), self.assertLinkRefused():
                self.moves.create(self._move_vals(**vals))
        with self.assertLinkRefused("Transfer: “Return Orders”"):
            self.pickings.create(
                self._picking_vals(after_sales_return_ids=[Command.link(self.order.id)])
            )

    def test_create_and_write_by_the_commands_of_others(self):
        nested = [Command.create(self._move_vals(after_sales_line_id=self.line.id))]
        with self.assertLinkRefused():
            self.pickings.create(self._picking_vals(move_ids=nested))
        picking = self.other.picking_ids.with_user(self.picker)
        update = Command.update(picking.move_ids[0].id, {"after_sales_line_id": self.line.id})
        for name in (
            ("move_ids", "move_lines") if "move_lines" in picking._fields else ("move_ids",)
        ):
            with self.assertLinkRefused(picking.name):
                picking.write({name: [update]})

    def test_defaults_of_the_context(self):
        forged = {
            "default_after_sales_line_id": self.line.id,
            "default_after_sales_disposition_id": self.part.id,
        }
        move = self.moves.with_context(**forged).create(self._move_vals())
        self.assertFalse(move.after_sales_line_id)
        self.assertFalse(move.after_sales_disposition_id)
        picking = self.pickings.with_context(**forged).create(
            self._picking_vals(move_ids=[Command.create(self._move_vals())])
        )
        self.assertFalse(picking.move_ids.after_sales_line_id)
        linked = self.pickings.with_context(
            default_after_sales_return_ids=[Command.link(self.order.id)]
        )
        with self.assertRefused("enough rights", AccessError):
            linked.create(self._picking_vals())
        self.picker.group_ids |= self.env.ref("after_sales_returns.group_after_sales_user")
        self.assertFalse(linked.create(self._picking_vals()).after_sales_return_ids)

    def test_defaults_of_the_context_reach_no_code_in_superuser_mode(self):
        """Confirming an order makes its moves in superuser mode, with the user's context."""
        order = self._sell((self.shirt, 1), deliver=False, invoice=False)
        draft = order.copy().with_user(self.seller)
        draft.with_context(
            default_after_sales_line_id=self.line.id,
            default_after_sales_return_ids=[Command.link(self.order.id)],
            default_after_sales_return_id=self.order.id,
        ).action_confirm()
        self.assertTrue(draft.sudo().picking_ids)
        self.assertFalse(draft.sudo().picking_ids.move_ids.after_sales_line_id)
        self.assertFalse(draft.sudo().picking_ids.after_sales_return_ids)

    def test_defaults_that_a_user_saved(self):
        self.env["ir.default"].with_user(self.picker).set(
            "stock.move", "after_sales_line_id", self.line.id, user_id=True
        )
        self.assertFalse(self.moves.create(self._move_vals()).after_sales_line_id)

    def test_import(self):
        move = self.other.picking_ids.move_ids[:1].with_user(self.picker)
        result = move.load([".id", "after_sales_line_id/.id"], [[str(move.id), str(self.line.id)]])
        self.assertFalse(result["ids"])
        self.assertIn(REFUSED, result["messages"][0]["message"])
        self.assertFalse(move.after_sales_line_id)

    def test_web_save(self):
        move = self.other.picking_ids.move_ids[:1].with_user(self.picker)
        with self.assertLinkRefused():
            move.web_save({"after_sales_line_id": self.line.id}, specification={})

    def test_copy(self):
        """A duplicate is of nobody's return, whether or not somebody would have it so."""
        copied = self.receipt.with_user(self.picker).copy()
        self.assertFalse(copied.sudo().after_sales_return_ids)
        self.assertFalse(copied.move_ids.after_sales_line_id)
        with self.assertLinkRefused():
            self.receipt.move_ids.with_user(self.picker).copy({"after_sales_line_id": self.line.id})

    def test_serial_number(self):
        lot = self._create_serials(self.phone, "IMEI-1").with_user(self.picker)
        with self.assertLinkRefused("IMEI-1: “Open Return”"):
            lot.after_sales_line_id = self.line.id
        with self.assertLinkRefused():
            lot.create(
                {"name": "X", "product_id": self.phone.id, "after_sales_line_id": self.line.id}
            )

    def test_goods_that_never_came_are_never_settled(self):
        """The attack: a move that is done already counts as the receipt, then money goes out."""
        done = self.other.picking_ids.move_ids.filtered(lambda m: m.product_id == self.shirt)
        before = len(self.line.move_ids)
        for forge in (
            lambda: done.with_user(self.picker).write({"after_sales_line_id": self.line.id}),
            lambda: done.picking_id.with_user(self.picker).write(
                {"move_ids": [Command.update(done.id, {"after_sales_line_id": self.line.id})]}
            ),
            lambda: self.line.with_user(self.clerk).write({"move_ids": [Command.link(done.id)]}),
            lambda: self.order.with_user(self.clerk).write(
                {"line_ids": [Command.update(self.line.id, {"move_ids": [Command.link(done.id)]})]}
            ),
        ):
            with self.assertRefused(REFUSED, (UserError, AccessError)):
                forge()
        self.assertEqual(len(self.line.move_ids), before)
        self.assertEqual(self.line.quantity_received, 0.0)
        with self.assertRefused("nothing that came waits to be sorted"):
            self.order.with_user(self.clerk).action_sort()
        self.assertEqual(self.order.stage, "awaiting_goods")


@tagged("post_install", "-at_install")
class TestLinksOfMoney(LinkCase):
    """An accountant writes credit notes, a salesperson orders, and neither what they prove."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.part = cls._decide(cls._returned((cls.shirt, 1)))
        cls.invoice = cls.sale.invoice_ids
        cls.moves = cls.env["account.move"].with_user(cls.accountant)

    def _note_vals(self, line_vals=None, **vals):
        return {
            "move_type": "out_refund",
            "partner_id": self.customer.id,
            "invoice_line_ids": [
                Command.create({"name": "Gesture", "price_unit": 10.0, **(line_vals or {})})
            ],
            **vals,
        }

    def test_write(self):
        note = self.moves.create(self._note_vals())
        with self.assertLinkRefused("“Return Orders” follows the steps"):
            note.write({"after_sales_return_ids": [Command.link(self.order.id)]})
        for vals in (
            {"after_sales_disposition_id": self.part.id},
            {"after_sales_origin_line_id": self.invoice.invoice_line_ids[:1].id},
            {"after_sales_quantity": 1.0},
        ):
            with self.subTest(vals=vals):
                with self.assertLinkRefused():
                    note.invoice_line_ids.write(vals)
                with self.assertLinkRefused():
                    note.write(
                        {"invoice_line_ids": [Command.update(note.invoice_line_ids.id, vals)]}
                    )
                with self.assertLinkRefused():
                    note.write({"line_ids": [Command.update(note.invoice_line_ids.id, vals)]})

    def test_create(self):
        for vals in (
            self._note_vals(after_sales_return_ids=[Command.set(self.order.ids)]),
            self._note_vals({"after_sales_disposition_id": self.part.id}),
            self._note_vals({"after_sales_origin_line_id": self.invoice.invoice_line_ids[:1].id}),
            self._note_vals({"after_sales_quantity": 1.0}),
        ):
            with self.subTest(vals=vals), self.assertLinkRefused():
                self.moves.create(vals)

    def test_defaults_of_the_context(self):
        note = self.moves.with_context(
            default_after_sales_return_ids=[Command.link(self.order.id)],
            default_after_sales_disposition_id=self.part.id,
            default_after_sales_quantity=1.0,
        ).create(self._note_vals())
        self.assertFalse(note.after_sales_return_ids)
        self.assertFalse(note.line_ids.after_sales_disposition_id)
        self.assertEqual(note.invoice_line_ids.after_sales_quantity, 0.0)

    def test_other_sides(self):
        note = self.moves.create(self._note_vals())
        manager = self.manager
        manager.group_ids |= self.env.ref("account.group_account_invoice")
        part, line = self.part.with_user(manager), note.invoice_line_ids
        for records, vals in (
            (part, {"refund_line_ids": [Command.link(line.id)]}),
            (part, {"move_ids": [Command.link(self.delivery.move_ids.id)]}),
            (part, {"exchange_line_ids": [Command.link(self.other.order_line[0].id)]}),
            (part, {"cut_from_id": self.part.id}),
            (part, {"cut_off_ids": [Command.link(self.part.id)]}),
            (self.order.with_user(manager), {"refund_ids": [Command.link(note.id)]}),
            (self.order.with_user(manager), {"picking_ids": [Command.link(self.delivery.id)]}),
            (self.order.with_user(manager), {"exchange_order_ids": [Command.link(self.other.id)]}),
            (self.line.with_user(manager), {"move_ids": [Command.clear()]}),
        ):
            with self.subTest(vals=vals), self.assertLinkRefused(self._name_of(records)):
                records.write(vals)

    def _name_of(self, records):
        return (records if records._name == "after.sales.return" else records.return_id).name

    def test_other_sides_at_creation(self):
        note = self.moves.create(self._note_vals())
        orders = self.env["after.sales.return"].with_user(self.manager)
        line_vals = {"product_id": self.shirt.id, "quantity": 1.0}
        for vals in (
            {"refund_ids": [Command.link(note.id)]},
            {"picking_ids": [Command.link(self.delivery.id)]},
            {"exchange_order_ids": [Command.link(self.other.id)]},
            {
                "line_ids": [
                    Command.create(
                        {**line_vals, "move_ids": [Command.link(self.delivery.move_ids.id)]}
                    )
                ]
            },
            {
                "line_ids": [
                    Command.create(
                        {
                            **line_vals,
                            "disposition_ids": [
                                Command.create(
                                    {
                                        "quantity": 1.0,
                                        "refund_line_ids": [Command.link(note.line_ids[0].id)],
                                    }
                                )
                            ],
                        }
                    )
                ]
            },
        ):
            with self.subTest(vals=vals), self.assertLinkRefused():
                orders.create({"partner_id": self.customer.id, **vals})

    def test_a_manager_is_asked_by_the_button_alone(self):
        order = self.order.with_user(self.manager)
        with self.assertLinkRefused(f"{order.name}: “Manager Was Asked” follows the steps"):
            order.manager_was_asked = True

    def test_orders(self):
        orders = self.env["sale.order"].with_user(self.seller)
        other = self.other.with_user(self.seller)
        with self.assertLinkRefused(f"{other.name}: “Exchange of Return”"):
            other.after_sales_return_id = self.order.id
        line_vals = {"product_id": self.shirt.id, "after_sales_disposition_id": self.part.id}
        for vals in (
            {"after_sales_return_id": self.order.id},
            {"order_line": [Command.create(line_vals)]},
        ):
            with self.subTest(vals=vals), self.assertLinkRefused():
                orders.create({"partner_id": self.customer.id, **vals})
        for name, value in (
            ("after_sales_disposition_id", self.part.id),
            ("qty_claimed", 9.0),
            ("after_sales_qty_credited", 9.0),
            ("after_sales_amount_credited", 9.0),
            ("after_sales_line_ids", [Command.clear()]),
        ):
            with self.subTest(name=name), self.assertLinkRefused(other.name):
                other.write({"order_line": [Command.update(other.order_line[0].id, {name: value})]})

    def test_credit_note_made_by_odoo_carries_no_link(self):
        self.order.sudo()
        order = self._returned((self.shirt, 1))
        self._decide(order)
        order.action_settle()
        copied = order.refund_ids.with_user(self.accountant).copy()
        self.assertFalse(copied.after_sales_return_ids)
        self.assertFalse(copied.line_ids.after_sales_disposition_id)
        self.assertFalse(copied.line_ids.after_sales_origin_line_id)


@tagged("post_install", "-at_install")
class TestCopiesOfStock(LinkCase):
    """What Odoo splits, puts on a backorder or returns stays with its return order."""

    def _sees_nothing(self, records):
        self.assertFalse(records.env.su)
        self.assertFalse(records.env["after.sales.return"].has_access("read"))

    def test_backorder_of_a_receipt(self):
        receipt = self.receipt.with_user(self.picker)
        self._sees_nothing(receipt)
        receipt.move_ids.quantity = 1.0
        receipt.move_ids.picked = True
        receipt.with_context(skip_backorder=True).button_validate()
        backorder = self.receipt.backorder_ids
        self.assertEqual(backorder.after_sales_return_ids, self.order)
        self.assertEqual(backorder.move_ids.after_sales_line_id, self.line)
        self.assertEqual(self.line.quantity_received, 1.0)

    def test_return_of_a_receipt(self):
        self._receive(self.order)
        wizard = (
            self.env["stock.return.picking"]
            .with_user(self.picker)
            .with_context(active_id=self.receipt.id, active_model="stock.picking")
            .create({})
        )
        wizard.product_return_moves.quantity = 2.0
        back = self.env["stock.picking"].browse(wizard.action_create_returns()["res_id"])
        self.assertEqual(back.after_sales_return_ids, self.order)
        self.assertEqual(back.move_ids.after_sales_line_id, self.line)
        self._validate(back.with_user(self.picker))
        self.assertEqual(self.line.quantity_received, 0.0)

    def test_returning_one_transfer_hands_on_nothing_of_another(self):
        """By RPC the wizard takes any move."""
        self._receive(self.order)
        wizard = (
            self.env["stock.return.picking"]
            .with_user(self.picker)
            .with_context(active_id=self.delivery.id, active_model="stock.picking")
            .create({})
        )
        wizard.product_return_moves.write({"move_id": self.receipt.move_ids.id, "quantity": 1.0})
        back = self.env["stock.picking"].browse(wizard.action_create_returns()["res_id"])
        self.assertFalse(back.move_ids.after_sales_line_id)

    def test_backorder_of_a_delivery_without_return(self):
        order = self._sell((self.shirt, 4), deliver=False, invoice=False)
        picking = order.picking_ids.with_user(self.picker)
        picking.move_ids.quantity = 1.0
        picking.move_ids.picked = True
        picking.with_context(skip_backorder=True).button_validate()
        self.assertEqual(order.picking_ids.backorder_ids.move_ids.product_uom_qty, 3.0)

    def test_split_of_a_sorting_transfer(self):
        order = self._returned((self.shirt, 3))
        parts = self._decide(order)
        picking = parts.move_ids.picking_id.with_user(self.picker)
        picking.move_ids.quantity = 1.0
        picking.move_ids.picked = True
        picking.with_context(skip_backorder=True).button_validate()
        self.assertEqual(sum(parts.move_ids.mapped("product_uom_qty")), 3.0)
        self.assertEqual(order.picking_ids & picking.sudo().backorder_ids, picking.backorder_ids)


@tagged("post_install", "-at_install")
class TestCorrectedReceipts(LinkCase):
    """Odoo lets a stock user correct what is done: within what a return allows."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._receive(cls.order)
        cls.done = cls.receipt.move_ids.with_user(cls.picker)

    def test_no_more_than_was_authorised(self):
        words = f"{self.receipt.name}: Shirt: 5 received, but {self.order.name} allows 2"
        with self.assertRefused(words):
            self.done.move_line_ids.quantity = 5.0
        with self.assertRefused(words):
            self.done.quantity = 5.0
        with self.assertRefused(words):
            self.receipt.with_user(self.picker).move_line_ids = [
                Command.create(
                    {
                        "move_id": self.done.id,
                        "product_id": self.shirt.id,
                        "quantity": 3.0,
                        "location_id": self.done.location_id.id,
                        "location_dest_id": self.done.location_dest_id.id,
                    }
                )
            ]
        self.assertEqual(self.line.quantity_received, 2.0)

    def test_no_less_than_was_decided(self):
        self._decide(self.order)
        with self.assertRefused("2 decided, but only 1 came"):
            self.done.move_line_ids.quantity = 1.0

    def test_miscounted(self):
        self.done.move_line_ids.quantity = 1.0
        self.assertEqual(self.line.quantity_received, 1.0)

    def test_other_transfers_are_corrected_as_in_odoo(self):
        move = self.delivery.move_ids.with_user(self.picker)
        move.move_line_ids.quantity = 7.0
        self.assertEqual(move.quantity, 7.0)
