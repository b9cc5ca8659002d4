from odoo.fields import Command
from odoo.tests import new_test_user

from ..common import RepairCommon


class WorkCommon(RepairCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_users()
        cls.company.after_sales_hourly_cost = 40.0
        cls.colleague = new_test_user(
            cls.env, "asr_colleague", groups="after_sales_repair.group_repair_technician"
        )

    @classmethod
    def _to_repair(cls, **vals):
        """A diagnosed repair, as the technician sees it."""
        repair = cls._counter_repair(**vals)
        repair.action_validate()
        cls._diagnose(repair)
        return repair.with_user(cls.technician)

    @classmethod
    def _add_part(cls, repair, quantity=1.0, line_type="add", product=None, **vals):
        return cls.env["stock.move"].create(
            {
                "repair_id": repair.id,
                "repair_line_type": line_type,
                "product_id": (product or cls.part).id,
                "product_uom_qty": quantity,
                "quantity": quantity,
                **vals,
            }
        )

    @classmethod
    def _require_check(cls, *names, **vals):
        """A checklist in use, required after repair: of everything, unless said otherwise."""
        checklist = cls.env["after.sales.checklist"].create(
            {
                "name": "Mended clothes",
                "occasion": "after_repair",
                "required": True,
                "item_ids": [Command.create({"name": name}) for name in names],
                **vals,
            }
        )
        checklist.action_use()
        return checklist

    def _finish(self, repair):
        repair.action_work_done()
        repair.action_check_pass()
