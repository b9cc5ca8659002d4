from odoo.fields import Command
from odoo.tests import new_test_user

from odoo.addons.after_sales_pos.tests.common import TillCommon


class PinCommon(TillCommon):
    """Employees at the till: ``leader`` with manager access and a PIN, ``chief`` through the
    user's group, ``nina`` who only sells, and ``newcomer`` with manager access but no PIN."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.pos_boss = new_test_user(
            cls.env, "pin_pos_boss", groups="point_of_sale.group_pos_manager"
        )
        cls.leader, cls.chief, cls.nina, cls.newcomer = cls.env["hr.employee"].create(
            [
                {"name": "Lea Leader", "pin": "1111", "company_id": cls.company.id},
                {
                    "name": "Carl Chief",
                    "pin": "2222",
                    "company_id": cls.company.id,
                    "user_id": cls.pos_boss.id,
                },
                {"name": "Nina Seller", "pin": "3333", "company_id": cls.company.id},
                {"name": "Neo Newcomer", "company_id": cls.company.id},
            ]
        )
        cls.till.write(
            {
                "module_pos_hr": True,
                "basic_employee_ids": [Command.set(cls.nina.ids)],
                "advanced_employee_ids": [Command.set((cls.leader | cls.newcomer).ids)],
            }
        )
