from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """The settings of the chosen till: the Point of Sale writes fields named ``pos_*`` to it."""

    _inherit = "res.config.settings"

    pos_after_sales_returns = fields.Boolean(
        related="pos_config_id.after_sales_returns", readonly=False
    )
    pos_after_sales_refund = fields.Boolean(
        related="pos_config_id.after_sales_refund", readonly=False
    )
    pos_after_sales_store_credit = fields.Boolean(
        related="pos_config_id.after_sales_store_credit", readonly=False
    )
    pos_after_sales_exchange = fields.Boolean(
        related="pos_config_id.after_sales_exchange", readonly=False
    )
    pos_after_sales_centre = fields.Boolean(
        related="pos_config_id.after_sales_centre", readonly=False
    )
    pos_after_sales_centre_id = fields.Many2one(
        related="pos_config_id.after_sales_centre_id", readonly=False
    )
    pos_after_sales_ask_grade = fields.Boolean(
        related="pos_config_id.after_sales_ask_grade", readonly=False
    )
    pos_after_sales_no_receipt = fields.Selection(
        related="pos_config_id.after_sales_no_receipt", readonly=False
    )
    pos_after_sales_other_tender = fields.Selection(
        related="pos_config_id.after_sales_other_tender", readonly=False
    )
    pos_after_sales_plain_refund = fields.Selection(
        related="pos_config_id.after_sales_plain_refund", readonly=False
    )
    pos_after_sales_max_amount = fields.Monetary(
        related="pos_config_id.after_sales_max_amount",
        currency_field="after_sales_till_currency_id",
        readonly=False,
    )
    pos_after_sales_offline_max = fields.Monetary(
        related="pos_config_id.after_sales_offline_max",
        currency_field="after_sales_till_currency_id",
        readonly=False,
    )
    after_sales_till_currency_id = fields.Many2one(
        related="pos_config_id.currency_id", string="Currency of the Till"
    )
