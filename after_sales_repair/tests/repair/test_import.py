from odoo.tests import tagged

from odoo.addons.after_sales_returns.tests.base.import_case import ImportCase

from ..common import RepairCommon


@tagged("post_install", "-at_install")
class TestImportUnchanged(ImportCase, RepairCommon):
    """Repairs that were exported are imported again without a change."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_users()
        cls.lead.group_ids |= cls.env.ref("base.group_allow_export")

    def test_repairs(self):
        repair = self._counter_repair(self.phone, serial="IMEI-1")
        repair.action_validate()
        self._assert_imported_unchanged(repair, self.lead)
        self._diagnose(repair)
        self._work(repair)
        self._assert_imported_unchanged(repair, self.lead)
