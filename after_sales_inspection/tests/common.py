from odoo.fields import Command
from odoo.tests import new_test_user

from odoo.addons.after_sales_returns.tests.common import AfterSalesCommon

# What says itself which product is inspected.
SUBJECTS = {"disposition_id", "line_id", "lot_id"}


class InspectionCommon(AfterSalesCommon):
    """A shop whose shoes are inspected.

    ``sole`` and ``shaft`` are asked with pass or fail, ``wear`` with a choice, ``gap`` is measured
    in millimetres, ``stains`` are counted. People: ``inspector`` and ``lead`` with no other role.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.categ = cls.env["product.category"].create({"name": "Shoes"})
        cls.shoe.categ_id = cls.categ
        cls.sole_open = cls._create_defect("SOLE-T", "Sole open", severity="critical")
        cls.stain = cls._create_defect("STAIN-T", "Stain", severity="minor")
        cls.grade_c = cls.env.ref("after_sales_returns.grade_c")
        cls.mm = cls.env.ref("uom.product_uom_millimeter")
        cls.checklist = cls._create_checklist()

    @classmethod
    def _create_people(cls):
        cls._create_users()
        prefix = "after_sales_inspection.group_"
        cls.inspector = new_test_user(cls.env, "asi_inspector", groups=f"{prefix}inspector")
        cls.lead = new_test_user(cls.env, "asi_lead", groups=f"{prefix}quality_lead")

    @classmethod
    def _create_defect(cls, code, name, **vals):
        return cls.env["after.sales.defect"].create({"code": code, "name": name, **vals})

    @classmethod
    def _create_checklist(cls, use=True, **vals):
        checklist = cls.env["after.sales.checklist"].create(
            {
                "name": "Shoes that came back",
                "categ_ids": cls.categ.ids,
                "item_ids": [Command.create(one) for one in cls._prepare_items()],
                "rule_ids": [
                    Command.create(
                        {"severity": "critical", "grade_id": cls.grade_c.id, "route": "vendor"}
                    ),
                    Command.create({"score_below": 60.0, "grade_id": cls.grade_c.id}),
                    Command.create({"grade_id": cls.grade_a.id}),
                ],
                **vals,
            }
        )
        if use:
            checklist.action_use()
        return checklist

    @classmethod
    def _prepare_items(cls):
        return [
            {
                "name": "Sole",
                "severity": "critical",
                "defect_id": cls.sole_open.id,
                "photo": "failed",
                "customer_pass": "The sole is firm.",
                "customer_fail": "The sole is open.",
            },
            {"name": "Shaft", "optional": True, "severity": "major"},
            {
                "name": "Wear",
                "kind": "choice",
                "severity": "minor",
                "choice_ids": [
                    Command.create({"name": "None", "customer_text": "They are as new."}),
                    Command.create({"name": "Heavy", "failed": True, "severity": "major"}),
                ],
            },
            {
                "name": "Gap",
                "kind": "measurement",
                "has_max": True,
                "limit_max": 2.0,
                "uom_id": cls.mm.id,
                "severity": "major",
            },
            {
                "name": "Stains",
                "kind": "count",
                "count_max": 1,
                "severity": "minor",
                "defect_id": cls.stain.id,
            },
            {"name": "Remarks", "kind": "text", "weight": 0.0},
        ]

    @classmethod
    def _item(cls, name, checklist=None):
        items = (checklist or cls.checklist).item_ids
        return items.filtered(lambda item: item.name == name)

    @classmethod
    def _choice(cls, name):
        return cls._item("Wear").choice_ids.filtered(lambda choice: choice.name == name)

    @classmethod
    def _create_inspection(cls, **vals):
        own = {"product_id": cls.shoe.id} if SUBJECTS.isdisjoint(vals) else {}
        return cls.env["after.sales.inspection"].create({**own, **vals})

    @classmethod
    def _answer(cls, inspection, **answers):
        """Answer the items of these names, in small letters; all others so that they pass.

        A photo is added where one is needed.
        """
        usual = {
            "sole": "pass",
            "shaft": "pass",
            "wear": cls._choice("None").id,
            "gap": 1.0,
            "stains": 0,
            "remarks": "Fine.",
        }
        for name, value in {**usual, **answers}.items():
            inspection.save_answer(cls._item(name.capitalize()).id, value)
        for answer in inspection.answer_ids:
            if answer._needs_photo():
                inspection.save_answer(answer.item_id.id, None, photos=[cls._photo()])

    @classmethod
    def _photo(cls):
        return {"name": "photo.png", "data": PHOTO}

    def _to_sort(self, quantity=1, **vals):
        """:return: the draft disposition of shoes that came back"""
        return self._returned((self.shoe, quantity), **vals).action_sort()


PHOTO = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJg"
    "gg=="
)
