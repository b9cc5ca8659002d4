from dataclasses import dataclass

from odoo import models


@dataclass(frozen=True, kw_only=True, eq=False)
class Subject:
    """What holds for a kind of document that is inspected. Names of fields may lead over several
    (``line_id.return_id``), and are empty where the document has no such thing.

    - ``sequence``: of several documents of an inspection the first is its subject;
    - ``field``: name of the field of an inspection that holds it;
    - ``product``, ``lot``, ``quantity``, ``uom``: of the document, what is inspected;
    - ``company``, ``warehouse``: whose work it is;
    - ``order``: the return order that it belongs to;
    - ``partner``: the customer who is told what was found;
    - ``sorted``: whether the grade and where the goods go are decided on the document.
    """

    sequence: int = 100
    field: str = ""
    product: str = ""
    lot: str = ""
    quantity: str = ""
    uom: str = ""
    company: str = "company_id"
    warehouse: str = ""
    order: str = ""
    partner: str = ""
    sorted: bool = False


class AfterSalesSubject(models.AbstractModel):
    """The table of documents that are inspected. Their labels are those of the selection."""

    _name = "after.sales.subject"
    _inherit = ["after.sales.rows.mixin"]
    _description = "Table of Subjects of Inspections"
    _selection = ("after.sales.inspection", "subject")
    _facts = Subject
    _rows = {
        "disposition": {
            "sequence": 10,
            "field": "disposition_id",
            "product": "product_id",
            "lot": "lot_id",
            "quantity": "quantity",
            "uom": "product_uom_id",
            "warehouse": "warehouse_id",
            "order": "return_id",
            "partner": "partner_id",
            "sorted": True,
        },
        "line": {
            "sequence": 20,
            "field": "line_id",
            "product": "product_id",
            "lot": "lot_ids",
            "quantity": "quantity",
            "uom": "product_uom_id",
            "warehouse": "warehouse_id",
            "order": "return_id",
            "partner": "return_id.partner_id",
        },
        "transfer": {
            "sequence": 40,
            "field": "picking_id",
            "warehouse": "picking_type_id.warehouse_id",
            "partner": "partner_id",
        },
        "lot": {
            "sequence": 90,
            "field": "lot_id",
            "product": "product_id",
            "warehouse": "location_id.warehouse_id",
        },
    }
