import json
from uuid import uuid4

from odoo import api, models
from odoo.fields import Command, Datetime

from .till_sales import RETURNS, SALES

MODULE = "after_sales_pos"


class AfterSalesDemo(models.AbstractModel):
    """Plays ``till_sales.py``: sales and returns of two tills, synchronised and closed as the
    tills do it."""

    _inherit = "after.sales.demo"

    @api.model
    def _load_tills(self):
        if self.env.ref(f"{MODULE}.demo_till_sale_t01", raise_if_not_found=False):
            return
        if not self.env.ref("after_sales_returns.demo_sale_01", raise_if_not_found=False):
            return  # the story that the tills go on with failed
        story = self.with_context(tracking_disable=True, generate_pdf=False)
        try:
            with self.env.cr.savepoint():
                story._play_tills()
        except Exception:
            # As in the returns' demo: what is to run after the commit must not outlive it.
            self.env.cr.postcommit.clear()
            raise

    @api.model
    def _play_tills(self):
        codes = {line[0] for rows in SALES.values() for row in rows for line in row[3]}
        for code in codes:
            self._product(code).product_tmpl_id.available_in_pos = True
        self._till_promotion()
        for place, rows in SALES.items():
            self._play_till_day(place, lambda till, rows=rows: self._play_till_sales(till, rows))
        for place in SALES:
            mine = [row for row in RETURNS if row[0] == place]
            self._play_till_day(place, lambda till, rows=mine: self._play_till_returns(till, rows))

    @api.model
    def _till(self, place):
        return self.env.ref(f"{MODULE}.demo_till_{place}")

    @api.model
    def _cashier(self, till):
        number = 1 if till == self._till("flagship") else 2
        return self.env.ref(f"{MODULE}.demo_user_till{number}")

    @api.model
    def _play_till_day(self, place, play):
        """Open a session, play, and close it with what the books expect in the drawer."""
        till = self._till(place)
        till.with_user(self._cashier(till)).open_ui()
        till.invalidate_recordset()
        session = till.current_session_id
        session.set_opening_control(300.0, None)
        play(till)
        session.invalidate_recordset()
        session.post_closing_cash_details(session.cash_register_balance_end)
        # Closing is another request: it reads what was counted.
        session.invalidate_recordset()
        session.close_session_from_ui()
        till.invalidate_recordset()

    # Sales ------------------------------------------------------------------------------------

    @api.model
    def _till_promotion(self):
        """A promotion code of ten percent that one of the receipts was bought with."""
        programs = self.env["loyalty.program"]
        return programs.create(
            {
                **programs._get_template_values()["promo_code"],
                "name": self.env._("Ten Percent off"),
                "pos_ok": True,
                "reward_ids": [
                    Command.create(
                        {
                            "reward_type": "discount",
                            "discount": 10,
                            "discount_mode": "percent",
                            "discount_applicability": "order",
                            "required_points": 1,
                        }
                    )
                ],
                "rule_ids": [Command.create({"mode": "with_code", "code": "DEMO10"})],
            }
        )

    @api.model
    def _play_till_sales(self, till, rows):
        made = {}
        for key, customer, days_ago, lines, terms in rows:
            order = self._sync_till(till, self._prepare_till_sale(till, customer, lines, terms))
            moment = self._moment(days_ago, hour=11)
            self._date_back(order, date_order=moment)
            self._date_back(order.picking_ids.move_ids, date=moment)
            self._date_back(order.picking_ids, date_done=moment)
            made[f"demo_till_sale_{key}"] = order
        self.env["ir.model.data"]._update_xmlids(
            [
                {"xml_id": f"{MODULE}.{name}", "record": order, "noupdate": True}
                for name, order in made.items()
            ]
        )

    @api.model
    def _prepare_till_sale(self, till, customer, lines, terms):
        vals_list = [self._prepare_till_line(till, *line) for line in lines]
        if terms.get("promotion"):
            vals_list.append(self._prepare_till_promotion(till, vals_list, terms["promotion"]))
        total, _tax = self._till_totals(till, vals_list)
        card = till.currency_id.round(total * terms.get("card", 0.0))
        methods = {
            kind: till.payment_method_ids.filtered(lambda one, kind=kind: one.type == kind)[:1]
            for kind in ("cash", "bank")
        }
        payments = [
            (methods["bank"], card),
            (methods["cash"], till.currency_id.round(total - card)),
        ]
        partner = customer and self._ref(f"demo_customer_{customer}")
        return self._prepare_till_order(
            till, vals_list, payments, partner, to_invoice=bool(terms.get("invoiced"))
        )

    @api.model
    def _prepare_till_line(self, till, code, quantity, discount=0.0):
        product = self._product(code)
        lots = []
        if product.tracking == "serial":
            stock = till._after_sales_till.warehouse.lot_stock_id
            quants = self.env["stock.quant"].search(
                [("product_id", "=", product.id), ("location_id", "=", stock.id)], limit=1
            )
            lots = quants.lot_id.mapped("name")
        taxes = product.taxes_id._filter_taxes_by_company(till.company_id)
        return self._prepare_till_amounts(
            product, quantity, product.lst_price, taxes, discount=discount, lots=lots
        )

    @api.model
    def _prepare_till_amounts(self, product, quantity, price, taxes, discount=0.0, lots=(), **vals):
        net = price * (1.0 - discount / 100.0)
        computed = taxes.compute_all(net, quantity=quantity, product=product)
        return {
            "uuid": str(uuid4()),
            "product_id": product.id,
            "full_product_name": product.display_name,
            "qty": quantity,
            "price_unit": price,
            "discount": discount,
            "tax_ids": [Command.set(taxes.ids)],
            "price_subtotal": computed["total_excluded"],
            "price_subtotal_incl": computed["total_included"],
            "pack_lot_ids": [Command.create({"lot_name": name}) for name in lots],
            **vals,
        }

    @api.model
    def _prepare_till_promotion(self, till, vals_list, percent):
        reward = (
            self.env["loyalty.rule"].search([("code", "=", "DEMO10")]).program_id.reward_ids[:1]
        )
        taxes = self.env["account.tax"].browse(vals_list[0]["tax_ids"][0][2])
        amount = sum(vals["price_unit"] * vals["qty"] for vals in vals_list) * percent / 100.0
        return self._prepare_till_amounts(
            reward.discount_line_product_id,
            1.0,
            -till.currency_id.round(amount),
            taxes,
            is_reward_line=True,
            reward_id=reward.id,
            reward_identifier_code="demo",
            points_cost=1.0,
        )

    @api.model
    def _prepare_till_order(self, till, vals_list, payments, partner, **more):
        """:return: dict as a till sends it to ``sync_from_ui``"""
        total, tax = self._till_totals(till, vals_list)
        now = Datetime.to_string(Datetime.now())
        return {
            "uuid": str(uuid4()),
            "session_id": till.current_session_id.id,
            "company_id": till.company_id.id,
            "user_id": self._cashier(till).id,
            "partner_id": partner.id if partner else False,
            "date_order": now,
            "pricelist_id": till.pricelist_id.id,
            "fiscal_position_id": False,
            "last_order_preparation_change": "{}",
            "state": "paid",
            "is_refund": False,
            "amount_total": total,
            "amount_tax": tax,
            "amount_paid": total,
            "amount_return": 0.0,
            "lines": [Command.create(vals) for vals in vals_list],
            "payment_ids": [
                Command.create({"name": now, "payment_method_id": method.id, "amount": amount})
                for method, amount in payments
                if not till.currency_id.is_zero(amount)
            ],
            **more,
        }

    @api.model
    def _till_totals(self, till, vals_list):
        """The total as the company rounds it; :return: (total with tax, tax)"""
        engine = self.env["account.tax"]
        base_lines = [
            engine._prepare_base_line_for_taxes_computation(
                {},
                product_id=self.env["product.product"].browse(vals["product_id"]),
                tax_ids=engine.browse(vals["tax_ids"][0][2]),
                price_unit=vals["price_unit"],
                quantity=vals["qty"],
                discount=vals["discount"],
                currency_id=till.currency_id,
                is_refund=vals["qty"] * vals["price_unit"] < 0,
            )
            for vals in vals_list
        ]
        engine._add_tax_details_in_base_lines(base_lines, till.company_id)
        engine._round_base_lines_tax_details(base_lines, till.company_id)
        totals = engine._get_tax_totals_summary(base_lines, till.currency_id, till.company_id)
        return (
            till.currency_id.round(totals["total_amount_currency"]),
            till.currency_id.round(totals["tax_amount_currency"]),
        )

    @api.model
    def _sync_till(self, till, order):
        self.env["pos.order"].with_user(self._cashier(till)).sync_from_ui([order])
        return self.env["pos.order"].search([("uuid", "=", order["uuid"])])

    # Returns ----------------------------------------------------------------------------------

    @api.model
    def _play_till_returns(self, till, rows):
        for _place, key, code, quantity, reason, grade, resolution in rows:
            sale = self.env.ref(f"{MODULE}.demo_till_sale_{key}")
            product = self._product(code)
            line = sale.lines.filtered(lambda one, of=product: one.product_id == of)
            wish = {
                "key": str(uuid4()),
                "kind": "pos",
                "line_id": line.id,
                "product_id": product.id,
                "quantity": quantity,
                "lots": line.pack_lot_ids.mapped("lot_name")[:quantity],
                "reason_id": self._ref(f"reason_{reason}").id,
                "grade_id": self._ref(grade).id,
                "resolution": resolution,
            }
            self._sync_till(till, self._prepare_till_refund(till, sale.partner_id, wish))

    @api.model
    def _prepare_till_refund(self, till, partner, wish):
        ticket = str(uuid4())
        mine = till.with_user(self._cashier(till))
        quote = mine.after_sales_quote(ticket, [wish])["orders"][0]
        vals_list = [self._prepare_quoted_line(line) for line in quote["lines"]]
        for vals in vals_list:  # a till turns the sign of what an order that refunds comes to
            vals["price_subtotal"] *= -1
            vals["price_subtotal_incl"] *= -1
        methods = self.env["pos.payment.method"]
        payments = [
            (methods.browse(tender["payment_method_id"]), tender["amount"])
            for tender in quote["tenders"]
        ]
        return self._prepare_till_order(
            till,
            vals_list,
            payments,
            partner,
            is_refund=True,
            to_invoice=quote["to_invoice"],
            after_sales_ticket=ticket,
            after_sales_request=json.dumps(
                {"wishes": [wish], "offline": False, "cashier": self._cashier(till).name}
            ),
        )

    @api.model
    def _prepare_quoted_line(self, line):
        return self._prepare_till_amounts(
            self.env["product.product"].browse(line["product_id"]),
            line["qty"],
            line["price_unit"],
            self.env["account.tax"].browse(line["tax_ids"]),
            discount=line["discount"],
            lots=line["lots"],
            after_sales_key=line["key"],
            after_sales_role=line["role"],
            after_sales_origin_id=line["origin_line_id"],
            extra_tax_data=line["extra_tax_data"],
        )
