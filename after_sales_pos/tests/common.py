from uuid import uuid4

from odoo import fields
from odoo.fields import Command
from odoo.tests import new_test_user

from odoo.addons.after_sales_returns.tests.common import AfterSalesCommon


class TillCommon(AfterSalesCommon):
    """Two stores with a warehouse and a till each, and the people who stand there.

    ``till`` belongs to ``store``, ``other_till`` to ``other_store``; each has ``cash`` and
    ``card`` of its own (``self._cash(till)``, ``self._card(till)``). ``cashier`` and
    ``other_cashier`` are users of the Point of Sale and store staff. Products, their taxes and
    the policy are those of the returns' tests, on the shelves of both stores.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        mine = cls.company.after_sales_ewallet_program_id
        cls.env["loyalty.program"].search([("id", "!=", mine.id)]).active = False
        cls.store, cls.other_store = cls.env["stock.warehouse"].create(
            [
                {"name": "Store North", "code": "STN", "company_id": cls.company.id},
                {"name": "Store South", "code": "STS", "company_id": cls.company.id},
            ]
        )
        for product in cls.shirt | cls.shoe:
            for store in cls.store | cls.other_store:
                cls._stock(product, 100, warehouse=store)
        (cls.shirt | cls.shoe | cls.phone).available_in_pos = True
        cls.till = cls._create_till(cls.store, "North")
        cls.other_till = cls._create_till(cls.other_store, "South")
        cls.cashier = cls._create_cashier("till_cashier", cls.store)
        cls.other_cashier = cls._create_cashier("till_other_cashier", cls.other_store)

    @classmethod
    def _create_till(cls, store, name):
        """A till of the warehouse, with cash and card."""
        journals = cls.env["account.journal"].create(
            [
                {"name": f"Cash {name}", "type": "cash", "code": f"C{name[:4].upper()}"},
                {"name": f"Card {name}", "type": "bank", "code": f"B{name[:4].upper()}"},
            ]
        )
        methods = cls.env["pos.payment.method"].create(
            [
                {"name": f"{kind} {name}", "journal_id": journal.id}
                for kind, journal in zip(("Cash", "Card"), journals, strict=True)
            ]
        )
        return cls.env["pos.config"].create(
            {
                "name": f"Till {name}",
                "picking_type_id": store.pos_type_id.id,
                "payment_method_ids": [Command.set(methods.ids)],
                "company_id": cls.company.id,
            }
        )

    @classmethod
    def _create_cashier(cls, login, store):
        # Odoo lets nobody sell serial numbers who may not read them.
        groups = "point_of_sale.group_pos_user,after_sales_returns.group_after_sales_store"
        user = new_test_user(cls.env, login, groups=groups)
        user.after_sales_warehouse_ids = store
        return user

    @classmethod
    def _cash(cls, till):
        return till.payment_method_ids.filtered("is_cash_count")[:1]

    @classmethod
    def _card(cls, till):
        return till.payment_method_ids.filtered(lambda method: not method.is_cash_count)[:1]

    @classmethod
    def _user_of(cls, till):
        return cls.other_cashier if till == cls.other_till else cls.cashier

    @classmethod
    def _as_cashier(cls, till):
        """The till as its own cashier calls it."""
        return till.with_user(cls._user_of(till))

    @classmethod
    def _open(cls, till, cash=1000.0):
        """Open a session of the till, with so much cash in the drawer.

        :return: the ``pos.session``
        """
        session = till.current_session_id
        if not session:
            cls._as_cashier(till).open_ui()
            till.invalidate_recordset()
            session = till.current_session_id
            session.set_opening_control(cash, None)
        return session

    @classmethod
    def _close(cls, till):
        """Close the session with what the books expect in the drawer; :return: the session"""
        session = till.current_session_id
        session.invalidate_recordset()
        session.post_closing_cash_details(session.cash_register_balance_end)
        # Each is a request of its own.
        session.invalidate_recordset()
        session.close_session_from_ui()
        till.invalidate_recordset()
        return session

    # Selling --------------------------------------------------------------------------------

    @classmethod
    def _create_pos_kit(cls, name, components, price):
        """A product that is delivered as its components; the cashiers get the inventory
        rights that Odoo asks for to sell one.

        :param components: dict product → quantity
        """
        (cls.cashier | cls.other_cashier).group_ids += cls.env.ref("stock.group_stock_user")
        kit = cls._create_product(name, price, available_in_pos=True)
        cls.env["mrp.bom"].create(
            {
                "product_tmpl_id": kit.product_tmpl_id.id,
                "type": "phantom",
                "bom_line_ids": [
                    Command.create({"product_id": product.id, "product_qty": quantity})
                    for product, quantity in components.items()
                ],
            }
        )
        return kit

    @classmethod
    def _create_store_serials(cls, store, product, *names):
        """Serial numbers of ``product``, one of each on the shelf of the store."""
        lots = cls.env["stock.lot"].create(
            [{"name": name, "product_id": product.id} for name in names]
        )
        for lot in lots:
            cls._stock(product, 1, lot=lot, warehouse=store)
        return lots

    @classmethod
    def _line_data(cls, till, product, quantity, more):
        """A line as the screen of the till sends it, without what it comes to (``_price_lines``);
        ``more`` overrides values. Prices are untaxed as the products' of these tests."""
        taxes = product.taxes_id.filtered(lambda tax: tax.company_id == till.company_id)
        return Command.create(
            {
                "uuid": str(uuid4()),
                "product_id": product.id,
                "qty": quantity,
                "price_unit": product.lst_price,
                "discount": 0.0,
                "tax_ids": [Command.set(taxes.ids)],
                "full_product_name": product.display_name,
                **more,
                "pack_lot_ids": [
                    Command.create({"lot_name": name}) for name in more.get("pack_lot_ids", ())
                ],
            }
        )

    @classmethod
    def _price_lines(cls, till, commands):
        """Write on these lines what each comes to, as the screen of the till computes it: all
        together, see Odoo's ``pos_order_accounting.js``.

        :return: (total, tax) of the order
        """
        helper, company = cls.env["account.tax"], till.company_id
        lines = [cls._base_line(till, vals) for _command, _id, vals in commands]
        helper._add_tax_details_in_base_lines(lines, company)
        helper._round_base_lines_tax_details(lines, company)
        for (_command, _id, vals), line in zip(commands, lines, strict=True):
            vals["price_subtotal"] = line["tax_details"]["total_excluded_currency"]
            vals["price_subtotal_incl"] = line["tax_details"]["total_included_currency"]
        totals = helper._get_tax_totals_summary(lines, till.currency_id, company)
        return till.currency_id.round(totals["total_amount_currency"]), totals[
            "tax_amount_currency"
        ]

    @classmethod
    def _base_line(cls, till, vals):
        return cls.env["account.tax"]._prepare_base_line_for_taxes_computation(
            {},
            product_id=cls.env["product.product"].browse(vals["product_id"]),
            tax_ids=cls.env["account.tax"].browse(vals["tax_ids"][0][2]),
            price_unit=vals["price_unit"],
            quantity=vals["qty"],
            discount=vals["discount"],
            currency_id=till.currency_id,
            is_refund=vals["qty"] * vals["price_unit"] < 0,
            extra_tax_data=vals.get("extra_tax_data"),
        )

    @classmethod
    def _order_data(cls, till, lines, partner=None, payments=None, to_invoice=False, **more):
        """An order as the till sends it to ``sync_from_ui``.

        :param lines: list of (product, quantity) or (product, quantity, values of the line);
            ``pack_lot_ids`` is a list of serial numbers
        :param payments: list of (payment method, amount); by default all in cash
        """
        session = cls._open(till)
        commands = [
            cls._line_data(till, product, quantity, values[0] if values else {})
            for product, quantity, *values in lines
        ]
        total, tax = cls._price_lines(till, commands)
        payments = [(cls._cash(till), total)] if payments is None else payments
        is_refund = more.get("is_refund", total < 0)
        if is_refund:
            cls._turn_signs(commands)
        return {
            "uuid": str(uuid4()),
            "session_id": session.id,
            "company_id": till.company_id.id,
            "user_id": cls._user_of(till).id,
            "partner_id": partner.id if partner else False,
            "date_order": fields.Datetime.to_string(fields.Datetime.now()),
            "pricelist_id": till.pricelist_id.id,
            "fiscal_position_id": False,
            "last_order_preparation_change": "{}",
            "to_invoice": to_invoice,
            "state": "paid",
            "is_refund": is_refund,
            "amount_tax": tax,
            "amount_total": total,
            "amount_paid": sum(amount for _method, amount in payments),
            "amount_return": 0.0,
            "lines": commands,
            "payment_ids": [
                Command.create(
                    {
                        "name": fields.Datetime.to_string(fields.Datetime.now()),
                        "payment_method_id": method.id,
                        "amount": amount,
                    }
                )
                for method, amount in payments
            ],
            **more,
        }

    @staticmethod
    def _turn_signs(commands):
        """Odoo's screen sends the lines of a refund with positive amounts."""
        for _command, _id, vals in commands:
            for name in ("price_subtotal", "price_subtotal_incl"):
                vals[name] = -vals[name]

    @classmethod
    def _sync(cls, till, *orders):
        """Send these orders (``_order_data``) in one call as the till's cashier does.

        :return: the ``pos.order`` records, in the same order, as superuser
        """
        uuids = [order["uuid"] for order in orders]
        cls.env["pos.order"].with_user(cls._user_of(till)).sync_from_ui(list(orders))
        found = cls.env["pos.order"].search([("uuid", "in", uuids)])
        return found.sorted(lambda order: uuids.index(order.uuid))

    @classmethod
    def _sell_at_till(cls, till, *lines, days_ago=0, **more):
        """Sell at the till; parameters as of ``_order_data``.

        :param days_ago: so long ago it was sold and taken along
        :return: the paid ``pos.order``
        """
        order = cls._sync(till, cls._order_data(till, lines, **more))
        if days_ago:
            moment = fields.Datetime.subtract(fields.Datetime.now(), days=days_ago)
            order.date_order = moment
            order.picking_ids.move_ids.date = moment
            cls.env.flush_all()
        return order

    @classmethod
    def _refund_at_till(cls, till, line, quantity, **more):
        """A plain refund as Odoo's own ticket screen makes it, paid back in cash.

        :param line: the sold ``pos.order.line``
        """
        values = {
            "price_unit": line.price_unit,
            "discount": line.discount,
            "tax_ids": [Command.set(line.tax_ids.ids)],
            "refunded_orderline_id": line.id,
            "pack_lot_ids": more.pop("lots", []),
        }
        data = cls._order_data(till, [(line.product_id, -quantity, values)], **more)
        return cls._sync(till, data)

    # Returning ------------------------------------------------------------------------------

    @classmethod
    def _wish(cls, line=None, quantity=1.0, **more):
        """A wish as the return screen makes it of a sold line (POS, sales order or return);
        without a line ``product_id`` is in ``more``."""
        kinds = {"pos.order.line": "pos", "sale.order.line": "sale"}
        return {
            "key": str(uuid4()),
            "kind": kinds.get(line._name, "return") if line else "none",
            "line_id": line.id if line else 0,
            "product_id": line.product_id.id if line else 0,
            "quantity": quantity,
            "lots": [],
            "reason_id": cls.reason.id,
            "grade_id": cls.grade_a.id,
            "resolution": "refund",
            "description": "",
            "exchange_product_id": False,
            "photos": 0,
            **more,
        }

    @classmethod
    def _return_of_pos(cls, line, quantity=1.0, partner=None, **vals):
        """A draft return order of a line sold at a till; ``line_vals`` go to its line."""
        line_vals = vals.pop("line_vals", {})
        walk_in = cls.env.ref("after_sales_pos.partner_walk_in")
        return cls.env["after.sales.return"].create(
            {
                "partner_id": (partner or line.order_id.partner_id or walk_in).id,
                "company_id": line.company_id.id,
                "channel": "store",
                "transport": "store",
                "warehouse_id": cls.store.id,
                "line_ids": [
                    Command.create(
                        {
                            "pos_line_id": line.id,
                            "quantity": quantity,
                            "reason_id": cls.reason.id,
                            "resolution": "refund",
                            **line_vals,
                        }
                    )
                ],
                **vals,
            }
        )
