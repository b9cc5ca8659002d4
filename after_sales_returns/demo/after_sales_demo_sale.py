from odoo import api, models
from odoo.fields import Command

from .sales import ORDERS

# Days from the order to the delivery.
TRANSIT_DAYS = {"web": 2, "flagship": 0, "mall": 0}


class AfterSalesDemo(models.AbstractModel):
    """Sales orders of the demo, from the quotation to the payment."""

    _inherit = "after.sales.demo"

    @api.model
    def _play_sales(self):
        """Confirm, deliver, invoice and pay the orders of the table, then date them back."""
        sales = self._create_sales()
        self._name_records({f"demo_sale_{row[0]}": sale for row, sale in sales})
        self._apply_discounts(sales)
        orders = self.env["sale.order"].union(*(sale for _row, sale in sales))
        orders.action_confirm()
        for row, sale in sales:
            sale.date_order = self._moment(row[3], 8)
            self._date_back(sale, create_date=self._moment(row[3], 8))
        self._deliver_sales(sales)
        self._invoice_sales(sales)

    @api.model
    def _create_sales(self):
        """:return: list of (row of the table, ``sale.order``)"""
        tax = self._tax_included()
        vals_list = [self._prepare_sale_vals(*row[1:], tax=tax) for row in ORDERS]
        return list(zip(ORDERS, self.env["sale.order"].create(vals_list), strict=True))

    @api.model
    def _prepare_sale_vals(self, customer, warehouse, days_ago, lines, terms, tax=None):
        taxes = {"tax_ids": [Command.set(tax.ids)]} if terms.get("tax_included") else {}
        return {
            "partner_id": self._ref(f"demo_customer_{customer}").id,
            "warehouse_id": self._warehouse(warehouse).id,
            "date_order": self._moment(days_ago, 8),
            "user_id": self._ref("demo_user_clerk").id,
            "order_line": [
                Command.create(
                    {
                        "product_id": self._product(code).id,
                        "product_uom_qty": quantity,
                        "discount": discount[0] if discount else 0.0,
                        **taxes,
                    }
                )
                for code, quantity, *discount in lines
            ],
        }

    @api.model
    def _tax_included(self):
        """The company's usual sales tax as part of the price."""
        company = self.env.company
        usual = company.account_sale_tax_id or self.env["account.tax"].search(
            [("company_id", "=", company.id), ("type_tax_use", "=", "sale")], limit=1
        )
        return usual.copy(
            {"name": f"{usual.name} (included)", "price_include_override": "tax_included"}
        )

    @api.model
    def _apply_discounts(self, sales):
        for (*_row, terms), sale in sales:
            if terms.get("discount"):
                self.env["sale.order.discount"].create(
                    {
                        "sale_order_id": sale.id,
                        "discount_type": "so_discount",
                        "discount_percentage": terms["discount"] / 100.0,
                    }
                ).action_apply_discount()

    # Delivery -------------------------------------------------------------------------------

    @api.model
    def _deliver_sales(self, sales):
        pickings = self.env["stock.picking"]
        for (*_row, terms), sale in sales:
            for move in sale.picking_ids.move_ids:
                move.quantity = self._first_parcel(move, terms)
                move.picked = bool(move.quantity)
            pickings |= sale.picking_ids
        self._validate(pickings)
        for (_key, _customer, warehouse, days_ago, _lines, _terms), sale in sales:
            done = sale.picking_ids.filtered(lambda picking: picking.state == "done")
            done.date_done = self._moment(days_ago - TRANSIT_DAYS[warehouse], 15)
        self._deliver_second_parcels(sales)

    @api.model
    def _first_parcel(self, move, terms):
        """How much of a delivery goes with the first parcel."""
        if terms.get("parcels"):
            return move.product_uom_qty // 2
        if "delivered" in terms:
            return terms["delivered"].get(move.product_id.default_code, 0.0)
        return move.product_uom_qty

    @api.model
    def _deliver_second_parcels(self, sales):
        for (_key, _customer, _warehouse, days_ago, _lines, terms), sale in sales:
            if terms.get("parcels"):
                waiting = sale.picking_ids.filtered(lambda picking: picking.state != "done")
                self._validate_transfers(waiting, days_ago - 5)

    @api.model
    def _validate_transfers(self, pickings, days_ago):
        """Carry out these transfers with all they expect, so many days ago."""
        pickings = pickings.filtered(lambda picking: picking.state not in ("done", "cancel"))
        if pickings:
            pickings.action_assign()
            pickings.move_ids.picked = True
            self._validate(pickings)
            pickings.date_done = self._moment(days_ago, 15)

    @api.model
    def _validate(self, pickings):
        """Press the button; what did not come stays in a backorder, and nobody gets a message."""
        pickings.with_context(skip_backorder=True, skip_sms=True).button_validate()

    # Invoices -------------------------------------------------------------------------------

    @api.model
    def _invoice_sales(self, sales):
        """Invoice each order on its day; most were paid at once."""
        to_pay = {}
        for (*_row, days_ago, _lines, terms), sale in sales:
            if not terms.get("invoiced", True):
                continue
            invoice = sale._create_invoices()
            invoice.invoice_date = self._day(days_ago)
            if terms.get("paid", True):
                to_pay.setdefault(invoice.invoice_date, self.env["account.move"])
                to_pay[invoice.invoice_date] |= invoice
        invoices = self.env["sale.order"].union(*(sale for _row, sale in sales)).invoice_ids
        invoices.action_post()
        for day, paid in to_pay.items():
            self._pay(paid, day)

    @api.model
    def _pay(self, moves, day):
        wizard = self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=moves.ids
        )
        wizard.create({"payment_date": day})._create_payments()
