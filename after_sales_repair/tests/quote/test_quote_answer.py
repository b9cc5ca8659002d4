from datetime import timedelta

from odoo import fields, http
from odoo.fields import Command
from odoo.tests import HttpCase, tagged

from .common import QuoteCommon


@tagged("post_install", "-at_install")
class TestQuoteAnswer(QuoteCommon):
    """What the customer knows before answering, and what stays afterwards."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.after_sales_inspection_product_id.taxes_id = [Command.set(cls.tax.ids)]

    def _expired(self, repair):
        repair.sale_order_id.validity_date = fields.Date.today() - timedelta(days=1)
        self.env.invalidate_all()
        return repair

    # Declining ----------------------------------------------------------------------------------

    def test_declining_works_after_expiry(self):
        for state in ("sent", "expired"):
            with self.subTest(state):
                repair = self._expired(self._quoted())
                if state == "expired":
                    repair._expire_quote()
                with self.assertRefused("expired on"):
                    repair.action_quote_accept()
                repair.action_quote_decline()
                self.assertRecordValues(
                    repair, [{"quote_state": "declined", "after_sales_stage": "to_hand_back"}]
                )

    def test_what_was_quoted_stays_readable(self):
        repair = self._quoted()
        order = repair.sale_order_id
        self.assertEqual(order.amount_total, 176.0)
        self.assertEqual(repair.quote_amount, 176.0)
        self.env.flush_all()
        repair.action_quote_decline()
        self.assertEqual(order.state, "cancel")
        self.assertEqual(order.amount_total, 176.0)
        self.assertEqual(order.order_line.mapped("product_uom_qty"), [1.0, 2.0])
        self.assertEqual(repair.quote_amount, 176.0)

    # The fee ------------------------------------------------------------------------------------

    def _terms(self, **vals):
        return self.env["after.sales.warranty"].create({"name": "Terms", "months": 12, **vals})

    def test_no_fee_differs_from_the_companys(self):
        self.company.after_sales_inspection_fee = 15.0
        stories = (
            ({}, 15.0),
            ({"inspection_charge": "company"}, 15.0),
            ({"inspection_charge": "none"}, 0.0),
            ({"inspection_fee": 9.0}, 9.0),
            ({"inspection_charge": "own", "inspection_fee": 9.0}, 9.0),
        )
        for vals, fee in stories:
            with self.subTest(vals):
                repair = self._quoted()
                repair.sudo().warranty_terms_id = self._terms(**vals)
                self.assertEqual(repair._inspection_fee(), fee)
                repair.action_quote_decline()
                self.assertEqual(repair.inspection_order_id.amount_untaxed, fee)
        terms = self._terms(inspection_fee=9.0)
        self.assertEqual(terms.inspection_charge, "own")
        terms.inspection_fee = 0.0
        self.assertEqual(terms.inspection_charge, "company")

    def test_fee_with_its_tax_is_told_before(self):
        self.company.after_sales_inspection_fee = 15.0
        repair = self._quoted()
        sentence = repair._inspection_sentence()
        self.assertRegex(sentence, "costs .*16.50.*15.00 and .*1.50 tax")
        self.assertEqual(repair.inspection_notice, sentence)
        self.assertEqual(repair.sale_order_id._after_sales_fee_sentence(), sentence)
        self.env["after.sales.mail"]._queue(repair, "quotation")
        template = self.env.ref("after_sales_repair.mail_template_repair_quotation")
        body = template._render_field("body_html", repair.ids)[repair.id]
        self.assertIn("16.50", body)
        html = self.env["ir.actions.report"]._render_qweb_html(
            "sale.report_saleorder", repair.sale_order_id.ids
        )[0]
        self.assertIn(sentence.replace("$\xa0", "$"), html.decode().replace("$\xa0", "$"))
        repair.action_quote_decline()
        self.assertEqual(repair.inspection_order_id.amount_total, 16.5)
        self.assertFalse(repair.sale_order_id._after_sales_fee_sentence())

    def test_no_fee_no_sentence(self):
        self.assertEqual(self._quoted()._inspection_sentence(), "")

    # New quotations -----------------------------------------------------------------------------

    def test_new_quotation_keeps_discounts_and_agreed_prices(self):
        """199.00 less ten percent, taxed: 197.01, whatever the prices are by then."""
        for accepted in (False, True):
            with self.subTest(accepted=accepted):
                repair = self._diagnosed()
                repair.action_quote()
                order = repair.sale_order_id
                part, labour = order.order_line
                part.write({"price_unit": 49.0, "discount": 10.0})
                labour.discount = 10.0
                order.order_line = [
                    Command.create(
                        {
                            "product_id": self.shirt.id,
                            "name": "Cover",
                            "price_unit": 50.0,
                            "discount": 10.0,
                        }
                    )
                ]
                self.assertEqual(order.amount_total, 197.01)
                repair.action_quote_send()
                if accepted:
                    repair.action_quote_accept()
                    self.labour.list_price = 55.0
                    self.part.list_price = 70.0
                for _again in range(2):
                    repair.action_quote()
                    new = repair.sale_order_id
                    self.assertNotEqual(new, order)
                    self.assertEqual(new.amount_total, 197.01)
                    self.assertEqual(set(new.order_line.mapped("discount")), {10.0})

    def test_more_hours_at_the_agreed_price(self):
        repair = self._diagnosed()
        repair.action_quote()
        repair.sale_order_id.order_line[1].price_unit = 40.0
        repair.estimate_hours = 3.0
        repair.action_quote()
        self.assertEqual(repair.sale_order_id.amount_untaxed, 60.0 + 120.0)

    def test_typed_line_keeps_its_tax(self):
        repair = self._diagnosed()
        repair.action_quote()
        line = {"product_id": self.shirt.id, "name": "Cover", "price_unit": 50.0, "tax_ids": False}
        repair.sale_order_id.order_line = [Command.create(line)]
        total = repair.sale_order_id.amount_total
        repair.action_quote()
        self.assertEqual(repair.sale_order_id.amount_total, total)


@tagged("post_install", "-at_install")
class TestQuotePage(QuoteCommon, HttpCase):
    """The page of the quotation, as the customer sees it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.after_sales_inspection_fee = 15.0
        cls.company.after_sales_inspection_product_id.taxes_id = [Command.set(cls.tax.ids)]

    def _page(self, order):
        order._portal_ensure_token()
        self.env.flush_all()
        return self.url_open(order.get_portal_url()).text

    def _decline(self, order):
        return self.url_open(
            f"/my/orders/{order.id}/decline?access_token={order.access_token}",
            data={"decline_message": "Too dear", "csrf_token": http.Request.csrf_token(self)},
        )

    def test_fee_stands_on_page_and_in_the_dialog(self):
        page = self._page(self._quoted().sale_order_id)
        self.assertIn("after_sales_fee", page)
        self.assertEqual(page.count("16.50"), 2)

    def test_declining_late_on_the_page(self):
        self.authenticate(None, None)
        repair = self._quoted()
        order = repair.sale_order_id
        order.validity_date = fields.Date.today() - timedelta(days=1)
        page = self._page(order)
        self.assertIn("after_sales_decline", page)
        self.assertIn("16.50", page)
        answer = self._decline(order)
        self.assertEqual(answer.status_code, 200)
        repair.invalidate_recordset()
        self.assertRecordValues(
            repair, [{"quote_state": "declined", "outcome_reason": "Declined: Too dear"}]
        )
        after = self._page(order)
        self.assertIn("176.00", after)
        self.assertNotIn("after_sales_decline", after)
