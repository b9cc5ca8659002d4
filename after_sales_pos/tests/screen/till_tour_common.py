from odoo.tests import HttpCase

from ..common import TillCommon
from .artefacts import ArtefactsMixin


class TillTourCommon(ArtefactsMixin, TillCommon, HttpCase):
    """Two open tills in two stores, driven in a real browser by their cashiers."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        (cls.shirt | cls.shoe).available_in_pos = True
        cls._open(cls.till)
        cls._open(cls.other_till)

    def _tour(self, name, till=None, **options):
        till = till or self.till
        self.env.flush_all()
        options = {"login": self._user_of(till).login, "timeout": 180, **options}
        self.start_tour(f"/pos/ui/{till.id}", name, **options)
        self.env.invalidate_all()

    def _last_order(self, till=None, **domain):
        """The last paid order of the till."""
        return self.env["pos.order"].search(
            [
                ("config_id", "=", (till or self.till).id),
                *((name, "=", value) for name, value in domain.items()),
            ],
            order="id desc",
            limit=1,
        )
