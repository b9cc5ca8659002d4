"""What people do in Odoo all day, and how many queries it takes: the same with and without the
suite. Knows nothing of the suite, so that it runs in a database without it:

    ./dev shell DATABASE <<< "
    import sys; sys.path.insert(0, 'tests')
    import core_work; print(core_work.measure(env))"
"""

from odoo.fields import Command
from odoo.tests import Form, new_test_user

GROUPS = (
    "sales_team.group_sale_salesman_all_leads,stock.group_stock_user,account.group_account_invoice"
)


def measure(env):
    """Do it all once to fill the caches, and once more counting.

    :return: dict of what was done → queries
    """
    env = env(context={"lang": "en_US", "tz": "UTC", "tracking_disable": True})
    worker = new_test_user(env, "core_worker", groups=GROUPS)
    for model in ("loyalty.program", "delivery.carrier"):
        if model in env:
            env[model].search([("active", "=", True)]).active = False
    goods = make_goods(env)
    env = env(user=worker)
    work(env, *goods)
    return work(env, *goods)


def make_goods(env):
    customer = env["res.partner"].create({"name": "Core Customer"})
    shirts = env["product.product"].create(
        [
            {
                "name": f"Core shirt {number}",
                "is_storable": True,
                "list_price": 10.0,
                "taxes_id": False,
                "invoice_policy": "order",
            }
            for number in range(3)
        ]
    )
    stock = env["stock.warehouse"].search([("company_id", "=", env.company.id)], limit=1)
    for shirt in shirts:
        env["stock.quant"]._update_available_quantity(shirt, stock.lot_stock_id, 100)
    return customer, shirts, stock


def work(env, customer, shirts, warehouse):
    """:return: dict of what was done → queries"""
    counts = {}

    def counted(label, step):
        env.flush_all()
        env.invalidate_all()
        before = env.cr.sql_log_count
        result = step()
        env.flush_all()
        counts[label] = env.cr.sql_log_count - before
        return result

    order = counted("create an order", lambda: make_order(env, customer, shirts, warehouse))
    counted("open an order", lambda: Form(order))
    counted("confirm an order", order.action_confirm)
    counted("search an order by number", lambda: env["sale.order"].name_search(order.name))
    counted("list orders", lambda: listed(env["sale.order"]))
    picking = order.picking_ids
    counted("open a delivery", lambda: Form(picking))
    picking.move_ids.picked = True
    counted("validate a delivery", picking.button_validate)
    counted("list transfers", lambda: listed(env["stock.picking"]))
    invoice = counted("invoice an order", order._create_invoices)
    counted("post an invoice", invoice.action_post)
    counted("open an invoice", lambda: Form(invoice))
    counted("list invoices", lambda: listed(env["account.move"]))
    counted("open a product", lambda: Form(shirts[0]))
    counted("return a delivery", lambda: give_back(env, picking))
    repair = counted("create a repair", lambda: make_repair(env, shirts, warehouse))
    counted("open a repair", lambda: Form(repair))
    counted("confirm a repair", repair._action_repair_confirm)
    counted("start a repair", repair.action_repair_start)
    counted("end a repair", repair.action_repair_end)
    counted("list repairs", lambda: listed(env["repair.order"]))
    return counts


def make_order(env, customer, shirts, warehouse):
    return env["sale.order"].create(
        {
            "partner_id": customer.id,
            "warehouse_id": warehouse.id,
            "order_line": [
                Command.create({"product_id": shirt.id, "product_uom_qty": 2}) for shirt in shirts
            ],
        }
    )


def make_repair(env, shirts, warehouse):
    return env["repair.order"].create(
        {
            "product_id": shirts[0].id,
            "picking_type_id": warehouse.repair_type_id.id,
            "move_ids": [
                Command.create(
                    {
                        "product_id": shirts[1].id,
                        "product_uom_qty": 1,
                        "repair_line_type": "add",
                    }
                )
            ],
        }
    )


def give_back(env, picking):
    wizard = env["stock.return.picking"].with_context(
        active_id=picking.id, active_ids=picking.ids, active_model="stock.picking"
    )
    returned = wizard.create({})
    returned.product_return_moves.quantity = 1.0
    env["stock.picking"].browse(returned.action_create_returns()["res_id"]).button_validate()


def listed(model):
    """The first page of a list, as the web client asks for it."""
    names = ("display_name", "company_id", "state")
    specification = {name: {} for name in names if name in model._fields}
    return model.web_search_read([], specification, limit=80)
