from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from ..common import AfterSalesCommon

# Lists of files that go on to another record within minutes: wizards, and what a till holds.
PASSING = {"after.sales.return.refuse.proof", "after.sales.reservation"}


@tagged("post_install", "-at_install")
class TestFiles(AfterSalesCommon):
    """Photos and papers are seen by everyone who may see their record."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_users()
        cls.store_user.after_sales_warehouse_ids = cls.warehouse
        cls.sale = cls._sell((cls.shirt, 5))

    def _upload(self, user, **vals):
        files = self.env["ir.attachment"].with_user(user)
        return files.create({"name": "sole.png", "raw": b"x", **vals})

    def _request(self, user, photos):
        """Over RPC as in the form: a return with a line and its photos, in one call."""
        line = {"sale_line_id": self.sale.order_line.id, "quantity": 1, "photo_ids": photos}
        returns = self.env["after.sales.return"].with_user(user)
        order = returns.create({"partner_id": self.customer.id, "line_ids": [Command.create(line)]})
        order.action_request()
        return order.sudo()

    def _assert_seen(self, files, count=1):
        self.assertEqual(len(files), count)
        for user in (self.clerk, self.manager, self.sorter, self.store_user):
            with self.subTest(user=user.login):
                files.invalidate_recordset()
                self.assertEqual(set(files.with_user(user).mapped("raw")), {b"x"})

    def test_every_list_of_files_owns_them(self):
        """Of every addon that is installed."""
        for name, model in self.env.registry.items():
            ours = name.startswith("after.sales.") or name == "repair.order"
            lists = [
                field
                for field in model._fields.values()
                if field.type == "many2many" and field.comodel_name == "ir.attachment"
            ]
            own = [field for field in lists if "after_sales" in (field._module or "")]
            if ours and own and name not in PASSING:
                with self.subTest(model=name):
                    self.assertTrue(issubclass(model, self.registry["after.sales.files.mixin"]))

    def test_uploaded_before_the_first_save(self):
        upload = self._upload(self.clerk, res_model="after.sales.return.line", res_id=0)
        order = self._request(self.clerk, [Command.link(upload.id)])
        self.assertEqual(order.line_ids.photo_ids, upload)
        self._assert_seen(upload)

    def test_sent_along_over_an_api(self):
        order = self._request(self.clerk, [Command.create({"name": "a.png", "raw": b"x"})])
        self._assert_seen(order.line_ids.photo_ids)

    def test_added_later(self):
        order = self._request(self.clerk, [])
        upload = self._upload(self.store_user)
        order.line_ids.with_user(self.store_user).photo_ids = upload
        self._assert_seen(order.line_ids.photo_ids)

    def test_of_another_record(self):
        """A photo of one document that another one shows, too, is there for its own readers."""
        chatter = self._create_return()
        own = self._upload(self.clerk, res_model=chatter._name, res_id=chatter.id)
        first = self._request(self.clerk, [Command.link(own.id)])
        second = self._request(self.clerk, [Command.link(first.line_ids.photo_ids.id)])
        for photo in (first | second).line_ids.photo_ids:
            self._assert_seen(photo)
        self.assertEqual((own.res_model, own.res_id), (chatter._name, chatter.id))
        self.assertEqual(len((first | second).line_ids.photo_ids), 2)

    def test_of_the_return_and_its_dispositions(self):
        order = self._returned((self.shoe, 1))
        order.with_user(self.clerk).sending_proof_ids = self._upload(self.clerk)
        part = order.disposition_ids.with_user(self.sorter)
        part.write({"reduction_evidence_ids": [Command.link(self._upload(self.sorter).id)]})
        for files in (order.sending_proof_ids, part.sudo().reduction_evidence_ids):
            self.assertEqual(files.with_user(self.manager).raw, b"x")

    def test_nobody_shows_a_file_that_is_not_theirs_to_read(self):
        secret = self.env["ir.attachment"].create({"name": "salaries.png", "raw": b"secret"})
        with self.assertRaises(AccessError):
            self._request(self.clerk, [Command.link(secret.id)])
