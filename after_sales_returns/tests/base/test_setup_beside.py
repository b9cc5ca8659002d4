from odoo.exceptions import UserError
from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestSetupBeside(TransactionCase):
    """What the addon sets up in a company finds its place beside what is there."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env["res.company"].create({"name": "Beside"})
        cls.env["account.chart.template"].try_loading("generic_coa", cls.company, False)
        cls.env = cls.env(context={**cls.env.context, "allowed_company_ids": cls.company.ids})
        cls.company = cls.company.with_env(cls.env)
        cls.shirt = cls.env["product.product"].create({"name": "Shirt", "is_storable": True})

    def _warehouse(self, code):
        return self.env["stock.warehouse"].create(
            {"name": f"Store {code}", "code": code, "company_id": self.company.id}
        )

    def _transfer(self, kind):
        return self.env["stock.picking"].create(
            {
                "picking_type_id": kind.id,
                "location_id": kind.default_location_src_id.id,
                "location_dest_id": kind.default_location_dest_id.id,
            }
        )

    # Journal ------------------------------------------------------------------------------

    def _journal(self, code, **vals):
        return self.env["account.journal"].create(
            {
                "name": code,
                "code": code,
                "type": "general",
                "company_id": self.company.id,
                **vals,
            }
        )

    def test_store_credit_takes_another_code_if_its_own_is_taken(self):
        self._journal("STCR")
        self._journal("STCR2", active=False)
        self.company._setup_store_credit()
        self.assertEqual(self.company.after_sales_store_credit_journal_id.code, "STCR3")

    def test_store_credit_code_is_free_in_each_company_for_itself(self):
        other = self.env["res.company"].create({"name": "Neighbour"})
        self._journal("STCR", company_id=other.id)
        self.company._setup_store_credit()
        self.assertEqual(self.company.after_sales_store_credit_journal_id.code, "STCR")

    def test_journal_code_stays_within_five_characters(self):
        codes = ["STCR", *(f"STCR{number}" for number in range(2, 10))]
        for code in codes:
            self._journal(code)
        self.assertEqual(self.company._after_sales_journal_code("STCR"), "STC10")

    # Operation types ----------------------------------------------------------------------

    def test_return_receipts_are_called_ret(self):
        kind = self._warehouse("BER").after_sales_in_type_id
        self.assertRecordValues(kind, [{"sequence_code": "RET", "barcode": "BERRET"}])
        self.assertEqual(self._transfer(kind).name, "BER/RET/00001")

    def test_return_receipts_do_not_share_numbers_with_another_type(self):
        """The company has had its own returns as BER/RET/00001 … before."""
        self.env["ir.sequence"].create(
            {"name": "Ours", "prefix": "BER/RET/", "padding": 5, "company_id": self.company.id}
        )
        kind = self._warehouse("BER").after_sales_in_type_id
        self.assertRecordValues(kind, [{"sequence_code": "RET2", "barcode": "BERRET2"}])
        self.assertEqual(self._transfer(kind).name, "BER/RET2/00001")

    def test_return_receipts_do_not_share_numbers_with_old_transfers(self):
        """The type that made them is gone."""
        other = self._warehouse("MUC").in_type_id
        self._transfer(other).name = "BER/SORT/00001"
        kind = self._warehouse("BER").after_sales_sort_type_id
        self.assertEqual(self._transfer(kind).name, "BER/SORT2/00001")

    def test_return_receipts_take_another_barcode_if_theirs_is_taken(self):
        self._warehouse("MUC").in_type_id.barcode = "BERRET"
        kind = self._warehouse("BER").after_sales_in_type_id
        self.assertEqual(kind.barcode, "BERRET2")

    def test_a_warehouse_that_takes_over_a_code_starts_numbers_of_its_own(self):
        old = self._warehouse("BER")
        first = self._transfer(old.after_sales_in_type_id)
        old.write({"code": "OLD", "name": "Old store"})
        self.env.flush_all()
        kind = old.after_sales_in_type_id
        self.assertRecordValues(kind, [{"sequence_code": "RET", "barcode": "OLDRET"}])
        self.assertEqual(self._transfer(kind).name, "OLD/RET/00002")
        new = self._warehouse("BER").after_sales_in_type_id
        self.assertNotEqual(self._transfer(new).name, first.name)
        self.assertEqual(new.barcode, "BERRET2")

    def test_renaming_a_warehouse_keeps_numbers_and_barcode(self):
        kind = self._warehouse("BER").after_sales_in_type_id
        self._transfer(kind)
        kind.warehouse_id.name = "Berlin"
        self.assertRecordValues(kind, [{"sequence_code": "RET", "barcode": "BERRET"}])
        self.assertEqual(self._transfer(kind).name, "BER/RET/00002")

    # A second installation ----------------------------------------------------------------

    def _fields_of(self, owner, addon="after_sales_returns"):
        return self.env["ir.model.data"]._after_sales_kept_fields(owner._name, addon)

    def _forget(self, owner):
        """What the uninstall does to the columns; :return: dict of what they held"""
        held = {name: owner[name] for name in self._fields_of(owner)}
        owner.write(dict.fromkeys(held, False))
        return held

    def test_second_installation_finds_what_was_set_up(self):
        self.company._setup_store_credit()
        warehouse = self._warehouse("BER")
        notes = self.env["ir.model.data"]
        notes._after_sales_keep("after_sales_returns")
        held = {owner: self._forget(owner) for owner in (self.company, warehouse)}
        self.assertTrue(all(held[warehouse].values()))
        notes._after_sales_recall()
        for owner, values in held.items():
            self.assertEqual({name: owner[name] for name in values}, values)
        self.assertFalse(notes.search([("module", "=", "__after_sales__")]))

    def test_second_installation_takes_what_was_archived_into_use(self):
        self.company._setup_store_credit()
        warehouse = self._warehouse("BER")
        self.env["ir.model.data"]._after_sales_keep("after_sales_returns")
        held = {**self._forget(self.company), **self._forget(warehouse)}
        program = held["after_sales_ewallet_program_id"]
        tree = held["after_sales_location_id"].location_id
        program.active = False
        tree.active = False
        self.assertFalse(held["after_sales_location_id"].active)
        self.env["ir.model.data"]._after_sales_recall()
        self.assertEqual(self.company.after_sales_ewallet_program_id, program)
        self.assertTrue(program.active and tree.active)
        self.assertTrue(held["after_sales_location_id"].active)

    def test_second_installation_makes_anew_what_was_deleted(self):
        self.company._setup_store_credit()
        self.env["ir.model.data"]._after_sales_keep("after_sales_returns")
        held = self._forget(self.company)
        held["after_sales_store_credit_journal_id"].unlink()
        self.env["ir.model.data"]._after_sales_recall()
        self.assertFalse(self.company.after_sales_store_credit_journal_id)
        self.company._setup_store_credit()
        self.assertEqual(self.company.after_sales_store_credit_journal_id.code, "STCR")

    def test_second_installation_keeps_what_was_chosen_since(self):
        self.company._setup_store_credit()
        self.env["ir.model.data"]._after_sales_keep("after_sales_returns")
        self._forget(self.company)
        other = self._journal("OTHER")
        self.company.after_sales_store_credit_journal_id = other
        self.env["ir.model.data"]._after_sales_recall()
        self.assertEqual(self.company.after_sales_store_credit_journal_id, other)

    # Places -------------------------------------------------------------------------------

    def test_uninstall_is_refused_while_goods_lie_in_our_places(self):
        place = self._warehouse("BER").after_sales_outlet_location_id
        self.env["stock.quant"]._update_available_quantity(self.shirt, place, 3)
        for name in ("after_sales_returns", "sale_stock"):
            module = self.env["ir.module.module"].search([("name", "=", name)])
            with (
                self.subTest(module=name),
                self.assertRaisesRegex(UserError, "3 units lie in BER After-Sales/Outlet, among"),
            ):
                module.button_uninstall()

    def test_addon_without_places_leaves_those_of_others(self):
        warehouse = self._warehouse("BER")
        outlet = warehouse.after_sales_outlet_location_id
        self.env["stock.quant"]._update_available_quantity(self.shirt, outlet, 1)
        self.env["ir.model.data"]._after_sales_keep("after_sales_elsewhere")
        quants = self.env["stock.quant"]._gather(self.shirt, outlet, strict=True)
        self.assertEqual(sum(quants.mapped("quantity")), 1)
        places = warehouse._after_sales_own_places()
        self.assertEqual(places.filtered("active"), places)

    def test_uninstall_takes_empty_places_out_of_use(self):
        warehouse, full = self._warehouse("BER"), self._warehouse("MUC")
        self.env["stock.quant"]._update_available_quantity(
            self.shirt, full.after_sales_location_id, 1
        )
        places, types = warehouse._after_sales_own_places(), warehouse._after_sales_types()
        tree = places.location_id
        notes = self.env["ir.model.data"]
        notes._after_sales_keep("after_sales_returns")
        held = self._forget(warehouse)
        gone = places & self.env["stock.location"].union(
            *(value for value in held.values() if value and value._name == "stock.location")
        )
        self.assertEqual(len(gone), 3)
        self.assertFalse(any(gone.mapped("active")) or any(types.mapped("active")))
        self.assertTrue(full.after_sales_location_id.active)
        count = self.env["stock.location"].with_context(active_test=False).search_count([])
        notes._after_sales_recall()
        warehouse._create_after_sales_locations()
        self.assertTrue(all((gone | tree).mapped("active")) and all(types.mapped("active")))
        self.assertEqual(
            self.env["stock.location"].with_context(active_test=False).search_count([]), count
        )

    def test_type_of_a_transfer_under_way_stays(self):
        warehouse = self._warehouse("BER")
        kind = warehouse.after_sales_in_type_id
        picking = self._transfer(kind)
        self.env["stock.move"].create(
            {
                "product_id": self.shirt.id,
                "product_uom_qty": 1,
                "picking_id": picking.id,
                "location_id": picking.location_id.id,
                "location_dest_id": picking.location_dest_id.id,
            }
        )
        self.env["ir.model.data"]._after_sales_keep("after_sales_returns")
        self.assertTrue(kind.active)
        self.assertFalse(warehouse.after_sales_sort_type_id.active)

    def test_closed_store_stays_closed(self):
        warehouse = self._warehouse("BER")
        place = warehouse.after_sales_location_id
        warehouse.action_archive()
        self.env["ir.model.data"]._after_sales_keep("after_sales_returns")
        self._forget(warehouse)
        self.env["ir.model.data"]._after_sales_recall()
        self.assertEqual(warehouse.after_sales_location_id, place)
        self.assertFalse(place.active)
