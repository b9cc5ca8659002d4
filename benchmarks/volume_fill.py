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


def fill(env, lines):
    """Insert ``lines`` return lines. -> the ids and names that the measurements need"""
    places = make_places(env)
    fill_orders(env.cr, lines // 2, places)
    fill_lines(env.cr)
    fill_dispositions(env.cr)
    fill_activities(env)
    env.cr.commit()
    env.cr._cnx.autocommit = True
    env.cr.execute(
        "VACUUM (ANALYZE) after_sales_return, after_sales_return_line, "
        "after_sales_disposition, mail_activity, res_partner, stock_warehouse"
    )
    env.cr._cnx.autocommit = False
    return {"users": make_users(env, places), "number": searched_number(env.cr, places)}


def make_places(env):
    """Stores and customers; cloned by SQL, for only their ids count here."""
    store = env["stock.warehouse"].search([("company_id", "=", env.company.id)], limit=1)
    clone(
        env.cr,
        "stock_warehouse",
        store.id,
        WAREHOUSES - 1,
        {
            "name": "'Store ' || g",
            "code": "'S' || g",
        },
    )
    partner = env["res.partner"].create({"name": "Customer of the volume bench"})
    env.flush_all()
    clone(
        env.cr,
        "res_partner",
        partner.id,
        PARTNERS - 1,
        {
            "name": "'Customer ' || g",
            "complete_name": "'Customer ' || g",
            "commercial_partner_id": "currval('res_partner_id_seq')",
        },
    )
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
        "WHERE table_name = %s AND is_generated = 'NEVER'",
        [table],
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


def audit(moment):
    return {
        "create_uid": "1",
        "write_uid": "1",
        "create_date": moment,
        "write_date": moment,
    }


def case(column, values, otherwise, value):
    """SQL: ``value`` where the column has one of ``values``."""
    listed = ", ".join(f"'{one}'" for one in values)
    return f"CASE WHEN {column} IN ({listed}) THEN {value} ELSE {otherwise} END"


def one_of(values, number):
    """SQL: one of ``values`` in turn."""
    return f"(ARRAY{list(values)!r})[1 + {number} % {len(values)}]"


def numbered_orders(orders):
    """SQL: orders with ``g``, counted from the oldest, ``r``, from the newest, ``d``, the moment
    of the request, ``is_store``, whether the store whose staff looks has it, and ``stage``."""
    # Of a small database the store has most of the newest orders, of a large one every 200th.
    share = max(2, min(WAREHOUSES, orders // 500))
    # One in 25 is refused or cancelled; more among the newest, so that their columns are full.
    rare = "(CASE WHEN r < 1000 THEN 4 ELSE 50 END)"
    return f"""(
        SELECT *, CASE
            WHEN is_open THEN {one_of(STAGES, "g")}
            WHEN g % {rare} = 0 THEN 'refused'
            WHEN g % {rare} = 1 THEN 'cancelled'
            ELSE 'closed' END AS stage
        FROM (
            SELECT *, CASE
                WHEN is_store THEN r < {STORE_OPEN * share}
                ELSE r < {OTHER_OPEN * 10} AND (r / 5) % 10 = 3 END AS is_open
            FROM (
                SELECT *, (r / 5) % {share} = 0 AS is_store,
                    date_trunc('second', now() AT TIME ZONE 'UTC')
                        - r * interval '{YEARS} years' / {orders} AS d
                FROM (
                    SELECT g, {orders} - g AS r FROM generate_series(1, {orders}) g
                ) counted
            ) numbered
        ) opened
    ) o"""


def fill_orders(cr, orders, places):
    approved = (*STAGES[2:], "closed")
    partner = f"(SELECT max(id) FROM res_partner) - (g * 3571) % {PARTNERS}"
    store = f"(SELECT max(id) FROM stock_warehouse) - (g * 1613) % {WAREHOUSES - 1}"
    number = "lpad(g::text, greatest(5, length(g::text)), '0')"
    values = {
        **audit("d"),
        "name": f"'RMA/' || extract(year FROM d) || '/' || {number}",
        "partner_id": partner,
        "company_id": str(places["company"].id),
        "currency_id": str(places["company"].currency_id.id),
        "channel": one_of(("portal", "store", "phone", "email", "chat"), "g"),
        "warehouse_id": f"CASE WHEN is_store THEN {places['store'].id} ELSE {store} END",
        "user_id": "CASE WHEN g % 3 > 0 THEN 2 END",
        "priority": "CASE WHEN g % 30 = 0 THEN '1' ELSE '0' END",
        "transport": one_of(("ship", "store", "pickup"), "g"),
        "carrier_tracking_ref": "CASE WHEN g % 3 = 0 THEN 'JD' || g::int8 * 7919 END",
        "stage": "stage",
        "state": case("stage", STAGES[2:], "stage", "'approved'"),
        "progress": case("stage", ["closed"], 0, 100),
        "deadline": "(d + interval '30 days')::date",
        "amount_refund": "40 + g % 60",
        "date_requested": "d",
        "date_approved": case("stage", approved, "NULL", "d + interval '5 hours'"),
        "date_received": case("stage", approved[1:], "NULL", "d + interval '4 days'"),
        "date_sorted": case("stage", approved[2:], "NULL", "d + interval '5 days'"),
        "date_settled": case("stage", ["closed"], "NULL", "d + interval '5 days'"),
        "date_closed": case("stage", ["closed"], "NULL", "d + interval '5 days'"),
    }
    insert(cr, "after_sales_return", values, f"{numbered_orders(orders)} ORDER BY g")


def in_turn(rows, alias, number):
    """SQL: a join that gives each row of the left side the next of ``rows`` (a SELECT with an
    ``id``), over and over."""
    return f"""JOIN (
        SELECT *, row_number() OVER (ORDER BY id) - 1 AS place, count(*) OVER () AS total
        FROM ({rows}) counted
    ) {alias} ON {alias}.place = ({number}) % {alias}.total"""


PRODUCTS = """SELECT p.id, t.uom_id, t.list_price AS price
    FROM product_product p JOIN product_template t ON t.id = p.product_tmpl_id
    WHERE t.name->>'en_US' LIKE 'Bench shoe%'"""
SOLD_LINES = """SELECT l.id FROM sale_order_line l JOIN sale_order s ON s.id = l.order_id
    WHERE s.client_order_ref = 'BENCH'"""


def verdict_values():
    """What the policy froze on a line. -> dict column: SQL"""
    return {
        "verdict": case("o.stage", ["refused"], "'eligible'", "'refused'"),
        "verdict_reason": "'Within 30 days of delivery'",
        "settle_at": "'sorting'",
        "return_payer": "'customer'",
        "price_paid_unit": "p.price",
        "policy_refund_percent": "100",
        "policy_fee_percent": "0",
        "policy_fee_fixed": "0",
    }


def quantity_values():
    """The quantities of a line by the stage of its order. -> dict column: SQL"""
    settled = case("o.stage", ["closed"], 0, "n")
    return {
        "quantity_received": case("o.stage", ["to_sort", "to_settle", "closed"], 0, "n"),
        "quantity_decided": case("o.stage", ["to_settle", "closed"], 0, "n"),
        "quantity_settled": settled,
        "quantity_advanced": "0",
        "quantity_credited": settled,
        "amount_credited": f"({settled}) * p.price",
        "quantity_claimed": case("o.state", ["requested", "approved", "closed"], 0, "n"),
    }


def fill_lines(cr):
    """Two lines per order, of the bench's products, linked to its sold lines in turn."""
    values = {
        **audit("o.create_date"),
        **{
            name: f"o.{name}"
            for name in (
                "state",
                "company_id",
                "warehouse_id",
                "currency_id",
                "partner_id",
                "deadline",
            )
        },
        "return_id": "o.id",
        "sequence": "n",
        "product_id": "p.id",
        "product_uom_id": "p.uom_id",
        "sale_line_id": "s.id",
        "quantity": "n",
        "reason_id": "r.id",
        "resolution": one_of(("refund", "refund", "store_credit", "exchange"), "o.id"),
        **verdict_values(),
        **quantity_values(),
    }
    insert(
        cr,
        "after_sales_return_line",
        values,
        f"""
        after_sales_return o CROSS JOIN generate_series(1, 2) n
        {in_turn(PRODUCTS, "p", "o.id * 2 + n")}
        {in_turn(SOLD_LINES, "s", "o.id * 2 + n")}
        {in_turn("SELECT id FROM after_sales_reason", "r", "o.id")}
        ORDER BY o.id, n""",
    )


def fill_dispositions(cr):
    """One per line that was sorted: most back to stock and refunded."""
    values = {
        **audit("o.date_sorted"),
        **{
            name: f"l.{name}"
            for name in (
                "product_id",
                "quantity",
                "resolution",
                "quantity_credited",
                "amount_credited",
            )
        },
        **{
            name: f"o.{name}"
            for name in ("company_id", "warehouse_id", "currency_id", "partner_id", "date_settled")
        },
        "line_id": "l.id",
        "return_id": "o.id",
        "grade_id": "(SELECT min(id) FROM after_sales_grade) + (o.id % 2)",
        "route": one_of(("restock", "restock", "restock", "outlet", "scrap"), "l.id"),
        "refund_percent": "100",
        "fee": "0",
        "amount_refund": "l.quantity * l.price_paid_unit",
        "date_decided": "o.date_sorted",
        "state": case("o.stage", ["closed"], "'decided'", "'settled'"),
    }
    insert(
        cr,
        "after_sales_disposition",
        values,
        """
        after_sales_return_line l JOIN after_sales_return o ON o.id = l.return_id
        WHERE o.stage IN ('to_settle', 'closed') ORDER BY l.id""",
    )


def fill_activities(env):
    """An activity on every second open order: late, today, or planned."""
    values = {
        **audit("create_date"),
        "res_model_id": str(env["ir.model"]._get("after.sales.return").id),
        "res_model": "'after.sales.return'",
        "res_id": "id",
        "res_name": "name",
        "activity_type_id": str(env.ref("mail.mail_activity_data_todo").id),
        "user_id": "2",
        "active": "TRUE",
        "automated": "FALSE",
        "date_deadline": "CURRENT_DATE + (id % 3 - 1)::int",
    }
    insert(
        env.cr,
        "mail_activity",
        values,
        """
        after_sales_return WHERE state IN ('draft', 'requested', 'approved') AND id % 2 = 0""",
    )


def make_users(env, places):
    """{role: user id}: one store's staff, and the customer service, who see everything."""
    groups = {
        "store": "after_sales_returns.group_after_sales_store",
        "service": "after_sales_returns.group_after_sales_user",
    }
    stores = {"store": places["store"].ids, "service": []}
    users = env["res.users"].create(
        [
            {
                "name": f"Bench {role}",
                "login": f"bench_{role}",
                "email": f"{role}@bench.example",
                "group_ids": [Command.set([env.ref("base.group_user").id, env.ref(group).id])],
                "after_sales_warehouse_ids": [Command.set(stores[role])],
            }
            for role, group in groups.items()
        ]
    )
    env.cr.commit()
    return dict(zip(groups, users.ids, strict=True))


def searched_number(cr, places):
    """The name of an order of the store that is not among the very newest."""
    cr.execute(
        "SELECT name FROM after_sales_return WHERE warehouse_id = %s "
        "ORDER BY id DESC OFFSET %s LIMIT 1",
        [places["store"].id, SEARCH_PLACE],
    )
    return cr.fetchone()[0]
