"""People without an after-sales role work in Odoo as if the suite were not there: each action of
Odoo's own, as the narrowest user who may do it, with record rules on, on documents with and
without returns."""

from everyday import OURS, EverydayCase, in_both_worlds

from odoo import fields
from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import Form, tagged


@tagged("post_install", "-at_install")
class TestEverydayRoles(EverydayCase):
    def test_nobody_has_a_role_of_ours(self):
        ours = self.env["ir.model.data"].search(
            [("model", "=", "res.groups"), ("module", "=like", f"{OURS}%")]
        )
        groups = self.env["res.groups"].browse(ours.mapped("res_id"))
        self.assertTrue(groups)
        for role, user in self.people.items():
            with self.subTest(role=role):
                self.assertFalse(user.all_group_ids & groups)
                self.assertFalse(self.env["after.sales.mail"].with_user(user).has_access("read"))


@tagged("post_install", "-at_install")
class TestSeller(EverydayCase):
    def _orders(self, docs):
        return self.as_("seller", docs.sale | docs.open_sale)

    @in_both_worlds
    def test_looks_at_orders(self, docs):
        self.look_at("seller", docs.sales)
        self.read_own("seller", docs.sales.order_line)

    @in_both_worlds
    def test_prints(self, docs):
        self.print_("seller", "sale.action_report_saleorder", docs.sales)

    def test_has_the_quotation_of_a_repair_signed_or_declined(self):
        quotation = self.touched.quotation
        with self.undone():
            self.as_("seller", quotation).action_confirm()
            self.assertEqual(quotation.after_sales_repair_id.quote_state, "accepted")
        self.as_("seller", quotation)._action_cancel()
        self.assertEqual(quotation.state, "cancel")

    @in_both_worlds
    def test_looks_at_deliveries_and_invoices(self, docs):
        # Odoo's form of an invoice asks for rights to payments.
        self.list_("seller", docs.invoice)
        self.read_own("seller", docs.invoice)
        self.read_own("seller", docs.delivery)

    @in_both_worlds
    def test_sells_by_the_form(self, docs):
        with Form(self.as_("seller", self.env["sale.order"])) as form:
            form.partner_id = self.customer
            with form.order_line.new() as line:
                line.product_id = self.shirt
        order = form.record
        order.action_confirm()
        self.assertEqual(order.state, "sale")
        order._create_invoices()

    @in_both_worlds
    def test_duplicates_orders(self, docs):
        for order in self._orders(docs):
            copied = order.copy()
            copied.action_confirm()
            self.assertFalse(copied.order_line.after_sales_disposition_id)
            self.assertFalse(copied.sudo().order_line.after_sales_line_ids)

    @in_both_worlds
    def test_raises_and_lowers_an_order(self, docs):
        order = self.as_("seller", docs.open_sale)
        order.order_line.product_uom_qty = 8.0
        order.order_line.product_uom_qty = 5.0
        with Form(order) as form, form.order_line.new() as line:
            line.product_id = self.shoe
        self.assertEqual(len(order.order_line), 2)

    @in_both_worlds
    def test_cancels_and_takes_up_again(self, docs):
        # Odoo looks for purchases behind the moves, as who cancels.
        self.people["seller"].group_ids |= self.env.ref("stock.group_stock_user")
        for order in self._orders(docs):
            order._action_cancel()
            self.assertEqual(order.state, "cancel")
            order.action_draft()
            order.action_confirm()

    @in_both_worlds
    def test_invoices(self, docs):
        order = self.as_("seller", docs.open_sale)
        wizard = (
            order.env["sale.advance.payment.inv"]
            .with_context(active_ids=order.ids, active_model="sale.order")
            .create({})
        )
        wizard.create_invoices()
        self.assertTrue(order.sudo().invoice_ids)


