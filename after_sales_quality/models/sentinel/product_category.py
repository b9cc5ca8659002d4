import re

from odoo import api, fields, models

from odoo.addons.after_sales_returns.tools import refuse

GROUP = "year"
EXAMPLE = "^[A-Z]{2}(?P<year>[0-9]{2})"


class ProductCategory(models.Model):
    """How the production year is read from serial numbers and lots."""

    _inherit = "product.category"

    after_sales_year_pattern = fields.Char(
        string="Production Year in Serials",
        help="A regular expression with a group named “year” of two or four digits, such as "
        "^[A-Z]{2}(?P<year>[0-9]{2}). Empty: the pattern of the category above.",
    )

    @api.constrains("after_sales_year_pattern")
    def _check_after_sales_year_pattern(self):
        problems = []
        for category in self.filtered("after_sales_year_pattern"):
            problem = category._after_sales_pattern_problem()
            if problem:
                problems.append(
                    self.env._(
                        "%(category)s: “%(pattern)s” does not read a production year: %(problem)s. "
                        "Enter an expression such as %(example)s.",
                        category=category.display_name,
                        pattern=category.after_sales_year_pattern,
                        problem=problem,
                        example=EXAMPLE,
                    )
                )
        refuse(problems)

    def _after_sales_pattern_problem(self):
        """:return: what is wrong with the pattern, or None"""
        self.ensure_one()
        try:
            compiled = re.compile(self.after_sales_year_pattern)
        except (re.error, OverflowError, RecursionError) as error:
            return str(error)
        if GROUP not in compiled.groupindex:
            return self.env._("it has no group named “year”")
        return None

    def _after_sales_year(self, name):
        """:param name: of a serial or lot of a product of this category
        :return: the production year that it says, or 0
        """
        pattern = next(
            (
                category.after_sales_year_pattern
                for category in self._after_sales_upwards()
                if category.after_sales_year_pattern
            ),
            None,
        )
        found = re.search(pattern, name or "") if pattern else None
        digits = (found and found[GROUP]) or ""
        if not digits.isdecimal() or len(digits) not in (2, 4):
            return 0
        return int(digits) + (2000 if len(digits) == 2 else 0)

    def _after_sales_upwards(self):
        """This category and those that it lies in, from below."""
        category = self
        while category:
            yield category
            category = category.parent_id
