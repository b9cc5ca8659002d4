from collections import Counter

from odoo import api, fields, models

# What stands where a number is still to come.
NAMELESS = (False, "", "/", "New")


class IrSequence(models.Model):
    """Numbers of our documents: of the year in which they are made where their company is,
    whoever makes them, and never one that an imported document has."""

    _inherit = "ir.sequence"

    @api.model
    def _after_sales_name(self, code, vals_list, companies):
        """Give each new document that has no number yet its own; an import may bring numbers.

        Odoo counts by the day in UTC and prints the year of the user's zone: around midnight of
        New Year the two differ, and a number comes twice.

        :param code: name of the model, which is the code of its sequences too
        :param vals_list: list of dict as for ``create``
        :param companies: list of ``res.company``, one for each of them
        :return: list of dict, each with ``name``
        """
        nameless = [vals.get("name", "/") in NAMELESS for vals in vals_list]
        new = [company for company, wanted in zip(companies, nameless, strict=True) if wanted]
        numbers = iter(self._after_sales_numbers(code, new))
        return [
            {**vals, "name": next(numbers)} if wanted else vals
            for vals, wanted in zip(vals_list, nameless, strict=True)
        ]

    @api.model
    def _after_sales_numbers(self, code, companies):
        """:return: list of str, a free number for each of ``companies``, which may repeat; "/"
        where the company has no sequence"""
        free = {
            company: iter(self._after_sales_draw(code, company, count))
            for company, count in Counter(companies).items()
        }
        return [next(free[company]) for company in companies]

    @api.model
    def _after_sales_draw(self, code, company, count):
        sequence = self._after_sales_of(code, company)
        if not sequence:
            return ["/"] * count
        numbers = sequence._after_sales_next(count)
        taken = self._after_sales_taken(code, numbers)
        free = [number for number in numbers if number not in taken]
        while len(free) < count:
            number = sequence._next()
            free += [number] if number not in taken else []
        return free

    def _after_sales_next(self, count):
        """Draw numbers, all at once where the database counts.

        :return: list of str
        """
        if self.implementation != "standard":
            return [self._next() for _new in range(count)]
        counter, name = self, f"ir_sequence_{self.id:03d}"
        if self.use_date_range:
            year = self._get_current_sequence(self.env.context["ir_sequence_date"])
            counter = self.with_context(ir_sequence_date_range=year.date_from)
            name = f"{name}_{year.id:03d}"
        self.env.cr.execute("SELECT nextval(%s) FROM generate_series(1, %s)", (name, count))
        return [counter.get_next_char(number) for (number,) in self.env.cr.fetchall()]

    @api.model
    def _after_sales_of(self, code, company):
        """The sequence of a company, else the one for all, at the company's date."""
        sequence = self.sudo().search(
            [("code", "=", code), ("company_id", "in", (company.id, False))],
            order="company_id",
            limit=1,
        )
        day = self._after_sales_today(company)
        return sequence.with_context(ir_sequence_date=fields.Date.to_string(day))

    @api.model
    def _after_sales_today(self, company):
        zone = self.env["res.partner"]._after_sales_zone(company.sudo())
        return fields.Date.context_today(self.with_context(tz=zone))

    @api.model
    def _after_sales_taken(self, code, numbers):
        """What may not be given out, if one of ``numbers`` may not: all that begin as it does,
        so that a long imported series is read once.

        :return: set of str
        """
        documents = self.env[code].sudo().with_context(active_test=False)
        given = documents.search_fetch([("name", "in", numbers)], ["name"])
        beginnings = {name.rpartition("/")[0] for name in given.mapped("name")}
        taken = set()
        for beginning in beginnings:
            pattern = beginning.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
            same = documents.search_fetch([("name", "=like", f"{pattern}%")], ["name"])
            taken.update(same.mapped("name"))
        return taken