@tagged("post_install", "-at_install")
class TestPicker(EverydayCase):
    @in_both_worlds
    def test_looks_at_transfers(self, docs):
        self.look_at("picker", docs.transfers)
        self.read_own("picker", docs.transfers.move_ids)
        self.read_own("picker", docs.transfers.move_line_ids)

    @in_both_worlds
    def test_prints(self, docs):
        self.print_("picker", "stock.action_report_delivery", docs.transfers)

    @in_both_worlds
    def test_looks_at_goods_and_serial_numbers(self, docs):
        self.look_at("picker", docs.lot)
        self.look_at("picker", self.shirt.product_tmpl_id)
        self.look_at("picker", self.shirt)
        self.read_own("picker", self.warehouse)

    @in_both_worlds
    def test_delivers_with_a_backorder(self, docs):
        delivery = self.as_("picker", docs.open_delivery)
        delivery.move_ids.quantity = 1.0
        delivery.move_ids.picked = True
        wizard = delivery.button_validate()
        Form.from_action(self._env_of("picker"), wizard).save().process()
        backorder = delivery.backorder_ids
        self.assertEqual(backorder.move_ids.product_uom_qty, 3.0)
        backorder.action_cancel()

    def _env_of(self, role):
        return self.env(user=self.people[role], su=False)

    @in_both_worlds
    def test_delivers_all(self, docs):
        delivery = self.as_("picker", docs.open_delivery)
        delivery.action_assign()
        delivery.button_validate()
        self.assertEqual(delivery.state, "done")

    @in_both_worlds
    def test_returns_each_transfer_with_the_wizard_of_odoo(self, docs):
        for transfer in docs.transfers.filtered(lambda one: one.state == "done"):
            with self.subTest(transfer=transfer.name), self.undone():
                wizard = (
                    self.as_("picker", self.env["stock.return.picking"])
                    .with_context(active_id=transfer.id, active_model="stock.picking")
                    .create({})
                )
                wizard.product_return_moves.quantity = 1.0
                wizard.action_create_returns()

    @in_both_worlds
    def test_exchanges_with_the_wizard_of_odoo(self, docs):
        wizard = (
            self.as_("picker", self.env["stock.return.picking"])
            .with_context(active_id=docs.delivery.id, active_model="stock.picking")
            .create({})
        )
        wizard.product_return_moves.quantity = 1.0
        wizard.action_create_exchanges()

    @in_both_worlds
    def test_duplicates_each_transfer(self, docs):
        for transfer in self.as_("picker", docs.transfers):
            copied = transfer.copy()
            copied.action_confirm()
            self.assertFalse(copied.sudo().after_sales_return_ids)
            self.assertFalse(copied.move_ids.after_sales_line_id)
            self.assertFalse(copied.move_ids.after_sales_disposition_id)
            self.assertFalse(copied.move_ids.after_sales_item_repair_id)
            self.assertFalse(copied.after_sales_transit_batch_id)

    @in_both_worlds
    def test_reserves_changes_and_cancels(self, docs):
        for transfer in docs.transfers.filtered(lambda one: one.state not in ("done", "cancel")):
            with self.subTest(transfer=transfer.name), self.undone():
                mine = self.as_("picker", transfer)
                mine.do_unreserve()
                mine.action_assign()
                mine.move_ids.write({"product_uom_qty": 1.0})
                mine.move_ids.move_line_ids.write({"result_package_id": False})
                mine.action_cancel()

    @in_both_worlds
    def test_scraps(self, docs):
        scrap = self.as_("picker", self.env["stock.scrap"]).create(
            {"product_id": self.shirt.id, "scrap_qty": 1.0}
        )
        scrap.action_validate()
        self.assertEqual(scrap.state, "done")
        after_delivery = self.as_("picker", docs.delivery)
        Form.from_action(self._env_of("picker"), after_delivery.button_scrap())

    @in_both_worlds
    def test_moves_goods_inside(self, docs):
        with Form(self.as_("picker", self.env["stock.picking"])) as form:
            form.picking_type_id = self.warehouse.int_type_id
            with form.move_ids.new() as move:
                move.product_id = self.shirt
                move.product_uom_qty = 2.0
        picking = form.record
        picking.action_confirm()
        picking.move_ids.picked = True
        picking.button_validate()
        self.assertEqual(picking.state, "done")

    @in_both_worlds
    def test_counts_the_stock(self, docs):
        quants = self.as_("picker", self.env["stock.quant"])
        quants.action_view_inventory()
        quants.search([("product_id", "=", self.shirt.id)]).read()

    def test_receives_what_a_return_awaits(self):
        receipt = self.as_("picker", self.touched.awaited)
        of_phone = receipt.move_ids.filtered(lambda move: move.product_id == self.phone)
        of_phone.lot_ids = self.touched.lot
        receipt.move_ids.picked = True
        receipt.button_validate()
        self.assertEqual(receipt.state, "done")

    def test_receives_a_part_of_a_parcel(self):
        """What was missing stays with its transit batch, and its repairs."""
        parcel = self.touched.parcel
        arrival = parcel.picking_ids.filtered(lambda one: one.state == "assigned")
        mine = self.as_("picker", arrival)
        mine.move_ids[0].picked = True
        mine.with_context(skip_backorder=True).button_validate()
        self.assertEqual(arrival.backorder_ids.after_sales_transit_batch_id, parcel)
        self.assertEqual(parcel.line_ids.mapped("is_here"), [True, False])

    # Repairs of Odoo --------------------------------------------------------------------------

    @in_both_worlds
    def test_looks_at_repairs(self, docs):
        self.look_at("picker", docs.repairs)

    def test_repairs_goods_of_the_stock_and_of_customers(self):
        """With Odoo's own buttons, which the form shows to who has no role of ours."""
        for partner in (self.env["res.partner"], self.customer):
            for lot in (self.env["stock.lot"], self.untouched.lot):
                with self.subTest(partner=partner.name, lot=lot.name), self.undone():
                    self._repair_as_in_odoo(partner, lot)

    def _repair_as_in_odoo(self, partner, lot):
        if lot:
            self._stock(self.phone, 1, lot=lot)
        with Form(self.as_("picker", self.env["repair.order"])) as form:
            form.partner_id = partner
            form.product_id = lot.product_id or self.shoe
            if lot:
                form.lot_id = lot
            with form.move_ids.new() as part:
                part.product_id = self.shirt
                part.product_uom_qty = 1.0
        repair = form.record
        before = self.shirt.qty_available
        repair.action_validate()
        self.assertFalse(repair.sudo().item_move_ids)
        for button in ("action_repair_start", "action_repair_end"):
            self.assertIn(f'"{button}"', repair.get_view(view_type="form")["arch"])
            getattr(repair, button)()
        self.assertEqual(repair.state, "done")
        self.assertEqual(self.shirt.qty_available, before - 1)

    def test_what_a_workshop_has_begun_is_the_workshops(self):
        repair = self.touched.repairs
        repair.date_diagnosed = fields.Datetime.now()
        with self.assertRefused("another role", AccessError):
            self.as_("picker", repair).action_repair_start()

    @in_both_worlds
    def test_quotes_a_repair_of_odoo(self, docs):
        repair = self.as_("picker", docs.repairs)
        repair.under_warranty = True
        repair.action_create_sale_order()
        self.assertEqual(repair.sale_order_id.state, "draft")

    @in_both_worlds
    def test_duplicates_and_gives_up_a_repair(self, docs):
        repair = self.as_("picker", docs.repairs)
        repair.copy()
        repair.action_repair_cancel()
        self.assertEqual(repair.state, "cancel")


