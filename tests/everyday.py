"""People who know nothing of returns, and documents that returns, repairs and tills left their
traces on."""

from functools import wraps
from types import SimpleNamespace

from lxml import etree

from odoo.fields import Command
from odoo.tests import new_test_user

from odoo.addons.after_sales_pos.tests.common import TillCommon
from odoo.addons.after_sales_repair_loan.tests.common import LoanCommon

OURS = "after_sales_"
# The narrowest user whom Odoo lets do each kind of work.
ROLES = {
    "seller": "sales_team.group_sale_salesman",
    "picker": "stock.group_stock_user",
    "buyer": "purchase.group_purchase_user",
    "biller": "account.group_account_invoice",
    "cashier": "point_of_sale.group_pos_user",
    "employee": "base.group_user",
}


def in_both_worlds(test):
    """Run a test on documents that the suite never touched, and on such that it did; each is
    rolled back."""

    @wraps(test)
    def run(self):
        for world in ("untouched", "touched"):
            with self.subTest(world=world), self.undone():
                test(self, getattr(self, world))

    # pytest takes the arguments of a wrapped test for fixtures.
    del run.__wrapped__
    return run


class EverydayCase(TillCommon, LoanCommon):
    """A shop with two worlds: the same documents, ``untouched`` and ``touched`` by the suite.

    Each has ``sale`` (delivered and paid), ``delivery``, ``invoice``, ``open_sale`` (half of it
    delivered), ``open_delivery``, ``lot``, ``receipt`` (of the till) and ``repairs``, and all of
    its ``sales``, ``transfers``, ``invoices`` and ``payments``.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.people = {
            role: new_test_user(cls.env, f"asr_bare_{role}", groups=f"base.group_user,{groups}")
            for role, groups in ROLES.items()
        }
        cls.customer.user_id = cls.people["seller"]
        cls.untouched, cls.touched = cls._documents(), cls._documents()
        cls._touch(cls.touched)

    @classmethod
    def _documents(cls):
        lot = cls.env["stock.lot"].create(
            {"name": f"IMEI-{cls.env['stock.lot'].search_count([])}", "product_id": cls.phone.id}
        )
        cls._stock(cls.phone, 1, lot=lot)
        seller = {"user_id": cls.people["seller"].id}
        sale = cls._sell((cls.shirt, 3), (cls.phone, 1), pay=True, **seller)
        sale.invoice_ids.invoice_user_id = cls.people["seller"]
        open_sale = cls._sell((cls.shirt, 6), deliver=False, invoice=False, **seller)
        cls._deliver_a_part(open_sale, 2)
        receipt = cls._sell_at_till(cls.till, (cls.shirt, 2), (cls.shoe, 2), partner=cls.customer)
        return SimpleNamespace(
            lot=lot,
            sale=sale,
            delivery=sale.picking_ids,
            invoice=sale.invoice_ids,
            open_sale=open_sale,
            open_delivery=open_sale.picking_ids.filtered(lambda one: one.state != "done"),
            receipt=receipt,
            sales=sale | open_sale,
            transfers=sale.picking_ids | open_sale.picking_ids | receipt.picking_ids,
            invoices=sale.invoice_ids,
            payments=sale.invoice_ids.matched_payment_ids,
            repairs=cls._counter_repair(cls.shoe),
        )

    @classmethod
    def _deliver_a_part(cls, sale, quantity):
        sale.picking_ids.move_ids.write({"quantity": quantity, "picked": True})
        sale.picking_ids.with_context(skip_backorder=True).button_validate()

    @classmethod
    def _touch(cls, docs):
        """Have something of each document come back: one finished return, one that waits for its
        goods, one of the till; then items that are repaired, quoted and on their way, and a
        device that is lent."""
        back = cls._approve(cls._create_return(docs.sale, {cls.shirt: 1}))
        cls._receive(back)
        cls._validate(cls._decide(back).move_ids.picking_id)
        back.action_settle()
        waiting = cls._approve(cls._create_return(docs.sale, {cls.shirt: 1, cls.phone: 1}))
        of_open = cls._approve(cls._create_return(docs.open_sale, {cls.shirt: 1}))
        at_till = cls._approve(cls._return_of_pos(docs.receipt.lines[0]))
        docs.awaited = waiting.picking_ids
        docs.note = back.refund_ids
        docs.invoices |= docs.note
        docs.transfers |= (back | waiting | of_open | at_till).picking_ids
        cls._touch_repairs(docs)

    @classmethod
    def _touch_repairs(cls, docs):
        docs.repairs.action_validate()
        quoted = cls._counter_repair(cls.shoe)
        quoted.action_validate()
        cls._diagnose(quoted, under_warranty=False)
        quoted.estimate_hours = 1.0
        quoted.action_quote()
        docs.quotation = quoted.sale_order_id
        docs.quotation.user_id = cls.people["seller"]
        docs.sales |= docs.quotation
        docs.parcel = cls._send_parcel()
        cls._add_to_pool(cls.shirt)
        loan = cls._lend(cls.shirt, deposit=20.0, deposit_method="card")
        docs.payments |= loan.payment_ids
        docs.transfers |= docs.repairs.item_move_ids.picking_id | loan.move_ids.picking_id
        docs.transfers |= docs.parcel.picking_ids

    @classmethod
    def _send_parcel(cls):
        """Two items of a store on their way to its workshop."""
        cls.store.after_sales_workshop_id = cls.warehouse
        vals = {
            "after_sales_store_id": cls.store.id,
            "picking_type_id": cls.warehouse.repair_type_id.id,
        }
        repairs = cls._counter_repair(cls.shoe, **vals) | cls._counter_repair(cls.shirt, **vals)
        for repair in repairs:
            repair.action_validate()
        parcel = cls.env["after.sales.transit.batch"].create(
            {
                "direction": "to_workshop",
                "store_id": cls.store.id,
                "workshop_id": cls.warehouse.id,
                "line_ids": [Command.create({"repair_id": repair.id}) for repair in repairs],
            }
        )
        parcel.action_send()
        return parcel

    def as_(self, role, records):
        """These records as a person of that role sees them: nothing is read yet."""
        self.env.flush_all()
        self.env.invalidate_all()
        return records.with_user(self.people[role])

    # Looking at things ----------------------------------------------------------------------

    def look_at(self, role, records, form=False):
        """Open list, search and form of ``records`` as the web client does, and begin a new one.

        :param form: the id of the form, if it is not the usual one
        """
        mine = self.as_(role, records)
        specs = self._specs(mine, form)
        self.list_(role, records)
        for record in mine:
            record.web_read(specs["form"])
        if mine.has_access("create"):
            mine.browse().onchange({}, [], specs["form"])
        self.read_own(role, records)

    def list_(self, role, records):
        mine = self.as_(role, records)
        spec = self._specs(mine)["list"]
        found = mine.web_search_read([("id", "in", records.ids)], spec, limit=80)
        self.assertEqual(len(found["records"]), len(records))

    def _specs(self, records, form=False):
        views = records.get_views([(False, "list"), (form, "form"), (False, "search")])["views"]
        return {
            kind: self._spec_of(records, etree.fromstring(view["arch"]))
            for kind, view in views.items()
        }

    def read_own(self, role, records):
        """Read what the suite adds, as an integration does that asks for all fields."""
        mine = self.as_(role, records)
        names = [
            name
            for name in mine.fields_get(attributes=())
            if all(module.startswith(OURS) for module in mine._fields[name]._modules or ("",))
        ]
        if names:
            self.assertEqual(len(mine.read(names)), len(records))

    def _spec_of(self, model, node):
        spec = {}
        for child in node:
            if not isinstance(child.tag, str):
                continue
            if child.tag != "field":
                spec.update(self._spec_of(model, child))
                continue
            name = child.get("name")
            field = model._fields.get(name)
            if field is None or not field.relational:
                spec[name] = {}
                continue
            comodel = model.env[field.comodel_name]
            inner = {}
            for view in child:
                inner.update(self._spec_of(comodel, view))
            spec[name] = {"fields": inner or {"display_name": {}}}
        return spec

    def print_(self, role, report, records):
        """What the web client prints, as HTML."""
        reports = self.as_(role, self.env["ir.actions.report"])
        content, _kind = reports._render_qweb_html(report, records.ids)
        return content.decode()
