"""What a database goes through in ``test_uninstall.py``, in Odoo's shell: an addon of ours is
uninstalled while its records are in use, then the rest, then all is installed again."""

import json
from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import TransactionCase
from odoo.tools import SQL

MARK = "lifetime: "
# The addon of repairs, and those that go with it.
REPAIRS = (
    "after_sales_repair",
    "after_sales_repair_loan",
    "after_sales_repair_transit",
    "after_sales_repair_outside",
    "after_sales_quality",
)


def live(env):
    """Go through it.

    The demo data are left out of the second installation: they take most of its time.

    :return: one line with what was found, as JSON
    """
    case = shop(env)
    repairs, receipt = repairs_in_use(env, case), receipt_in_use(case)
    forget_loans(env)
    bring_home(env, "after_sales_lent_location_id", "after_sales_outside_location_id")
    found = {"first": facts(env)}
    ours = {name: own_places(env, name) for name in (*REPAIRS, "after_sales_returns")}
    env.cr.commit()
    uninstall(env, "after_sales_repair")
    found["repair"] = without_repairs(env, repairs)
    found["repair"]["in use"] = [name for addon in REPAIRS for name in in_use(env, ours[addon])]
    uninstall(env, "after_sales_pos")
    found["till"] = without_till(env, receipt)
    found["refused"] = refused(env)
    bring_home(env, *env["stock.warehouse"]._after_sales_location_names())
    uninstall(env, "after_sales_returns")
    found["in use"] = in_use(env, ours["after_sales_returns"])
    found["indexes"] = indexes(env)
    env.cr.execute("UPDATE ir_module_module SET demo = false")
    neighbour = another_company(env)
    begun = odoos_repairs(env)
    install(env, *REPAIRS, "after_sales_pos")
    found["second"] = facts(env, but=neighbour)
    found["beside"] = beside(env, neighbour)
    found["begun"] = went_on(env, begun)
    return MARK + json.dumps(found)


def shop(env):
    """The goods and people of our test cases, for good: their classes without a transaction."""
    from odoo.addons.after_sales_pos.tests.ticket.common import TicketCase
    from odoo.addons.after_sales_repair.tests.common import RepairCommon

    with patch.object(TransactionCase, "setUpClass", classmethod(lambda cls: None)):
        case = type("Shop", (RepairCommon, TicketCase), {"env": env, "freeze_time": None})
        case.setUpClass()
    return case


def install(env, *addons):
    env["ir.module.module"].search([("name", "in", addons)]).button_immediate_install()


def uninstall(env, addon):
    env["ir.module.module"].search([("name", "=", addon)]).button_immediate_uninstall()


# Places -------------------------------------------------------------------------------------


def own_places(env, addon):
    """:return: dict of model → ids: what an addon has made for each warehouse"""
    warehouses = env["stock.warehouse"].with_context(active_test=False).search([])
    names = set(env["ir.model.data"]._after_sales_kept_fields("stock.warehouse", addon))
    places = warehouses._after_sales_own_places(
        [name for name in warehouses._after_sales_location_names() if name in names]
    )
    types = warehouses._after_sales_types() if addon == "after_sales_returns" else []
    return {"stock.location": places.ids, "stock.picking.type": list(types and types.ids)}


def in_use(env, ids):
    """:return: names of those of them that are not archived; operation types of transfers under
    way are, and are left out"""
    under_way = env["stock.move"].search([("state", "not in", ("done", "cancel"))])
    return [
        record.display_name
        for model, own in ids.items()
        for record in env[model].browse(own)
        if record.active and record not in under_way.picking_type_id
    ]


def bring_home(env, *names):
    """Move what lies in places of ours to the stock, as people do before they uninstall."""
    for warehouse in env["stock.warehouse"].search([]):
        places = warehouse._after_sales_own_places(names)
        warehouse._after_sales_relocate(dict.fromkeys(places, warehouse.lot_stock_id))


def forget_loans(env):
    """Devices of the demo data come back, without the tills that would pay their deposits."""
    env.flush_all()
    env.cr.execute("UPDATE after_sales_loan SET state = 'returned' WHERE state = 'lent'")
    env.cr.execute("UPDATE stock_lot SET after_sales_loan_id = NULL")
    env.invalidate_all()


