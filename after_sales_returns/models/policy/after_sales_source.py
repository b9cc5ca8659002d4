from odoo import fields, models


class AfterSalesSource(models.Model):
    """An article of a law, or another ground, that a verdict rests on: cited at the end of its
    sentence, in the language of who reads it."""

    _name = "after.sales.source"
    _description = "Legal Source"
    _order = "name, id"

    name = fields.Char(
        string="Citation", required=True, translate=True, help="In short, for example CRD Art. 9."
    )
    active = fields.Boolean(default=True)
    description = fields.Text(
        string="What It Says", translate=True, help="The full name of the law, and what follows."
    )
    verified = fields.Boolean(
        string="Read",
        help="Somebody read it in a public text of the law. What is not ticked was entered from "
        "knowledge of it: have it checked before you rely on it.",
    )
