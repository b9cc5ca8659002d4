def uninstall_hook(env):
    env["ir.model.data"]._after_sales_keep("after_sales_quality")
