"""Every smart button and every link on the documents of after-sales opens for whoever sees it."""

import re
from ast import literal_eval

from everyday import EverydayCase
from lxml import etree

from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

# Each role as it is set up, with no more than its own groups.
ROLES = {
    "clerk": "after_sales_returns.group_after_sales_user",
    "manager": "after_sales_returns.group_after_sales_manager",
    "store": "after_sales_returns.group_after_sales_store",
    "sorter": "after_sales_returns.group_after_sales_warehouse",
    "technician": "after_sales_repair.group_repair_technician",
    "lead": "after_sales_repair.group_repair_lead",
    "accountant": "account.group_account_user",
    "biller": "account.group_account_invoice",
    "auditor": "account.group_account_readonly",
}
# The documents between which people walk; products and people are Odoo's own business.
DOCUMENTS = ("after.sales.", "repair.order", "sale.order", "account.move", "stock.lot")


class Shown(dict):
    """What the condition of a button sees of a record."""

    def __init__(self, record):
        super().__init__()
        self.record = record

    def __missing__(self, name):
        field = self.record._fields.get(name)
        if field is None:
            raise KeyError(name)
        value = self.record[name]
        return (
            (value.ids if field.type.endswith("many") else value.id) if field.relational else value
        )


@tagged("post_install", "-at_install")
class TestDoors(EverydayCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.people |= {
            role: new_test_user(cls.env, f"asr_door_{role}", groups=f"base.group_user,{group}")
            for role, group in ROLES.items()
        }
        docs = cls.touched
        returns = (docs.sales | docs.open_sale).order_line.after_sales_line_ids.return_id
        repairs = docs.repairs | docs.quotation.after_sales_repair_id
        cls.documents = [
            returns,
            returns.line_ids,
            returns.disposition_ids,
            returns.refund_ids,
            repairs,
            cls.env["after.sales.loan"].search([("partner_id", "=", cls.customer.id)]),
            docs.parcel,
        ]

    def test_every_button_opens(self):
        for role in ROLES:
            for records in self.documents:
                for record in self._readable(role, records):
                    for name in self._buttons(record):
                        case = {"role": role, "record": record.display_name, "button": name}
                        with self.subTest(**case), self.undone():
                            self._walk_through(role, getattr(record, name)())

    def test_every_link_opens(self):
        for role in ROLES:
            for records in self.documents:
                for record in self._readable(role, records):
                    for name in self._links(record):
                        with self.subTest(role=role, record=record.display_name, link=name):
                            target = record.sudo()[name].sudo(False)
                            self._enter(target.with_user(self.people[role]))

    def test_accountant_goes_from_return_to_lot_to_note_and_back(self):
        note = self.as_("accountant", self.touched.note)
        self._enter(note.after_sales_return_ids)
        self._enter(note.after_sales_return_ids.refund_ids)
        serials = note.after_sales_return_ids.search([("line_ids.lot_ids", "!=", False)])
        action = serials[:1].action_view_lots()
        lots = self.as_("accountant", self.env["stock.lot"]).search(action["domain"])
        for lot in lots:
            form = next(view for view, kind in action["views"] if kind == "form")
            lot.web_read(self._specs(lot, form)["form"])
            self._walk_through("accountant", lot.action_view_after_sales_returns())
        self.assertTrue(lots)

    # Doors ----------------------------------------------------------------------------------

    def _readable(self, role, records):
        mine = self.as_(role, records)
        # Odoo's own form of an entry asks for rights to payments.
        more = {"account.move": "account.payment"}
        for model in (mine._name, more.get(mine._name, mine._name)):
            if not self.env[model].with_user(self.people[role]).has_access("read"):
                return mine.browse()
        return mine._filtered_access("read")

    def _form(self, record):
        view = record.get_views([(False, "form")])["views"]["form"]
        return etree.fromstring(view["arch"])

    def _is_shown(self, record, node):
        for one in (node, *node.iterancestors()):
            condition = one.get("invisible")
            if condition and eval(condition, {"__builtins__": {}}, Shown(record)):
                return False
        return True

    def _buttons(self, record):
        """:return: the methods of the smart buttons that this user sees"""
        nodes = self._form(record).xpath(
            "//button[@type='object'][contains(@class, 'oe_stat_button') or "
            "starts-with(@name, 'action_view_') or starts-with(@name, 'action_open_')]"
        )
        return list(
            dict.fromkeys(
                node.get("name")
                for node in nodes
                if not node.xpath("ancestor::field") and self._is_shown(record, node)
            )
        )

    def _links(self, record):
        """:return: the fields that link to another document and can be clicked"""
        names = []
        for node in self._form(record).xpath(
            "//field[not(ancestor::field)][not(ancestor::button)]"
        ):
            field = record._fields[node.get("name")]
            closed = re.search(r"no_open.: *(True|true|1)", node.get("options") or "")
            if field.type != "many2one" or closed or not field.comodel_name.startswith(DOCUMENTS):
                continue
            if self._is_shown(record, node) and record.sudo()[field.name]:
                names.append(field.name)
        return names

    def _walk_through(self, role, action):
        self.assertIsInstance(action, dict)
        if action["type"] != "ir.actions.act_window":
            return
        model = self.env[action["res_model"]].with_user(self.people[role])
        form = next((view for view, kind in action.get("views", ()) if kind == "form"), False)
        domain = action.get("domain") or []
        if action.get("res_id"):
            domain = [("id", "=", action["res_id"])]
        found = model.search(literal_eval(domain) if isinstance(domain, str) else domain)
        for record in found[:2]:
            self._enter(record, form)

    def _enter(self, record, form=False):
        """Open the form of ``record`` as the web client does."""
        self.env.invalidate_all()
        if not record.has_access("read"):
            raise AccessError(f"{record._name} is shut")
        record.web_read(self._specs(record, form)["form"])
