"""(s1), (s2): a unit sold at a till comes back to it by Odoo's own refund order; (s3), (s4): by
this addon's ticket, which also makes the return order, claims the unit, judges it by the
policies, and checks price and tender. What is measured is ``sync_from_ui``, as the till sends it.

Every receipt has two units of one product; one comes back, graded as new, to the shelf.
"""

import json
import uuid

import dataset
import scenarios_after_sales

from odoo import fields
from odoo.fields import Command

TILL = "Bench till of returns"
QUANTITY = 2.0


def setup(env, by_hand):
    """A till with cash and an open session, and here a policy that grants a refund."""
    if "after.sales.policy" in env:
        scenarios_after_sales.setup(env, by_hand)
    journal = env["account.journal"].create({"name": TILL, "type": "cash", "code": "BTILL"})
    cash = env["pos.payment.method"].create({"name": "Cash", "journal_id": journal.id})
    config = env["pos.config"].create({"name": TILL, "payment_method_ids": [Command.set(cash.ids)]})
    session = env["pos.session"].create({"user_id": env.uid, "config_id": config.id})
    session.set_opening_control(0, None)


def till(env):
    return env["pos.config"].search([("name", "=", TILL)])


def sell(session, customer_ids, invoiced):
    """One receipt per customer; -> their ids. Not measured."""
    with session.unmeasured_as_user() as env:
        product = dataset.bench_products(env)[0]
        uuids = []
        for customer_id in customer_ids:
            vals = line_vals(product, QUANTITY, {})
            data = order_data(env, [vals], QUANTITY * product.lst_price, customer_id, invoiced)
            uuids.append(data["uuid"])
            sync(env, data)
        env.cr.commit()
        return env["pos.order"].search([("uuid", "in", uuids)], order="id").ids


def core(session, order_ids):
    """Odoo's own refund order. -> uuids"""
    with session.unmeasured_as_user() as env:
        refunds = [core_data(order) for order in env["pos.order"].browse(order_ids)]
    return send(session, refunds)


def ours(session, order_ids):
    """A ticket with one returned item. -> uuids"""
    with session.unmeasured_as_user() as env:
        refunds = [ticket_data(order) for order in env["pos.order"].browse(order_ids)]
    return send(session, refunds)


def send(session, refunds):
    uuids = [data["uuid"] for data in refunds]
    for data in refunds:
        with session.step("sync") as env:
            sync(env, data)
    return uuids


def sync(env, data):
    """As the till does; the PDF of the invoice is rendered by another program."""
    env["pos.order"].with_context(generate_pdf=False).sync_from_ui([data])


def core_data(order):
    line = order.lines
    vals = line_vals(line.product_id, -1.0, {"refunded_orderline_id": line.id})
    total = line.price_subtotal_incl / line.qty
    return order_data(
        order.env, [vals], -total, order.partner_id.id, bool(order.sudo().account_move)
    )


def ticket_data(order):
    """What the screen makes of the server's quote."""
    config, ticket = till(order.env), str(uuid.uuid4())
    wish = {
        "key": "1",
        "kind": "pos",
        "line_id": order.lines.id,
        "product_id": order.lines.product_id.id,
        "quantity": 1.0,
        "lots": [],
        "reason_id": order.env.ref("after_sales_returns.reason_change_of_mind").id,
        "grade_id": order.env.ref("after_sales_returns.grade_a").id,
        "resolution": "refund",
        "description": "",
        "exchange_product_id": False,
        "photos": 0,
    }
    quote = config.after_sales_quote(ticket, [wish])["orders"][0]
    lines = []
    for quoted in quote["lines"]:
        product = order.env["product.product"].browse(quoted["product_id"])
        more = {
            "price_unit": quoted["price_unit"],
            "discount": quoted["discount"],
            "tax_ids": [Command.set(quoted["tax_ids"])],
            "extra_tax_data": quoted["extra_tax_data"],
            "after_sales_key": quoted["key"],
            "after_sales_role": quoted["role"],
        }
        lines.append(line_vals(product, quoted["qty"], more))
    data = order_data(order.env, lines, quote["total"], quote["partner_id"], quote["to_invoice"])
    request = {"wishes": [wish], "offline": False, "cashier": "Bench"}
    return {**data, "after_sales_ticket": ticket, "after_sales_request": json.dumps(request)}


def line_vals(product, quantity, more):
    """The till sends amounts of refunds with positive signs."""
    price = more.get("price_unit", product.lst_price)
    taxes = product.taxes_id.filtered(lambda tax: tax.company_id == product.env.company)
    found = taxes.compute_all(price, product.env.company.currency_id, abs(quantity))
    return {
        "uuid": str(uuid.uuid4()),
        "product_id": product.id,
        "qty": quantity,
        "price_unit": price,
        "discount": 0.0,
        "price_subtotal": found["total_excluded"],
        "price_subtotal_incl": found["total_included"],
        "tax_ids": [Command.set(taxes.ids)],
        "full_product_name": product.display_name,
        "pack_lot_ids": [],
        **more,
    }


def order_data(env, lines, total, customer_id, invoiced):
    config = till(env)
    included = sum(line["price_subtotal_incl"] for line in lines)
    untaxed = sum(line["price_subtotal"] for line in lines)
    sign = -1 if total < 0 else 1
    total = env.company.currency_id.round(sign * included)
    payment = {
        "name": fields.Datetime.to_string(fields.Datetime.now()),
        "payment_method_id": config.payment_method_ids[:1].id,
        "amount": total,
    }
    return {
        "uuid": str(uuid.uuid4()),
        "session_id": config.current_session_id.id,
        "company_id": config.company_id.id,
        "user_id": env.uid,
        "partner_id": customer_id,
        "date_order": fields.Datetime.to_string(fields.Datetime.now()),
        "pricelist_id": config.pricelist_id.id,
        "fiscal_position_id": False,
        "last_order_preparation_change": "{}",
        "to_invoice": invoiced,
        "state": "paid",
        "is_refund": total < 0,
        "amount_tax": total - sign * untaxed,
        "amount_total": total,
        "amount_paid": total,
        "amount_return": 0.0,
        "lines": [Command.create(line) for line in lines],
        "payment_ids": [Command.create(payment)],
    }
