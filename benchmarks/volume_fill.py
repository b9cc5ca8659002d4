"""Part two's data: return orders by plain SQL, as a chain of stores has them after some years.

Two lines per order. The newest orders are the work of the day, the rest is history: closed, a
few refused or cancelled. The first page of every view is full at 1,000 lines already (80 rows,
40 cards in each column, also for one store's staff), so that small and large are compared at
the same number of rows shown.
"""

from odoo.fields import Command

WAREHOUSES = 200  # stores of the chain
PARTNERS = 5000
SEARCH_PLACE = 100  # how far from the newest the order lies that is searched by its number
STORE_OPEN = 200  # open orders of the store whose staff looks: 40 for each open stage
OTHER_OPEN = 4000  # open orders of the other stores, at most; among the newest ten times as many
YEARS = 3
STAGES = ("draft", "requested", "awaiting_goods", "to_sort", "to_settle")
STATE_OF_STAGE = {"draft": "draft", "requested": "requested"}


def fill(env, lines):
    """Insert ``lines`` return lines. -> the ids and names that the measurements need"""
    places = make_places(env)
    fill_orders(env.cr, lines // 2, places)
    fill_lines(env.cr)
    fill_dispositions(env.cr)
    fill_activities(env, places)
    env.cr.commit()
    env.cr._cnx.autocommit = True
    env.cr.execute("VACUUM (ANALYZE) after_sales_return, after_sales_return_line, "
                   "after_sales_disposition, mail_activity, res_partner, stock_warehouse")
    env.cr._cnx.autocommit = False
    return {"users": make_users(env, places), "number": searched_number(env.cr, places)}


def make_places(env):
    """Stores and customers; cloned by SQL, for only their ids count here."""
    store = env["stock.warehouse"].search([("company_id", "=", env.company.id)], limit=1)
    clone(env.cr, "stock_warehouse", store.id, WAREHOUSES - 1, {
        "name": "'Store ' || g", "code": "'S' || g",
    })
    partner = env["res.partner"].create({"name": "Customer of the volume bench"})
    env.flush_all()
    clone(env.cr, "res_partner", partner.id, PARTNERS - 1, {
        "name": "'Customer ' || g", "complete_name": "'Customer ' || g",
        "commercial_partner_id": "currval('res_partner_id_seq')",
    })
    env.invalidate_all()
    return {"store": store, "company": env.company}


def clone(cr, table, row_id, count, changed):
    """``count`` copies of a row; ``changed`` maps columns to SQL, ``g`` being the number."""
    names = [name for name in columns(cr, table) if name != "id"]
    values = [changed.get(name, f'"{name}"') for name in names]
    cr.execute(
        f"INSERT INTO {table} (id, {quoted(names)}) "
        f"SELECT nextval('{table}_id_seq'), {', '.join(values)} "
        f"FROM {table}, generate_series(1, {count}) g WHERE id = {row_id}"
    )


def columns(cr, table):
    cr.execute(
        "SELECT column_name FROM information_schema.columns "
        "WHERE table_name = %s AND is_generated = 'NEVER'", [table],
    )
    return [name for (name,) in cr.fetchall()]


def quoted(names):
    return ", ".join(f'"{name}"' for name in names)


def insert(cr, table, values, source):
    """INSERT … SELECT; columns that the addon does not have (any more) are left out."""
    known = set(columns(cr, table))
    values = {name: value for name, value in values.items() if name in known}
    cr.execute(
        f"INSERT INTO {table} ({quoted(values)}) SELECT {', '.join(values.values())} FROM {source}"
    )


AUDIT = {"create_uid": "1", "write_uid": "1", "create_date": "d", "write_date": "d"}


def fill_orders(cr, orders, places):
    """``g`` counts from the oldest, ``r`` from the newest; ``d`` is the day of the request."""
    stage = f"(ARRAY{list(STAGES)})[1 + g % {len(STAGES)}]"
    # Of a small database the store has most of the newest orders, of a large one every 200th.
    share = max(2, min(WAREHOUSES, orders // 500))
    is_store = f"(r / 5) % {share} = 0"
    past = "CASE WHEN g % 25 = 0 THEN 'refused' WHEN g % 25 = 1 THEN 'cancelled' ELSE 'closed' END"
    source = f"""(
        SELECT *, CASE WHEN is_open THEN {stage} ELSE {past} END AS stage FROM (
            SELECT *, CASE WHEN is_store THEN r < {STORE_OPEN * share}
                ELSE r < {OTHER_OPEN * 10} AND (r / 5) % 10 = 3 END AS is_open
            FROM (
                SELECT g, {orders} - g AS r, ({is_store.replace("r /", f"({orders} - g) /")}) AS is_store,
                    date_trunc('second', now() AT TIME ZONE 'UTC')
                        - ({orders} - g) * interval '{YEARS} years' / {orders} AS d
                FROM generate_series(1, {orders}) g
            ) numbered
        ) opened
    ) o"""
    partners = f"(SELECT max(id) FROM res_partner) - (g * 7919) % {PARTNERS}"
    stores = f"(SELECT max(id) FROM stock_warehouse) - (g * 104729) % {WAREHOUSES - 1}"
    insert(cr, "after_sales_return", {
        **AUDIT,
        "name": "'RMA/' || extract(year FROM d) || '/' || lpad(g::text, greatest(5, length(g::text)), '0')",
        "partner_id": partners,
        "company_id": str(places["company"].id),
        "currency_id": str(places["company"].currency_id.id),
        "channel": "(ARRAY['portal', 'store', 'phone', 'email', 'chat'])[1 + g % 5]",
        "warehouse_id": f"CASE WHEN is_store THEN {places['store'].id} ELSE {stores} END",
        "user_id": "CASE WHEN g % 3 > 0 THEN 2 END",
        "priority": "CASE WHEN g % 30 = 0 THEN '1' ELSE '0' END",
        "transport": "(ARRAY['ship', 'store', 'pickup'])[1 + g % 3]",
        "carrier_tracking_ref": "CASE WHEN g % 3 = 0 THEN 'JD' || (1000000000 + g * 7919) END",
        "stage": "stage",
        "state": "CASE WHEN stage IN ('awaiting_goods', 'to_sort', 'to_settle') THEN 'approved' ELSE stage END",
        "progress": "CASE WHEN stage = 'closed' THEN 100 ELSE 0 END",
        "deadline": "(d + interval '30 days')::date",
        "amount_refund": "40 + g % 60",
        "date_requested": "d",
        "date_approved": "CASE WHEN stage NOT IN ('draft', 'requested', 'refused') THEN d + interval '5 hours' END",
        "date_received": "CASE WHEN stage IN ('to_sort', 'to_settle', 'closed') THEN d + interval '4 days' END",
        "date_sorted": "CASE WHEN stage IN ('to_settle', 'closed') THEN d + interval '5 days' END",
        "date_settled": "CASE WHEN stage = 'closed' THEN d + interval '5 days' END",
        "date_closed": "CASE WHEN stage = 'closed' THEN d + interval '5 days' END",
    }, source + " ORDER BY g")


def fill_lines(cr):
    """Two lines per order, of the bench's products, linked to its sold lines in turn."""
    received = "CASE WHEN o.stage IN ('to_sort', 'to_settle', 'closed') THEN n ELSE 0 END"
    decided = "CASE WHEN o.stage IN ('to_settle', 'closed') THEN n ELSE 0 END"
    settled = "CASE WHEN o.stage = 'closed' THEN n ELSE 0 END"
    insert(cr, "after_sales_return_line", {
        "create_uid": "1", "write_uid": "1", "create_date": "o.create_date", "write_date": "o.create_date",
        "return_id": "o.id", "sequence": "n", "state": "o.state", "company_id": "o.company_id",
        "warehouse_id": "o.warehouse_id", "currency_id": "o.currency_id",
        "partner_id": "o.partner_id",
        "product_id": "p.id", "product_uom_id": "p.uom_id", "sale_line_id": "s.id",
        "quantity": "n", "reason_id": "r.id",
        "resolution": "(ARRAY['refund', 'refund', 'refund', 'store_credit', 'exchange'])[1 + o.id % 5]",
        "verdict": "CASE WHEN o.stage = 'refused' THEN 'refused' ELSE 'eligible' END",
        "verdict_reason": "'Within 30 days of delivery'", "deadline": "o.deadline",
        "policy_refund_percent": "100", "policy_fee_percent": "0", "policy_fee_fixed": "0",
        "settle_at": "'sorting'", "return_payer": "'customer'", "price_paid_unit": "p.price",
        "quantity_received": received, "quantity_decided": decided, "quantity_settled": settled,
        "quantity_advanced": "0", "quantity_credited": settled, "amount_credited": f"({settled}) * p.price",
        "quantity_claimed": "CASE WHEN o.state IN ('requested', 'approved', 'closed') THEN n ELSE 0 END",
    }, """after_sales_return o CROSS JOIN generate_series(1, 2) n
        JOIN (SELECT row_number() OVER (ORDER BY p.id) - 1 AS place, count(*) OVER () AS total, p.id,
                     t.uom_id, t.list_price AS price
              FROM product_product p JOIN product_template t ON t.id = p.product_tmpl_id
              WHERE t.name->>'en_US' LIKE 'Bench shoe%') p ON p.place = (o.id * 2 + n) % p.total
        JOIN (SELECT row_number() OVER (ORDER BY l.id) - 1 AS place, count(*) OVER () AS total, l.id
              FROM sale_order_line l JOIN sale_order so ON so.id = l.order_id
              WHERE so.client_order_ref = 'BENCH') s ON s.place = (o.id * 2 + n) % s.total
        JOIN (SELECT row_number() OVER (ORDER BY id) - 1 AS place, count(*) OVER () AS total, id
              FROM after_sales_reason) r ON r.place = o.id % r.total
        ORDER BY o.id, n""")


def fill_dispositions(cr):
    """One per line that was sorted: most back to stock and refunded."""
    insert(cr, "after_sales_disposition", {
        "create_uid": "1", "write_uid": "1", "create_date": "o.date_sorted", "write_date": "o.date_sorted",
        "line_id": "l.id", "return_id": "o.id", "company_id": "o.company_id",
        "warehouse_id": "o.warehouse_id", "product_id": "l.product_id", "quantity": "l.quantity",
        "currency_id": "o.currency_id", "partner_id": "o.partner_id",
        "grade_id": "(SELECT min(id) FROM after_sales_grade) + (o.id % 2)",
        "route": "(ARRAY['restock', 'restock', 'restock', 'outlet', 'scrap'])[1 + l.id % 5]",
        "resolution": "l.resolution", "refund_percent": "100", "fee": "0",
        "amount_refund": "l.quantity * l.price_paid_unit",
        "quantity_credited": "l.quantity_credited", "amount_credited": "l.amount_credited",
        "date_decided": "o.date_sorted", "date_settled": "o.date_settled",
        "state": "CASE WHEN o.stage = 'closed' THEN 'settled' ELSE 'decided' END",
    }, """after_sales_return_line l JOIN after_sales_return o ON o.id = l.return_id
        WHERE o.stage IN ('to_settle', 'closed') ORDER BY l.id""")


def fill_activities(env, places):
    """An activity on every second open order: late, today, or planned."""
    model = env["ir.model"]._get("after.sales.return")
    todo = env.ref("mail.mail_activity_data_todo")
    insert(env.cr, "mail_activity", {
        "create_uid": "1", "write_uid": "1", "create_date": "create_date", "write_date": "create_date",
        "res_model_id": str(model.id), "res_model": "'after.sales.return'", "res_id": "id",
        "res_name": "name", "activity_type_id": str(todo.id), "user_id": "2", "active": "TRUE",
        "automated": "FALSE", "date_deadline": "CURRENT_DATE + (id % 3 - 1)::int",
    }, "after_sales_return WHERE state IN ('draft', 'requested', 'approved') AND id % 2 = 0")


def make_users(env, places):
    """{role: user id}: one store's staff, and the customer service, who see everything."""
    groups = {
        "store": "after_sales_returns.group_after_sales_store",
        "service": "after_sales_returns.group_after_sales_user",
    }
    users = env["res.users"].create([
        {
            "name": f"Bench {role}", "login": f"bench_{role}", "email": f"{role}@bench.example",
            "group_ids": [Command.set([env.ref("base.group_user").id, env.ref(group).id])],
            "after_sales_warehouse_ids": [Command.set(places["store"].ids if role == "store" else [])],
        }
        for role, group in groups.items()
    ])
    env.cr.commit()
    return dict(zip(groups, users.ids))


def searched_number(cr, places):
    """The name of an order of the store that is not among the very newest."""
    cr.execute(
        "SELECT name FROM after_sales_return WHERE warehouse_id = %s ORDER BY id DESC OFFSET %s LIMIT 1",
        [places["store"].id, SEARCH_PLACE],
    )
    return cr.fetchone()[0]
