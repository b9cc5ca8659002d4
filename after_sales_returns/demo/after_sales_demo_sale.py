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
        self.env.flush_all()
        for row, sale in sales:
            moment = self._moment(row[3], 8)
            self._date_back(sale, date_order=moment, create_date=moment)
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
            "partner_id": self._customer(customer).id,
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
        self._validate_transfers(
            [
                (sale.picking_ids, days_ago - 5)
                for (*_row, days_ago, _lines, terms), sale in sales
                if terms.get("parcels")
            ]
        )

    @api.model
    def _validate_transfers(self, transfers):
        """Carry out transfers with all they expect.

        :param transfers: list of (``stock.picking``, days ago); finished ones are left alone
        """
        waiting = [
            (pickings.filtered(lambda one: one.state not in ("done", "cancel")), days_ago)
            for pickings, days_ago in transfers
        ]
        together = self.env["stock.picking"].union(*(pickings for pickings, _days in waiting))
        together.action_assign()
        together.move_ids.picked = True
        self._validate(together)
        for pickings, days_ago in waiting:
            pickings.date_done = self._moment(days_ago, 15)

    @api.model
    def _validate(self, pickings):
        """Press the button; what did not come stays in a backorder, and nobody gets a message."""
        pickings.with_context(skip_backorder=True, skip_sms=True).button_validate()

    # Invoices -------------------------------------------------------------------------------

    @api.model
    def _invoice_sales(self, sales):
        """Invoice each order on its day; most were paid."""
        ready = [(row, sale) for row, sale in sales if row[5].get("invoiced", True)]
        orders = self.env["sale.order"].union(*(sale for _row, sale in ready))
        invoices = orders._create_invoices(grouped=True)
        paid = self.env["account.move"]
        for (*_row, days_ago, _lines, terms), sale in ready:
            sale.invoice_ids.invoice_date = self._day(days_ago)
            if terms.get("paid", True):
                paid |= sale.invoice_ids
        invoices.action_post()
        self._pay(paid)

    @api.model
    def _pay(self, moves):
        """Pay these invoices and credit notes in full, each on its day.

        One reconciliation for all: the wizard's one by one would take half of the time that
        the whole story takes.
        """
        payments = self.env["account.payment"].create(
            [self._prepare_payment_vals(move) for move in moves]
        )
        payments.action_post()
        for move, payment in zip(moves, payments, strict=True):
            if not payment.move_id:  # no outstanding account: the link alone makes it paid
                move.matched_payment_ids += payment
        pairs = [
            (move | payment.move_id).line_ids.filtered(
                lambda line: line.account_type == "asset_receivable" and not line.reconciled
            )
            for move, payment in zip(moves, payments, strict=True)
        ]
        self.env["account.move.line"]._reconcile_plan(
            [pair for pair in pairs if len(pair.move_id) > 1]
        )

    @api.model
    def _prepare_payment_vals(self, move):
        return {
            "payment_type": "inbound" if move.move_type == "out_invoice" else "outbound",
            "partner_type": "customer",
            "partner_id": move.commercial_partner_id.id,
            "amount": move.amount_residual,
            "currency_id": move.currency_id.id,
            "date": move.invoice_date,
            "memo": move.payment_reference or move.name,
        }