def refused(env):
    """:return: what stands against the uninstall while goods lie in our places"""
    try:
        env["ir.module.module"].search([("name", "=", "after_sales_returns")]).button_uninstall()
    except UserError as error:
        return str(error)
    return ""


def indexes(env):
    """:return: names of indexes that are there and that no installed addon has made"""
    env.cr.execute(
        "SELECT indexname FROM pg_indexes WHERE schemaname = current_schema "
        "AND (indexname LIKE '%after_sales%' OR indexname = 'repair_order__lot_id_index')"
    )
    return [name for (name,) in env.cr.fetchall()]


def another_company(env):
    """A company without a chart of accounts, in whose warehouse our usual codes are taken.

    :return: its id
    """
    company = env["res.company"].create({"name": "Neighbour"})
    warehouse = env["stock.warehouse"].create(
        {"name": "Next Door", "code": "NXT", "company_id": company.id}
    )
    warehouse.int_type_id.barcode = "NXTSORT"
    env["stock.picking.type"].create(
        {
            "name": "Returns",
            "code": "incoming",
            "sequence_code": "RET",
            "warehouse_id": warehouse.id,
            "company_id": company.id,
        }
    )
    return company.id


def beside(env, company_id):
    """What an installation made of a company where codes of ours were taken."""
    warehouse = env["stock.warehouse"].search([("company_id", "=", company_id)])
    types = warehouse.after_sales_in_type_id | warehouse.after_sales_sort_type_id
    return {
        "types": types.mapped("sequence_code"),
        "barcodes": types.mapped("barcode"),
        "numbers": types.sequence_id.mapped("prefix"),
    }


def facts(env, but=-1):
    """What an addon sets up once for a company or warehouse: how many there are, so that what is
    doubled shows, and which of them are in use. Those of our data and demo files are left out.

    :param but: id of a company that does not count
    :return: dict of name → number or id
    """
    counted = (
        "account.journal",
        "loyalty.program",
        "stock.location",
        "stock.picking.type",
        "stock.warehouse",
    )
    found = {
        model: env[model].with_context(active_test=False).search_count([("company_id", "!=", but)])
        for model in counted
    }
    found["accounts"] = env["account.account"].search_count([("company_ids", "not in", but)])
    for model in ("res.company", "stock.warehouse"):
        company = "id" if model == "res.company" else "company_id"
        for owner in env[model].search([(company, "!=", but)], order="id"):
            for name, field in sorted(env[model]._fields.items()):
                if name.startswith("after_sales_") and field.type == "many2one" and field.store:
                    value = owner[name]
                    own = value.get_external_id().get(value.id, "").startswith("after_sales")
                    if value and not own:
                        found[f"{model} {owner.id} {name}"] = value.id
    return found


def unknown_values(env):
    """Values of selections that the database holds and no installed addon knows."""
    unknown = []
    for name, model in env.registry.items():
        if not model._auto or model._abstract:
            continue
        for field in model._fields.values():
            if field.type != "selection" or not field.store or not field.column_type:
                continue
            if field.company_dependent:
                continue
            known = [value for value, _label in field._description_selection(env)]
            query = SQL(
                "SELECT DISTINCT %s FROM %s WHERE NOT %s = ANY(%s)",
                SQL.identifier(field.name),
                SQL.identifier(model._table),
                SQL.identifier(field.name),
                known,
            )
            unknown += [
                f"{name}.{field.name}: {value}" for (value,) in env.execute_query(query) if value
            ]
    return unknown


# Repairs in use ---------------------------------------------------------------------------


def repairs_in_use(env, case):
    """:return: dict of name → id of a return"""
    repaired = {"line_vals": {"reason_id": case.defect.id, "resolution": "repair"}}
    case.policy.window_ids = [Command.create({"resolution": "repair", "window_days": 30})]
    orders = {
        "draft": case._create_return(case._sell((case.shoe, 1)), **repaired),
        "to sort": case._returned((case.shoe, 1), **repaired),
        "in repair": case._returned_repair().after_sales_return_id,
        "ours": case._returned((case.shoe, 1)),
        "settled": (done := case._returned_repair()).after_sales_return_id,
    }
    orders["to sort"].action_sort()
    case._decide(orders["ours"], route="repair", resolution="refund")
    case._diagnose(done)
    done.hand_back_by = "pickup"
    case._work(done)
    case._hand_back(done)
    return {name: order.id for name, order in orders.items()}


