def post_init_hook(env):
    """Whoever repairs in Odoo goes on, with what is under way."""
    repairs = env["repair.order"]
    repairs._after_sales_take_over()
    repairs._after_sales_make_technicians()


def uninstall_hook(env):
    env["ir.model.data"]._after_sales_keep("after_sales_repair")
