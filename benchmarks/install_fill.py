"""Part six's data: what a chain has in Odoo after some years, by plain SQL, before the suite is
installed. One sale, one till receipt and one finished repair are made as people make them; the
rest are copies of their rows."""

import dataset
from volume_fill import clone

from odoo.fields import Command

OPEN = 400  # repairs under way
LINES = 3  # of each order
SERIALS = 50_000
CUSTOMERS = 20_000
YEARS = 5


def fill(env, orders, repairs):
    """Insert ``orders`` sold orders with their deliveries, two thirds as many till receipts, and
    ``repairs`` finished repairs."""
    sale, receipt, done, under_way = examples(env)
    env.flush_all()
    cr = env.cr
    customers = make_customers(env)
    sales = copies(
        cr, "sale_order", sale.ids, orders, {"name": "'SB' || g", "partner_id": customers}
    )
    transfers = copies(
        cr, "stock_picking", sale.picking_ids.ids, orders, {"name": "'WH/B/' || g"}, sales
    )
    lines = copies(
        cr, "sale_order_line", sale.order_line.ids, orders, {"order_partner_id": customers}, sales
    )
    moves = copies(cr, "stock_move", sale.picking_ids.move_ids.ids, orders, {}, lines, transfers)
    copies(cr, "stock_move_line", sale.picking_ids.move_line_ids.ids, orders, {}, moves, transfers)
    receipts = copies(
        cr,
        "pos_order",
        receipt.ids,
        orders * 2 // 3,
        {"name": "'B/' || g", "pos_reference": "'B-' || g", "uuid": "gen_random_uuid()"},
    )
    copies(
        cr,
        "pos_order_line",
        receipt.lines.ids,
        orders * 2 // 3,
        {"uuid": "gen_random_uuid()"},
        receipts,
    )
    fill_repairs(env, done, under_way, repairs)
    env.cr.commit()
    env.cr._cnx.autocommit = True
    env.cr.execute("VACUUM (ANALYZE)")
    env.cr._cnx.autocommit = False
    return {}


def make_customers(env):
    """:return: SQL of the id of the customer of the copy ``g`` of an order"""
    partner = env["res.partner"].create({"name": "Customer of the bench"})
    env.flush_all()
    own = {"commercial_partner_id": "currval('res_partner_id_seq')"}
    names = {"name": "'Customer ' || g", "complete_name": "'Customer ' || g"}
    clone(env.cr, "res_partner", partner.id, CUSTOMERS, names | own)
    return f"{partner.id} + 1 + g % {CUSTOMERS}"


def copies(cr, table, ids, count, changed, *parents):
    """``count`` copies of each of the rows, which point at the copies of their parents.

    :param parents: what this returned for tables that the rows point at
    :return: (table, ids of the rows, id before the first copy of each)
    """
    first = {}
    for row_id in ids:
        cr.execute(f"SELECT last_value FROM {table}_id_seq")
        (first[row_id],) = cr.fetchone()
        clone(cr, table, row_id, count, changed | pointers(cr, table, row_id, parents))
    # What points at these rows is checked by a plan of PostgreSQL's that knows how many they are:
    # the one for a handful reads the whole table for every row.
    cr.execute(f"ANALYZE {table}")
    return table, ids, first


def pointers(cr, table, row_id, parents):
    """SQL of the columns by which a copy points at the copies of its parents."""
    found = {}
    for parent, ids, first in parents:
        cr.execute(
            """SELECT a.attname FROM pg_constraint c
               JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
               WHERE c.contype = 'f'
                 AND c.conrelid = %s::regclass AND c.confrelid = %s::regclass""",
            [table, parent],
        )
        for (name,) in cr.fetchall():
            cr.execute(f'SELECT "{name}" FROM {table} WHERE id = %s', [row_id])
            (pointed,) = cr.fetchone()
            if pointed in ids:
                found[name] = f"{first[pointed]} + g"
    return found


def examples(env):
    """:return: (a delivered sale, a receipt, a finished repair, one that is under way)"""
    clerk = dataset.make_clerk(env)
    clerk.group_ids += env.ref("stock.group_stock_user")
    products = dataset.make_products(env)[:LINES]
    sale = dataset.make_orders(env, products, 0, 1)
    sale.order_line = [
        Command.create({"product_id": product.id, "product_uom_qty": 1})
        for product in products[: LINES - len(sale.order_line)]
    ]
    sale.action_confirm()
    sale.picking_ids.move_ids.picked = True
    sale.picking_ids.button_validate()
    phone = env["product.product"].create(
        {"name": "Bench phone", "is_storable": True, "tracking": "serial"}
    )
    return sale, make_receipt(env, products), make_repair(env, phone, True), make_repair(env, phone)


def make_receipt(env, products):
    journal = env["account.journal"].create({"name": "Bench cash", "type": "cash", "code": "BCASH"})
    cash = env["pos.payment.method"].create({"name": "Cash", "journal_id": journal.id})
    till = env["pos.config"].create(
        {"name": "Bench till", "payment_method_ids": [Command.set(cash.ids)]}
    )
    session = env["pos.session"].create({"user_id": env.uid, "config_id": till.id})
    return env["pos.order"].create(
        {
            "session_id": session.id,
            "amount_total": 40.0,
            "amount_tax": 0.0,
            "amount_paid": 40.0,
            "amount_return": 0.0,
            "state": "done",
            "lines": [
                Command.create(
                    {
                        "product_id": product.id,
                        "name": "line",
                        "qty": 1,
                        "price_unit": 40.0,
                        "price_subtotal": 40.0,
                        "price_subtotal_incl": 40.0,
                    }
                )
                for product in products
            ],
        }
    )


def make_repair(env, phone, finished=False):
    lot = env["stock.lot"].create({"name": f"BENCH-{finished}", "product_id": phone.id})
    repair = env["repair.order"].create(
        {
            "product_id": phone.id,
            "lot_id": lot.id,
            "partner_id": env.ref("base.partner_admin").id,
            "user_id": env.ref("base.user_admin").id,
        }
    )
    repair._action_repair_confirm()
    repair.action_repair_start()
    if finished:
        repair.action_repair_end()
    return repair


def fill_repairs(env, done, under_way, repairs):
    """Each serial was repaired some times; the last of them are under way again."""
    cr = env.cr
    _table, _ids, first = copies(cr, "stock_lot", done.lot_id.ids, SERIALS, {"name": "'B' || g"})
    (lots,) = first.values()
    moment = f"now() AT TIME ZONE 'UTC' - g * interval '{YEARS} years' / {repairs}"
    serial = {"lot_id": f"{lots} + 1 + g % {SERIALS}"}
    moves = copies(cr, "stock_move", done.move_id.ids, repairs, {"date": moment})
    copies(
        cr,
        "repair_order",
        done.ids,
        repairs,
        {**serial, "name": "'WH/RB/' || g", "create_date": moment, "write_date": moment},
        moves,
    )
    copies(cr, "repair_order", under_way.ids, OPEN, {**serial, "name": "'WH/RO/' || g"})
    copies(
        cr,
        "repair_order",
        under_way.ids,
        OPEN // 4,
        {**serial, "name": "'WH/RD/' || g", "state": "'draft'"},
    )