def without_repairs(env, ids):
    returns = env["after.sales.return"]
    orders = {name: returns.browse(one) for name, one in ids.items()}
    found = {
        "returns": {name: told(order) for name, order in orders.items()},
        "unknown": unknown_values(env),
        "wrong stages": sum(order.stage != right_stage(order) for order in returns.search([])),
    }
    (orders["in repair"] | orders["ours"]).action_settle()
    found["settled"] = [orders[name].state for name in ("in repair", "ours")]
    return found


def told(order):
    """What a return says after an uninstall."""
    part = order.disposition_ids
    return {
        "wish": order.line_ids.resolution,
        "part": [part.route, part.resolution, part.state],
        "stage": order.stage,
        "notes": " ".join(order.message_ids.mapped("preview")),
    }


def right_stage(order):
    """The stage as it is computed now."""
    return order._open_stage() if order.state == "approved" else order.state


# Repairs that Odoo's own Repair began --------------------------------------------------------


def odoos_repairs(env):
    """What somebody who works with Odoo's own Repair has before our addons are there.

    :return: dict of name → id of a repair
    """
    from odoo.tests import new_test_user

    handy = new_test_user(env, "handy", groups="stock.group_stock_user")
    part = env["product.product"].create(
        {"name": "Screen", "type": "consu", "list_price": 16.1, "taxes_id": False}
    )
    vals = {
        "partner_id": env["res.partner"].create({"name": "Old Customer"}).id,
        "product_id": env["product.product"].create({"name": "Lamp", "type": "consu"}).id,
        "user_id": handy.id,
        "move_ids": [
            Command.create({"product_id": part.id, "product_uom_qty": 1, "repair_line_type": "add"})
        ],
    }
    names = ("finished", "sold", "ticked", "quoted")
    repairs = dict(zip(names, env["repair.order"].create([vals] * len(names)), strict=True))
    for repair in repairs.values():
        repair.action_validate()
        repair.action_repair_start()
    repairs["finished"].action_repair_end()
    repairs["ticked"].under_warranty = True
    for name in ("sold", "ticked", "quoted"):
        repairs[name].action_create_sale_order()
    (repairs["sold"] | repairs["ticked"]).sale_order_id.action_confirm()
    env.cr.commit()
    return {name: repair.id for name, repair in repairs.items()}


def went_on(env, ids):
    """What became of them with our addons, and that the same person ends them."""
    repairs = {name: env["repair.order"].browse(one) for name, one in ids.items()}
    stages = {name: repair.after_sales_stage for name, repair in repairs.items()}
    orders = {name: repair.sale_order_id.id for name, repair in repairs.items()}
    handy = repairs["sold"].user_id
    for name in ("sold", "ticked", "quoted"):
        mine = repairs[name].with_user(handy)
        mine.action_work_done()
        mine.action_check_pass()
    return {
        "stages": stages,
        "technician": handy.has_group("after_sales_repair.group_repair_technician"),
        "states": {name: repair.state for name, repair in repairs.items()},
        "same order": orders == {name: one.sale_order_id.id for name, one in repairs.items()},
        "prices": {name: one.sale_order_id.amount_total for name, one in repairs.items()},
        "ticked": [repairs["ticked"].under_warranty, repairs["ticked"].warranty_override],
    }


# Tills in use -----------------------------------------------------------------------------


def receipt_in_use(case):
    """:return: id of a return of what a till sold, received by the centre"""
    sale = case._sell_at_till(case.till, (case.shirt, 2), partner=case.customer)
    order = case._return_of_pos(sale.lines, 1.0, warehouse_id=case.warehouse.id)
    case._approve(order)
    case._receive(order)
    return order.id


def without_till(env, order_id):
    order = env["after.sales.return"].browse(order_id)
    found = {"unknown": unknown_values(env), "stages": [order.stage, right_stage(order)]}
    part = order.action_sort()
    part.write({"grade_id": env.ref("after_sales_returns.grade_a").id})
    part.action_decide()
    order.action_settle()
    return {**found, "refund": order.refund_ids.mapped("amount_untaxed")}