@tagged("post_install", "-at_install")
class TestBuyer(EverydayCase):
    @in_both_worlds
    def test_buys_and_bills(self, docs):
        vendor = self.env["res.partner"].create({"name": "Vendor"})
        with Form(self.as_("buyer", self.env["purchase.order"])) as form:
            form.partner_id = vendor
            with form.order_line.new() as line:
                line.product_id = self.shirt
                line.product_qty = 2.0
                line.price_unit = 10.0
        order = form.record
        order.button_confirm()
        picking = self.as_("picker", order.sudo().picking_ids)
        picking.move_ids.picked = True
        picking.button_validate()
        order = self.as_("buyer", order)
        order.action_create_invoice()
        bill = order.invoice_ids
        self.assertEqual(bill.move_type, "in_invoice")
        self.look_at("buyer", order)
        self.list_("buyer", bill)
        self.read_own("buyer", bill)
        order.copy()
        self.as_("biller", bill).write({"invoice_date": fields.Date.today()})
        self.as_("biller", bill).action_post()

    @in_both_worlds
    def test_looks_at_goods_and_partners(self, docs):
        self.look_at("buyer", self.shirt.product_tmpl_id)
        self.look_at("buyer", self.customer)


@tagged("post_install", "-at_install")
class TestBiller(EverydayCase):
    def _bill(self, **vals):
        move = self.as_("biller", self.env["account.move"]).create(
            {
                "move_type": "out_invoice",
                "partner_id": self.customer.id,
                "invoice_date": fields.Date.today(),
                "invoice_line_ids": [Command.create({"product_id": self.shirt.id, "quantity": 2})],
                **vals,
            }
        )
        move.action_post()
        return move

    @in_both_worlds
    def test_looks_at_invoices(self, docs):
        self.look_at("biller", docs.invoices)
        self.read_own("biller", docs.invoices.line_ids)

    @in_both_worlds
    def test_invoices_and_collects(self, docs):
        move = self._bill()
        wizard = (
            move.env["account.payment.register"]
            .with_context(active_model="account.move", active_ids=move.ids)
            .create({})
        )
        payment = wizard._create_payments()
        self.look_at("biller", payment)
        self.assertIn(move.payment_state, ("paid", "in_payment"))

    @in_both_worlds
    def test_duplicates_invoices(self, docs):
        for move in self.as_("biller", docs.invoices):
            copied = move.copy()
            self.assertFalse(copied.after_sales_return_ids)
            self.assertFalse(copied.line_ids.after_sales_disposition_id)
            copied.invoice_date = fields.Date.today()

    def _credit(self, move):
        return (
            move.env["account.move.reversal"]
            .with_context(active_model="account.move", active_ids=move.ids)
            .create({"journal_id": move.journal_id.id, "reason": "Wrong"})
        )

    @in_both_worlds
    def test_credits_and_bills_again(self, docs):
        move = self._bill()
        self._credit(move).modify_moves()
        self.assertEqual(move.payment_state, "reversed")
        self._credit(self.as_("biller", docs.invoice)).refund_moves()

    @in_both_worlds
    def test_corrects_and_cancels(self, docs):
        move = self._bill()
        move.button_draft()
        move.invoice_line_ids.quantity = 3
        move.action_post()
        move.button_draft()
        move.button_cancel()
        self.assertEqual(move.state, "cancel")

    @in_both_worlds
    def test_pays_out(self, docs):
        for move in docs.invoices.filtered(lambda one: one.move_type == "out_refund"):
            mine = self.as_("biller", move)
            mine.env["account.payment.register"].with_context(
                active_model="account.move", active_ids=mine.ids
            ).create({})._create_payments()

    @in_both_worlds
    def test_looks_at_partners_and_payments(self, docs):
        self.look_at("biller", self.customer)
        self.look_at("biller", docs.payments)

    @in_both_worlds
    def test_prints(self, docs):
        self.print_("biller", "account.account_invoices", docs.invoices)

    @in_both_worlds
    def test_sets_back_and_posts_again(self, docs):
        for move in docs.invoices:
            mine = self.as_("biller", move)
            mine.button_draft()
            mine.action_post()
            self.assertEqual(mine.state, "posted")

    def test_cancels_no_credit_note_of_a_return_that_is_over(self):
        """The one step of Odoo's that is refused: the money was given."""
        note = self.as_("biller", self.touched.note)
        note.button_draft()
        with self.assertRefused("which is closed"):
            note.button_cancel()


