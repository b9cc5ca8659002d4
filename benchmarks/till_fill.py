"""Part four's data: receipts by plain SQL, as the tills of a chain have them after some years.

Two lines per receipt. What is searched for (a product, a customer) stands on so many receipts
that the first page is full at 10,000 lines already: small and large are compared at the same
number of rows shown.
"""

from volume_fill import audit, clone, insert

from odoo.fields import Command

TILLS = 50
PRODUCTS = 5000
PARTNERS = 20_000
YEARS = 3
POPULAR = 40  # every 40th line is of one product, every 40th receipt of one customer
SERIAL = 20  # every 20th line has a serial number
TABLES = "pos_order, pos_order_line, pos_pack_operation_lot, stock_lot, res_partner"
TABLES += ", product_product, product_template"
MOMENT = f"now() - (%(receipts)s - g.id) * interval '{YEARS} years' / %(receipts)s"


def fill(env, lines):
    """Insert ``lines`` lines. -> what the measurements search for"""
    till = make_till(env)
    clone_places(env, till)
    fill_receipts(env, till, lines // 2)
    fill_lines(env, till)
    fill_serials(env)
    env.cr.commit()
    env.cr._cnx.autocommit = True
    env.cr.execute(f"VACUUM (ANALYZE) {TABLES}")
    env.cr._cnx.autocommit = False
    env.invalidate_all()
    return {
        "user_id": make_cashier(env),
        "till_id": till.id,
        "words": searched(env.cr),
        "receipt_id": middle_receipt(env.cr)[0],
    }


def make_till(env):
    """A till with an open session, whose receipts the others' are copies of."""
    journal = env["account.journal"].create({"name": "Bench cash", "type": "cash", "code": "BCASH"})
    cash = env["pos.payment.method"].create({"name": "Cash", "journal_id": journal.id})
    till = env["pos.config"].create(
        {"name": "Bench till", "payment_method_ids": [Command.set(cash.ids)]}
    )
    session = env["pos.session"].create({"user_id": env.uid, "config_id": till.id})
    session.set_opening_control(0, None)
    env.flush_all()
    return till


def clone_places(env, till):
    """Tills, products and customers; cloned by SQL, for only their ids and codes count here."""
    cr = env.cr
    clone(cr, "pos_config", till.id, TILLS - 1, {"name": "'Till ' || g"})
    shoe = env["product.product"].create(
        {"name": "Bench till shoe", "is_storable": True, "barcode": "2000000000000"}
    )
    phone = env["product.product"].create(
        {"name": "Bench till phone", "is_storable": True, "tracking": "serial"}
    )
    partner = env["res.partner"].create(
        {"name": "Customer of the till bench", "phone": "+49 30 1234567"}
    )
    env.flush_all()
    clone(
        cr,
        "product_product",
        shoe.id,
        PRODUCTS,
        {"barcode": "'20000' || (10000000 + g)", "combination_indices": "'bench' || g"},
    )
    clone(
        cr,
        "res_partner",
        partner.id,
        PARTNERS,
        {
            "name": "'Shopper ' || g",
            "complete_name": "'Shopper ' || g",
            "phone": "'+49 171 ' || (10000000 + g)",
            "commercial_partner_id": "currval('res_partner_id_seq')",
        },
    )
    remember_places(cr, till, shoe, phone, partner)


def remember_places(cr, till, shoe, phone, partner):
    """The clones' ids follow each other: what is sold where is found by arithmetic."""
    cr.execute(
        """CREATE TEMP TABLE bench_place AS SELECT
               %s AS shoe, %s AS phone, %s AS partner,
               (SELECT max(id) - %s FROM product_product) AS first_product,
               (SELECT max(id) - %s FROM res_partner) AS first_partner,
               (SELECT max(id) - %s FROM pos_config) AS first_till,
               %s AS till, %s AS session, %s AS company""",
        [
            shoe.id,
            phone.id,
            partner.id,
            PRODUCTS,
            PARTNERS,
            TILLS - 1,
            till.id,
            till.current_session_id.id,
            till.company_id.id,
        ],
    )


def fill_receipts(env, till, receipts):
    moment = MOMENT % {"receipts": receipts}
    # A receipt in ten belongs to the till that searches.
    config = f"CASE WHEN g.id % 10 = 0 THEN p.till ELSE p.first_till + 1 + g.id % {TILLS - 1} END"
    values = {
        **audit(moment),
        "name": "'Till - ' || lpad(g.id::text, 7, '0')",
        "pos_reference": "'26-' || (g.id % 50) || '-' || lpad(g.id::text, 7, '0')",
        "uuid": "'bench-' || g.id",
        "access_token": "'bench-' || g.id",
        "date_order": moment,
        "state": "'done'",
        "is_refund": "FALSE",
        "company_id": "p.company",
        "config_id": config,
        "session_id": "p.session",
        "partner_id": (
            f"CASE WHEN g.id % {POPULAR} = 0 THEN p.partner "
            f"WHEN g.id % 3 = 0 THEN p.first_partner + 1 + g.id % {PARTNERS} END"
        ),
        "amount_total": "80",
        "amount_paid": "80",
        "amount_tax": "0",
        "amount_return": "0",
        "currency_rate": "1",
        "user_id": "2",
    }
    source = f"(SELECT generate_series(1, {receipts}) AS id) g, bench_place p ORDER BY g.id"
    insert(env.cr, "pos_order", values, source)


def fill_lines(env, till):
    """Of every receipt a line of the popular product, or of any, and one more."""
    values = {
        **audit("o.create_date"),
        "order_id": "o.id",
        "company_id": "o.company_id",
        "name": "'line'",
        "uuid": "'bench-' || o.id || '-' || n.n",
        "product_id": (
            f"CASE WHEN n.n = 1 AND o.id % {POPULAR // 2} = 0 THEN p.shoe "
            f"WHEN n.n = 2 AND o.id % {SERIAL // 2} = 0 THEN p.phone "
            f"ELSE p.first_product + 1 + (o.id * 7 + n.n * 13) % {PRODUCTS} END"
        ),
        "full_product_name": "'Bench shoe'",
        "qty": "1",
        "price_unit": "40",
        "price_subtotal": "40",
        "price_subtotal_incl": "40",
        "discount": "0",
        "price_type": "'original'",
    }
    source = """pos_order o, bench_place p, (VALUES (1), (2)) n (n)
                WHERE o.uuid LIKE 'bench-%' ORDER BY o.id, n.n"""
    insert(env.cr, "pos_order_line", values, source)


def fill_serials(env):
    lots = {
        **audit("l.create_date"),
        "name": "'IMEI-' || l.id",
        "product_id": "l.product_id",
        "company_id": "l.company_id",
    }
    source = "pos_order_line l, bench_place p WHERE l.product_id = p.phone ORDER BY l.id"
    insert(env.cr, "stock_lot", lots, source)
    packs = {
        **audit("l.create_date"),
        "lot_name": "'IMEI-' || l.id",
        "pos_order_line_id": "l.id",
    }
    insert(env.cr, "pos_pack_operation_lot", packs, source)


def make_cashier(env):
    """-> id of a user of the Point of Sale who has no other right"""
    groups = ["base.group_user", "point_of_sale.group_pos_user"]
    cashier = env["res.users"].create(
        {
            "name": "Bench cashier",
            "login": "bench_cashier",
            "email": "cashier@bench.example",
            "group_ids": [Command.set([env.ref(group).id for group in groups])],
        }
    )
    env.cr.commit()
    return cashier.id


def middle_receipt(cr):
    """-> (id, number) of a receipt that is neither among the first nor the last"""
    cr.execute(
        "SELECT id, pos_reference FROM pos_order WHERE uuid LIKE 'bench-%' AND id = "
        "(SELECT (min(id) + max(id)) / 2 FROM pos_order WHERE uuid LIKE 'bench-%')"
    )
    return cr.fetchone()


def searched(cr):
    """-> {label: what the cashier scans or types}"""
    cr.execute("SELECT lot_name FROM pos_pack_operation_lot ORDER BY id LIMIT 1 OFFSET 200")
    (serial,) = cr.fetchone()
    return {
        "by receipt": middle_receipt(cr)[1],
        "by product (barcode)": "2000000000000",
        "by serial number": serial,
        "by phone": "030 1234567",
        "by name": "till bench",
        "foreign barcode": "9999999999994",
    }
