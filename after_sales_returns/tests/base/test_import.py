from odoo.tests import tagged

from ..common import AfterSalesCommon
from .import_case import ImportCase


@tagged("post_install", "-at_install")
class TestImportUnchanged(ImportCase, AfterSalesCommon):
    """What was exported is imported again: no change, and nothing that stands against it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_users()
        cls.manager.group_ids |= cls.env.ref("base.group_allow_export")
        sale = cls._sell((cls.shirt, 2), (cls.shoe, 3))
        cls.draft = cls._create_return(cls._sell((cls.shirt, 1)))
        cls.approved = cls._approve(cls._create_return(sale, {cls.shirt: 1}))
        cls.settled = cls._returned((cls.shoe, 3), note="<p>Called.</p>")
        cls._decide(cls.settled)
        cls.settled.action_settle()

    def test_returns(self):
        for order in (self.draft, self.approved, self.settled):
            with self.subTest(state=order.state):
                self._assert_imported_unchanged(order, self.manager)

    def test_lines_and_dispositions(self):
        self._assert_imported_unchanged(self.settled.line_ids, self.manager)
        self._assert_imported_unchanged(self.settled.disposition_ids, self.manager)

    def test_documents_of_odoo(self):
        """A transfer that names its return."""
        self.env.user.group_ids |= self.env.ref("base.group_system")
        self._assert_imported_unchanged(
            self.settled.picking_ids[0], self.env.ref("base.user_admin")
        )

    def test_what_did_change_is_written_and_guarded(self):
        (row,) = self.settled.with_user(self.manager).export_data(["id", "priority", "state"])[
            "datas"
        ]
        returns = self.env["after.sales.return"].with_user(self.manager)
        returns.load(["id", "priority", "state"], [[row[0], "Urgent", row[2]]])
        self.assertEqual(self.settled.priority, "1")
        result = returns.load(["id", "stage"], [[row[0], "Draft"]])
        self.assertIn("computed", result["messages"][0]["message"])