@tagged("post_install", "-at_install")
class TestCashier(EverydayCase):
    @classmethod
    def _user_of(cls, till):
        return getattr(cls, "people", {}).get("cashier") or super()._user_of(till)

    @in_both_worlds
    def test_loads_the_till(self, docs):
        session = self.as_("cashier", self.till.current_session_id)
        session.load_data([])

    @in_both_worlds
    def test_sells_and_gives_back_as_odoo_does(self, docs):
        order = self._sell_at_till(self.till, (self.shirt, 2), partner=self.customer)
        self.assertEqual(order.state, "paid")
        refund = self._refund_at_till(self.till, docs.receipt.lines[1], 1)
        self.assertEqual(refund.lines.qty, -1)

    @in_both_worlds
    def test_looks_at_receipts(self, docs):
        # Odoo lets nobody begin a receipt in the back office.
        mine = self.as_("cashier", docs.receipt)
        mine.web_read(self._specs(mine)["form"])
        self.list_("cashier", docs.receipt)
        self.read_own("cashier", docs.receipt)
        self.read_own("cashier", docs.receipt.lines)

    @in_both_worlds
    def test_refunds_in_the_back_office(self, docs):
        action = self.as_("cashier", docs.receipt).refund()
        self.assertTrue(action["res_id"])

    @in_both_worlds
    def test_invoices_a_receipt(self, docs):
        order = self._sell_at_till(
            self.till, (self.shirt, 1), partner=self.customer, to_invoice=True
        )
        self.assertEqual(order.account_move.state, "posted")

    @in_both_worlds
    def test_closes_the_till(self, docs):
        session = self.as_("cashier", self.till.current_session_id)
        session.post_closing_cash_details(session.sudo().cash_register_balance_end)
        session.close_session_from_ui()
        self.assertEqual(session.sudo().state, "closed")


@tagged("post_install", "-at_install")
class TestEmployee(EverydayCase):
    @in_both_worlds
    def test_looks_at_partners_and_goods(self, docs):
        self.look_at("employee", self.customer)
        self.look_at("employee", self.shirt.product_tmpl_id)

    def test_looks_at_the_own_preferences(self):
        me = self.as_("employee", self.people["employee"])
        form = self.env.ref("base.view_users_form_simple_modif").id
        me.web_read(self._specs(me, form)["form"])
        me.signature = "Me"
