"""The prepared database: a clerk, products at standard cost, and two-line orders that are
delivered, invoiced, posted and unpaid. Each order has a customer of its own, as in a web shop:
so the ways that merge by customer make one credit note per order like the others."""

from odoo.fields import Command

ORDER_REF = "BENCH"
CLERK = "bench_clerk"
PRODUCTS = 40
CHUNK = 50
QUANTITIES = (1.0, 2.0)
CLERK_GROUPS = [
    "base.group_user",
    "sales_team.group_sale_salesman_all_leads",
    "stock.group_stock_user",
    "account.group_account_invoice",
]


def prepare(env, orders):
    """Make ``orders`` orders; commits after every chunk of them."""
    env = env(context={**env.context, "tracking_disable": True, "mail_notrack": True})
    make_clerk(env)
    products = make_products(env)
    for start in range(0, orders, CHUNK):
        deliver_and_invoice(make_orders(env, products, start, min(CHUNK, orders - start)))
        env.cr.commit()
        env.clear()


def make_clerk(env):
    return env["res.users"].create(
        {
            "name": "Bench Clerk",
            "login": CLERK,
            "email": "clerk@bench.example",
            "group_ids": [Command.set([env.ref(group).id for group in CLERK_GROUPS])],
        }
    )


def make_products(env):
    category = env["product.category"].create(
        {
            "name": "Bench",
            "property_cost_method": "standard",
            "property_valuation": "periodic",
        }
    )
    products = env["product.product"].create(
        [
            {
                "name": f"Bench shoe {number:02d}",
                "is_storable": True,
                "categ_id": category.id,
                "list_price": 40.0 + number,
                "standard_price": 20.0,
            }
            for number in range(PRODUCTS)
        ]
    )
    stock = warehouse(env).lot_stock_id
    for product in products:
        env["stock.quant"]._update_available_quantity(product, stock, 100000)
    return products


def warehouse(env):
    return env["stock.warehouse"].search([("company_id", "=", env.company.id)], limit=1)


def make_orders(env, products, start, count):
    partners = env["res.partner"].create(
        [
            {"name": f"Bench customer {number:05d}", "email": f"c{number}@bench.example"}
            for number in range(start, start + count)
        ]
    )
    return env["sale.order"].create(
        [
            {
                "partner_id": partner.id,
                "client_order_ref": ORDER_REF,
                "warehouse_id": warehouse(env).id,
                "order_line": [
                    Command.create(
                        {
                            "product_id": products[(number * 2 + line) % len(products)].id,
                            "product_uom_qty": quantity,
                        }
                    )
                    for line, quantity in enumerate(QUANTITIES)
                ],
            }
            for number, partner in enumerate(partners, start)
        ]
    )


def deliver_and_invoice(orders):
    orders.action_confirm()
    pickings = orders.picking_ids
    pickings.action_assign()
    pickings.button_validate()
    assert set(pickings.mapped("state")) == {"done"}, "the deliveries were not validated"
    invoices = orders._create_invoices()
    invoices.action_post()
    assert len(invoices) == len(orders), "one invoice per order is wanted"


def find_orders(env, start, count):
    """Orders by their place in the data set."""
    return env["sale.order"].search(
        [("client_order_ref", "=", ORDER_REF)], order="id", offset=start, limit=count
    )


# Repairs --------------------------------------------------------------------------------------


def find_customers(env, count):
    """``count`` customers of the data set."""
    return env["res.partner"].search(
        [("email", "=like", "c%@bench.example")], order="id", limit=count
    )


def items(env, customer_ids):
    """Pairs of customer and the product of theirs that is to be repaired."""
    products = bench_products(env)
    customers = env["res.partner"].browse(customer_ids)
    return [(customer, products[customer.id % (PRODUCTS - 1)]) for customer in customers]


def part(env):
    """The spare part: the last product."""
    return bench_products(env)[PRODUCTS - 1]


def bench_products(env):
    return env["product.product"].search([("name", "=like", "Bench shoe %")], order="id")
