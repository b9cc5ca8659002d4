"""Every link that an addon of the suite puts on a document of Odoo's is guarded."""

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import TransactionCase, tagged

OURS = "after_sales_"
# What people set by hand, by right: who, where, and how; it proves nothing.
SETTINGS = {
    "pos.config",
    "product.category",
    "res.company",
    "res.users",
    "stock.location",
    "stock.warehouse",
}
BY_HAND = {
    # What the till chose, fixed once the order is paid.
    ("pos.order.line", "after_sales_delivery"),
    ("pos.order.line", "after_sales_origin_id"),
    ("pos.order.line", "after_sales_warehouse_id"),
    ("pos.order", "after_sales_offline"),
    ("pos.order", "after_sales_request"),
    ("pos.order", "after_sales_ticket"),
    # Fixed at intake, see ``repair_order_fixed.py``.
    ("repair.order", "after_sales_origin"),
    # Follows who writes the day.
    ("stock.picking", "after_sales_received_source"),
    ("repair.order", "after_sales_store_id"),
    # What staff find: nothing rests on it but what is counted.
    ("repair.order", "after_sales_defect_id"),
    ("repair.order", "cause_id"),
    ("repair.order", "intake_photo_ids"),
    ("repair.order", "purchase_proof_ids"),
    ("repair.order", "skill_id"),
}
# Nobody may write what these lead to but by rights of their own, and steps of their own.
OWN_STEPS = {
    ("repair.order", "after_sales_batch_line_ids"),
    ("repair.order", "cost_ids"),
    ("repair.order", "after_sales_loan_ids"),
    ("repair.order", "note_ids"),
    ("repair.order", "after_sales_outside_ids"),
    ("repair.order", "promise_ids"),
    ("repair.order", "time_ids"),
}


@tagged("post_install", "-at_install")
class TestLinksEverywhere(TransactionCase):
    def _own_fields(self):
        """Stored relations of the suite's on ordinary models of others, and what people only
        read there."""
        for name, model in self.registry.items():
            foreign = model._original_module and not model._original_module.startswith(OURS)
            if not foreign or model._abstract or model._transient or name in SETTINGS:
                continue
            for field in model._fields.values():
                ours = all(module.startswith(OURS) for module in field._modules or ("",))
                proof = field.relational or field.readonly
                if ours and field.store and proof and not field.related:
                    yield self.env[name], field

    def test_every_link_is_guarded(self):
        found = list(self._own_fields())
        self.assertGreater(len(found), 20)
        for model, field in found:
            key = (model._name, field.name)
            if key in BY_HAND | OWN_STEPS or field.name.startswith("message_"):
                continue
            guarded = self._links_of(model)
            if model._name == "repair.order":
                guarded |= model._guarded_names()
            with self.subTest(model=model._name, field=field.name):
                self.assertIn(field.name, guarded, "declare it as a link")

    def test_no_link_is_copied(self):
        for model, field in self._own_fields():
            if (model._name, field.name) not in BY_HAND:
                with self.subTest(model=model._name, field=field.name):
                    self.assertFalse(field.copy)

    def test_other_sides_of_links_are_guarded(self):
        """Lists of documents of Odoo's on records of the suite."""
        admin = self.env.ref("base.user_admin")
        for name, model in self.registry.items():
            ours = (model._original_module or "").startswith(OURS)
            if not ours or model._abstract or model._transient:
                continue
            for field in model._fields.values():
                if field.type == "one2many" and field.inverse_name in self._links_of(
                    self.env[field.comodel_name]
                ):
                    records = self.env[name].with_user(admin)
                    kept = self.assertRaisesRegex(UserError, "by hand")
                    with self.subTest(model=name, field=field.name), kept:
                        records.write({field.name: [Command.clear()]})

    def test_lists_of_files_are_read_alone(self):
        """Else Odoo looks at every file of the database that the user may read, for each list."""
        lists = [
            field
            for model in self.registry.values()
            for field in model._fields.values()
            if field.type == "many2many" and field.comodel_name == "ir.attachment" and field.store
            if all(module.startswith(OURS) for module in field._modules or ("",))
        ]
        self.assertGreater(len(lists), 10)
        for field in lists:
            with self.subTest(str(field)):
                self.assertTrue(field.bypass_search_access)

    def _links_of(self, model):
        return model._after_sales_links() if hasattr(model, "_after_sales_links") else set()
