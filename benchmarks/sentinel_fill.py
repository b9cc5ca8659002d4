"""Part eight's data: failures of the past by plain SQL, counted already, and what counts them."""

import time
from statistics import median

from volume_fill import insert

from odoo import fields, sql_db

STYLES = 1000
WATCHED = 8  # defects of each
NEW = 1000  # failures that are recorded and counted in one measurement
ROUNDS = 3
TABLES = "after_sales_sentinel_event, after_sales_sentinel, after_sales_sold_week"


# Every style, every defect, in the order of their numbers.
GOODS = """(SELECT product.id AS product_id, style.id AS style_id, row_number() OVER () AS place
             FROM product_product product
             JOIN product_template style ON style.id = product.product_tmpl_id
            WHERE style.name->>'en_US' LIKE 'Bench style %') goods"""
DEFECTS = """(SELECT id, row_number() OVER () AS place
               FROM after_sales_defect WHERE code LIKE 'BENCH%') defect"""


def fill(env, lines):
    """A thousand styles that sold for a year, each watched with eight defects, of which ``lines``
    failed. -> nothing"""
    env["product.template"].create(
        [{"name": f"Bench style {one}", "is_storable": True} for one in range(STYLES)]
    )
    env["after.sales.defect"].create(
        [{"name": f"Bench defect {one}", "code": f"BENCH{one}"} for one in range(WATCHED)]
    )
    env.company.after_sales_sold_until = fields.Date.today()
    env.company.after_sales_watched = STYLES * WATCHED
    env.flush_all()
    style = {"company_id": str(env.company.id), "product_tmpl_id": "goods.style_id"}
    fill_sold(env.cr, style)
    fill_watched(env.cr, style, lines)
    fill_failures(env.cr, style, lines)
    env.cr.commit()
    env.cr._cnx.autocommit = True
    env.cr.execute(f"VACUUM (ANALYZE) {TABLES}")
    env.cr._cnx.autocommit = False
    return {}


def fill_sold(cr, style):
    values = {
        **style,
        "product_id": "goods.product_id",
        "week": "date_trunc('week', now())::date - 7 * g",
        "quantity": "500",
    }
    insert(cr, "after_sales_sold_week", values, f"{GOODS}, generate_series(0, 51) g")


def fill_watched(cr, style, lines):
    values = {
        **style,
        "kind": "'style'",
        "defect_id": "defect.id",
        "state": "'quiet'",
        "production_year": "0",
        "score": "0",
        "units_failed": str(lines / STYLES / WATCHED),
        "units_scored": "0",
        "date_scored": "now() - interval '20 days'",
        "date_last": "now() - interval '20 days'",
    }
    insert(cr, "after_sales_sentinel", values, f"{GOODS}, {DEFECTS}")


def fill_failures(cr, style, lines):
    values = {
        **style,
        "product_id": "goods.product_id",
        "defect_id": "defect.id",
        "date": f"now() - interval '20 days' - g * interval '2 years' / {lines}",
        "date_counted": "now() - interval '19 days'",
        "origin": "'return'",
        "res_model": "'res.partner'",
        "res_id": "g",
        "quantity": "1",
    }
    source = (
        f"generate_series(1, {lines}) g JOIN {GOODS} ON goods.place = 1 + g % {STYLES} "
        f"JOIN {DEFECTS} ON defect.place = 1 + (g / {STYLES}) % {WATCHED}"
    )
    insert(cr, "after_sales_sentinel_event", values, source)


def measure(session):
    """-> {label: {"ms": median, "queries": …, "rows": …}}; the first round is not counted."""
    figures = {"record": [], "count": []}
    for number in range(ROUNDS + 1):
        for label, took in one_round(session, number).items():
            if number:
                figures[label].append(took)
    return {
        label: {
            "ms": median(ms for ms, _queries in rows),
            "queries": rows[0][1],
            "rows": NEW,
        }
        for label, rows in figures.items()
    }


def one_round(session, number):
    figures = {}
    with session.unmeasured() as env:
        events = env["after.sales.sentinel.event"]
        vals_list = prepare(env)
        figures["record"] = timed(env, lambda: events._record_events(vals_list))
        pending = events.search([("date_counted", "=", False)], order="date, id")
        assert len(pending) == NEW, len(pending)
        figures["count"] = timed(env, pending._count)
        assert not events.search_count([("date_counted", "=", False)])
    return figures


def prepare(env):
    """A thousand documents, in turn of all styles and defects."""
    events = env["after.sales.sentinel.event"]
    last = events.search([("res_model", "=", "res.users")], order="res_id desc", limit=1).res_id
    products = env["product.product"].search([("name", "like", "Bench style")], order="id")
    defects = env["after.sales.defect"].search([("code", "like", "BENCH")], order="id")
    return [
        {
            "company_id": env.company.id,
            "origin": "return",
            "res_model": "res.users",
            "res_id": last + 1 + place,
            "product_id": products[place % STYLES].id,
            "defect_id": defects[(last + place) // 3 % len(defects)].id,
            "quantity": 1.0,
        }
        for place in range(NEW)
    ]


def timed(env, step):
    """:return: (milliseconds, queries) of a step of one transaction, written to the database"""
    env.flush_all()
    env.invalidate_all()
    begun, queries = time.perf_counter(), sql_db.sql_counter
    step()
    env.flush_all()
    return (time.perf_counter() - begun) * 1000, sql_db.sql_counter - queries
