from odoo import api, models


class AfterSalesPolicy(models.Model):
    """Which of the ready policies an installation switches on: the law of the country of each
    company, so that no verdict cites the law of another one."""

    _inherit = "after.sales.policy"

    @api.model
    def _switch_on_ready_policies(self):
        """Switch on what fits the companies that there are; the rest stays to be chosen.

        Where all of them need the same, it holds for companies to come, too.
        """
        companies = self.env["res.company"].sudo().search([("active", "=", True)], order="id")
        by_policy = companies.grouped(self._ready_policy)
        for policy, own in by_policy.items():
            policy.active = True
            if len(by_policy) > 1:
                policy._hold_for(own)

    @api.model
    def _ready_policy(self, company):
        """:return: the policy that is owed in the country of ``company``, else what a store may
        promise anywhere"""
        country = company.country_id or company.account_fiscal_country_id
        if country.code == "CN":
            name = "policy_cn_no_reason"
        elif country in self.env.ref("base.europe").country_ids:
            name = "policy_eu_withdrawal"
        else:
            name = "policy_store_goodwill"
        return self.env.ref(f"after_sales_returns.{name}")

    def _hold_for(self, companies):
        """Have this policy and what it promises hold for these companies alone, by a copy for
        each of them but the first."""
        self.ensure_one()
        rules = self.env["after.sales.promise.rule"].search([("policy_id", "=", self.id)])
        self.company_id = companies[0]
        for company in companies[1:]:
            calendar = self.calendar_id and company.resource_calendar_id
            own = self.copy(
                {
                    "name": self.name,
                    "company_id": company.id,
                    "active": True,
                    "calendar_id": calendar.id,
                }
            )
            for rule in rules:
                rule.copy({"name": rule.name, "policy_id": own.id})
