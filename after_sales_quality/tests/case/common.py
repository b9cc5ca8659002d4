from odoo.fields import Command
from odoo.tests import new_test_user

from ..sentinel.common import SentinelCommon


class CaseCommon(SentinelCommon):
    """The shoe of the sentinel, and those who work on its case: ``quality`` and ``other_lead``
    (quality leads), ``director``."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_users()
        cls.other_lead = new_test_user(
            cls.env,
            "asq_other_lead",
            groups="after_sales_inspection.group_quality_lead",
            email="other@example.com",
        )
        cls.director = new_test_user(
            cls.env,
            "asq_director",
            groups="after_sales_quality.group_quality_director",
            email="director@example.com",
        )

    @classmethod
    def _create_case(cls, **vals):
        """A case of the shoe's sole, made by ``quality``."""
        return (
            cls.env["after.sales.case"]
            .with_user(cls.quality)
            .create(
                {
                    "product_tmpl_ids": [Command.set(cls.shoe.product_tmpl_id.ids)],
                    "defect_id": cls.sole.id,
                    **vals,
                }
            )
        )

    @classmethod
    def _propose(cls, case=None, **vals):
        case = case or cls._create_case()
        case.action_investigate()
        case.write(
            {"scope": "single", "method": "exchange", "proposal": "Exchange what comes.", **vals}
        )
        case.action_propose()
        return case
