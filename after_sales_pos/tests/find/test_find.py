from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from ...models.find import after_sales_till
from ..common import TillCommon


@tagged("post_install", "-at_install")
class TestFind(TillCommon):
    """What a scan or a word finds at a till."""

    def _find(self, query, till=None):
        return self._as_cashier(till or self.till).after_sales_find(query)

    def _names(self, query, till=None):
        return [row["name"] for row in self._find(query, till)["sales"]]

    def assertNothing(self, query, words):
        answer = self._find(query)
        self.assertFalse(answer["sales"])
        self.assertRegex(answer["message"], words)

    # Numbers ------------------------------------------------------------------------------

    def test_receipt_of_another_store(self):
        self._open(self.till)
        order = self._sell_at_till(self.other_till, (self.shirt, 2), partner=self.customer)
        answer = self._find(order.pos_reference)
        self.assertEqual(
            answer,
            {
                "sales": [
                    {
                        "id": order.id,
                        "partner": "Lena Fischer",
                        "partner_id": self.customer.id,
                        "serial": False,
                        "product_id": False,
                        "quantity": False,
                        "kind": "pos",
                        "name": order.pos_reference,
                        "date": str(order.date_order),
                        "store": "Store South",
                        "total": 220.0,
                    }
                ],
                "message": False,
            },
        )

    def test_order_delivered_by_the_web_shop(self):
        self._open(self.till)
        sale = self._sell((self.shirt, 1))
        row = self._find(sale.name)["sales"][0]
        self.assertEqual((row["kind"], row["id"], row["total"]), ("sale", sale.id, 110.0))

    def test_order_not_delivered(self):
        self._open(self.till)
        sale = self._sell((self.shirt, 1), deliver=False, invoice=False)
        self.assertNothing(sale.name, "Nothing of order .* was delivered yet")

    def test_invoice_of_either_channel(self):
        order = self._sell_at_till(
            self.till, (self.shirt, 1), partner=self.customer, to_invoice=True
        )
        sale = self._sell((self.shirt, 1))
        self.assertEqual(self._names(order.account_move.name), [order.pos_reference])
        self.assertEqual(self._names(sale.invoice_ids.name), [sale.name])

    def test_number_typed_in_small_letters(self):
        self._open(self.till)
        sale = self._sell((self.shirt, 1))
        self.assertEqual(self._names(f" {sale.name.lower()} "), [sale.name])

    def test_label_of_a_return(self):
        self._open(self.till)
        order = self._create_return(self._sell((self.shirt, 1)))
        order.action_request()
        row = self._find(order.name)["sales"][0]
        self.assertEqual((row["kind"], row["id"]), ("return", order.id))

    def test_label_of_a_return_that_is_over(self):
        self._open(self.till)
        order = self._create_return(self._sell((self.shirt, 1)))
        order.action_request()
        order.action_cancel()
        self.assertNothing(order.name, f"{order.name} is Cancelled")

    def test_receipt_of_a_refund_shows_the_sale(self):
        order = self._sell_at_till(self.till, (self.shirt, 2))
        refund = self._refund_at_till(self.till, order.lines, 1)
        self.assertEqual(self._names(refund.pos_reference), [order.pos_reference])

    def test_receipt_of_another_company(self):
        self._open(self.till)
        order = self._sell_at_till(self.other_till, (self.shirt, 1))
        other = self.env["res.company"].create({"name": "Sister"})
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE pos_order SET company_id = %s WHERE id = %s", [other.id, order.id]
        )
        self.env.invalidate_all()
        self.assertNothing(order.pos_reference, "belongs to Sister, not to")

    def test_order_settled_at_a_till_comes_back_by_its_receipt(self):
        sale = self._sell((self.shirt, 1), deliver=False, invoice=False)
        values = {"sale_order_origin_id": sale.id, "sale_order_line_id": sale.order_line.id}
        order = self._sell_at_till(self.till, (self.shirt, 1, values), partner=self.customer)
        rows = self._find(sale.name)["sales"]
        self.assertEqual([(row["kind"], row["id"]) for row in rows], [("pos", order.id)])

    # What else is on a receipt ------------------------------------------------------------

    def test_qr_code_of_a_receipt(self):
        order = self._sell_at_till(self.till, (self.shirt, 1), access_token="d05611af-7fc1")
        url = "https://shop.example/pos/ticket/validate?access_token=d05611af-7fc1"
        self.assertEqual(self._names(url), [order.pos_reference])
        self.assertNothing(url.replace("7fc1", "7fc2"), "is no receipt")

    def test_code_below_the_qr_code(self):
        order = self._sell_at_till(self.till, (self.shirt, 1), ticket_code="zq9x7")
        for code in ("zq9x7", "ZQ9X7"):
            self.assertEqual(self._names(code), [order.pos_reference])

    def test_part_of_a_number(self):
        order = self._sell_at_till(self.till, (self.shirt, 1))
        order.pos_reference = "269-77-004711"
        self.env.flush_all()
        for part in ("004711", "77-0047", "4711", "269-77"):
            with self.subTest(part=part):
                self.assertEqual(self._names(part), ["269-77-004711"])

    def test_part_of_very_many_numbers_finds_the_newest(self):
        self.patch(after_sales_till, "PARTS_READ", 3)
        orders = [self._sell_at_till(self.till, (self.shirt, 1)) for _sale in range(5)]
        for number, order in enumerate(orders):
            order.pos_reference = f"269-77-00471{number}"
        self.env.flush_all()
        self.assertEqual(self._names("269-77")[:2], ["269-77-004714", "269-77-004713"])

    # Serials ------------------------------------------------------------------------------

    def test_serial_in_any_case(self):
        self._create_store_serials(self.store, self.phone, "Imei-x9")
        order = self._sell_at_till(self.till, (self.phone, 1, {"pack_lot_ids": ["Imei-x9"]}))
        for typed in ("imei-x9", "IMEI-X9", "Imei-x9"):
            with self.subTest(typed=typed):
                (row,) = self._find(typed)["sales"]
                self.assertEqual((row["name"], row["serial"]), (order.pos_reference, "Imei-x9"))

    def test_serial_finds_its_receipt(self):
        self._create_store_serials(self.store, self.phone, "IMEI-1", "IMEI-2")
        order = self._sell_at_till(
            self.till, (self.phone, 2, {"pack_lot_ids": ["IMEI-1", "IMEI-2"]})
        )
        row = self._find("IMEI-2")["sales"][0]
        self.assertEqual(
            (row["id"], row["serial"], row["product_id"]), (order.id, "IMEI-2", self.phone.id)
        )

    def test_serial_of_an_order_of_the_web_shop(self):
        self._open(self.till)
        self._create_serials(self.phone, "IMEI-3")
        sale = self._sell((self.phone, 1))
        self.assertEqual(self._names("IMEI-3"), [sale.name])

    def test_serial_never_sold(self):
        self._open(self.till)
        self._create_store_serials(self.store, self.phone, "IMEI-4")
        self.assertNothing("IMEI-4", "IMEI-4 of Phone was never sold")

    def test_serial_already_back(self):
        self._create_store_serials(self.store, self.phone, "IMEI-5")
        order = self._sell_at_till(self.till, (self.phone, 1, {"pack_lot_ids": ["IMEI-5"]}))
        self._refund_at_till(self.till, order.lines, 1, lots=["IMEI-5"])
        self.assertNothing("IMEI-5", "IMEI-5 of Phone was sold and already came back")

    # Products and customers ---------------------------------------------------------------

    def test_barcode_finds_the_last_sales_of_both_channels(self):
        self.shirt.barcode = "4006381333931"
        sale = self._sell((self.shirt, 1))
        order = self._sell_at_till(self.till, (self.shirt, 1))
        self._sell_at_till(self.till, (self.shoe, 1))
        self.assertCountEqual(self._names("4006381333931"), [sale.name, order.pos_reference])
        self.assertEqual(self._find("4006381333931")["sales"][0]["product_id"], self.shirt.id)

    def test_component_finds_the_kits_it_was_sold_in(self):
        if "mrp.bom" not in self.env:
            self.skipTest("kits need Manufacturing")
        self.shoe.barcode = "4006381333948"
        kit = self._create_pos_kit("Outfit", {self.shirt: 1, self.shoe: 1}, 140.0)
        order = self._sell_at_till(self.till, (kit, 1))
        self.assertEqual(self._names("4006381333948"), [order.pos_reference])

    def test_label_of_a_scale(self):
        """Of weight or price: the product's barcode is the label with zeros instead."""
        cheese = self._create_product("Cheese", 20.0, available_in_pos=True)
        for barcode, label, weight in (
            ("2112345000000", "2112345003330", 0.333),
            ("2312345000008", "2312345009995", False),
        ):
            nomenclature = self.company.nomenclature_id
            with self.subTest(label=label):
                label = nomenclature.sanitize_ean(label)
                cheese.barcode = nomenclature.sanitize_ean(barcode)
                order = self._sell_at_till(self.till, (cheese, 1))
                self.assertIn(order.pos_reference, self._names(label))
                row = self._find(label)["sales"][0]
                self.assertEqual((row["product_id"], row["quantity"]), (cheese.id, weight))

    def test_own_barcode_that_looks_like_the_label_of_a_scale(self):
        cheese = self._create_product("Cheese", 20.0, available_in_pos=True)
        cheese.barcode = self.company.nomenclature_id.sanitize_ean("2112345003330")
        self._sell_at_till(self.till, (cheese, 1))
        row = self._find(cheese.barcode)["sales"][0]
        self.assertEqual((row["product_id"], row["quantity"]), (cheese.id, False))

    def test_product_never_sold(self):
        self._open(self.till)
        self.shoe.default_code = "NEVER-SOLD"
        self.assertNothing("NEVER-SOLD", "Shoe was never sold")

    def test_foreign_barcode(self):
        self._open(self.till)
        self.assertNothing("9999999999994", "is no receipt, order, return, product")

    def test_phone_with_and_without_country_code(self):
        self.customer.phone = "+49 171 555 0199"
        order = self._sell_at_till(self.till, (self.shirt, 1), partner=self.customer)
        for number in ("+49 171 5550199", "0171/555 0199", "1715550199"):
            self.assertEqual(self._names(number), [order.pos_reference], number)

    def test_last_four_digits_of_a_phone(self):
        self.customer.phone = "+86 138 0013 8467"
        order = self._sell_at_till(self.till, (self.shirt, 1), partner=self.customer)
        self.assertEqual(self._names("8467"), [order.pos_reference])

    def test_chinese_name_of_two_signs(self):
        self.customer.name = "\u4e93\u6654"
        company = self.env["res.partner"].create({"name": "Office", "is_company": True})
        buyer = self.customer.create({"name": "\u8288\u749f", "parent_id": company.id})
        for partner in (self.customer, buyer):
            order = self._sell_at_till(self.till, (self.shirt, 1), partner=partner)
            self.assertEqual(self._names(partner.name), [order.pos_reference])
        self.assertNothing("Le", "is no receipt")

    def test_part_of_a_name(self):
        order = self._sell_at_till(self.till, (self.shirt, 1), partner=self.customer)
        self.assertEqual(self._names("fischer"), [order.pos_reference])

    def test_customer_who_bought_nothing(self):
        self._open(self.till)
        self.env["res.partner"].create({"name": "Nobody Boughtanything"})
        self.assertNothing("Boughtanything", "nothing was sold to this customer")

    def test_newest_first_and_at_most_thirty(self):
        orders = [
            self._sell_at_till(self.till, (self.shirt, 1), partner=self.customer)
            for _number in range(3)
        ]
        for days, order in enumerate(orders):
            order.date_order = f"2026-01-0{3 - days} 10:00:00"
        self.assertEqual(self._names("Lena Fischer"), [order.pos_reference for order in orders])

    # Who may ask --------------------------------------------------------------------------

    def test_closed_session(self):
        with self.assertRaisesRegex(UserError, "No session of Till North is open"):
            self._find("1")

    def test_only_users_of_the_point_of_sale(self):
        self._open(self.till)
        picker = new_test_user(self.env, "till_picker", groups="stock.group_stock_user")
        with self.assertRaises(AccessError):
            self.till.with_user(picker).after_sales_find("1")

    def test_till_of_another_company(self):
        self._open(self.till)
        other = self.env["res.company"].create({"name": "Sister"})
        foreigner = new_test_user(
            self.env,
            "till_foreigner",
            groups="point_of_sale.group_pos_user",
            company_id=other.id,
            company_ids=[(6, 0, other.ids)],
        )
        with self.assertRaises(AccessError):
            self.till.with_user(foreigner).after_sales_find("1")

    def test_returns_switched_off(self):
        self._open(self.till)
        self.till.after_sales_returns = False
        with self.assertRaisesRegex(UserError, "takes no returns"):
            self._find("1")

    def test_as_many_queries_for_many_receipts(self):
        def count():
            self.env.flush_all()
            self.env.invalidate_all()
            till = self._as_cashier(self.till)
            before = self.cr.sql_log_count
            till.after_sales_find("Lena Fischer")
            return self.cr.sql_log_count - before

        self._sell_at_till(self.till, (self.shirt, 1), partner=self.customer)
        few = count()
        for _number in range(9):
            self._sell_at_till(self.till, (self.shirt, 1), partner=self.customer)
        self.assertLessEqual(count(), few)
