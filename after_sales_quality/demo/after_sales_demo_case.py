from odoo import api, models

MODULE = "after_sales_quality"


class AfterSalesDemo(models.AbstractModel):
    """The alarm of the bad shoe became a case: the stores are asked, and one of them answered."""

    _inherit = "after.sales.demo"

    @api.model
    def _load_case_story(self):
        self._load_chapter(
            "_play_case_story",
            needs=f"{MODULE}.demo_sentinel_sole",
            makes=f"{MODULE}.demo_case_sole",
        )

    @api.model
    def _play_case_story(self):
        sentinel = self.env.ref(f"{MODULE}.demo_sentinel_sole")
        case = sentinel._create_case()
        self._name_own({"demo_case_sole": case}, MODULE)
        case.action_investigate()
        case.cause = (
            "Why does the sole come off? The glue does not hold at the toe.\n"
            "Why does it not hold? The upper was not roughened there.\n"
            "Why was it not? The line was changed in spring, and the step was left out."
        )
        case.action_ask_stores()
        flagship = self._warehouse("flagship")
        answer = case.answer_ids.filtered(lambda one: one.warehouse_id == flagship)
        answer.with_user(self._ref("demo_user_store")).write(
            {"seen": "yes", "quantity": 4, "note": "Four pairs, all at the toe of the left shoe."}
        )
