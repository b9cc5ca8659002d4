"""What a customer typed into the return form, checked against what may come back."""

import math

from .upload import IMAGES, read_files, uploaded

PHOTO_COUNT = 5
TRANSPORTS = ("ship", "store")


class ReturnForm:
    """The form of one sales order, with what was typed and the problems of it.

    :param order: the ``sale.order``, in sudo, once its access is checked
    :param posted: dict of the posted values, or None for an empty form
    :param files: the uploaded files (``werkzeug`` MultiDict)
    """

    def __init__(self, order, posted=None, files=None):
        self.order, self.env = order, order.env
        self.posted, self.files = posted or {}, files
        self.items = order._after_sales_portal_items()
        self.reasons = self.env["after.sales.reason"].search([])
        self.stores = order._after_sales_portal_stores()
        self.problems = []
        self.lines = []
        for item in self.items:
            item["typed"] = self._typed(item)
            item["problem"] = False
        if posted is not None:
            self._read()

    # What was typed, as the page shows it again -------------------------------------------

    def _typed(self, item):
        names = ("quantity", "reason", "resolution", "variant", "description")
        return {name: str(self.posted.get(f"{name}_{item['key']}") or "").strip() for name in names}

    @property
    def transport(self):
        return self.posted.get("transport") or TRANSPORTS[0]

    @property
    def store(self):
        """The store that was chosen; the order's own warehouse if none was."""
        chosen = self._chosen(self.stores, self.posted.get("store"))
        return chosen or self.order.warehouse_id & self.stores or self.stores[:1]

    # Checks -------------------------------------------------------------------------------

    def _read(self):
        known = {f"quantity_{item['key']}" for item in self.items}
        foreign = [
            name
            for name, value in self.posted.items()
            if name.startswith("quantity_") and name not in known and str(value).strip(" 0")
        ]
        if foreign:
            self.problems.append(
                self.env._(
                    "Something that you chose cannot come back any more with %(order)s. Choose "
                    "from what is left.",
                    order=self.order.name,
                )
            )
        for item in self.items:
            self._read_item(item)
        if self.transport not in TRANSPORTS:
            self.problems.append(self.env._("Choose how the goods come back."))
        if not self.lines and not self.problems:
            self.problems.append(self.env._("Choose how many of at least one product come back."))

    def _read_item(self, item):
        typed = item["typed"]
        quantity = self._number(typed["quantity"])
        if quantity == 0:
            return
        problems = self._item_problems(item, quantity)
        photos = self._photos(item, problems)
        if problems:
            item["problem"] = True
            name = item["product"].display_name
            self.problems += [f"{name}: {problem}" for problem in problems]
            return
        exchange = typed["resolution"] in item["new_goods"]
        vals = {
            "sale_line_id": item["line"].id,
            "product_id": item["product"].id,
            "product_uom_id": item["product"].uom_id.id,
            "quantity": quantity,
            "reason_id": self._chosen(self.reasons, typed["reason"]).id,
            "resolution": typed["resolution"],
            "exchange_product_id": exchange and self._chosen(item["variants"], typed["variant"]).id,
            "description": typed["description"][:4000] or False,
        }
        self.lines.append((vals, photos))

    def _item_problems(self, item, quantity):
        """:return: list of sentences; how many may come back is checked by the claim itself."""
        typed, problems = item["typed"], []
        if quantity is None or quantity < 0:
            problems.append(self.env._("the quantity must be a number greater than zero."))
        elif item["product"].uom_id == self.env.ref("uom.product_uom_unit") and quantity % 1:
            problems.append(self.env._("only whole pieces come back."))
        if not self._chosen(self.reasons, typed["reason"]):
            problems.append(self.env._("choose why it comes back."))
        if typed["resolution"] not in item["resolutions"]:
            problems.append(self.env._("choose what you would like to get."))
        variant = typed["variant"]
        exchange = typed["resolution"] in item["new_goods"]
        if exchange and variant and not self._chosen(item["variants"], variant):
            problems.append(self.env._("choose one of the variants that are offered."))
        return problems

    def _photos(self, item, problems):
        """Return the photos of an item; what is wrong with them is added to ``problems``."""
        files = uploaded(self.files, f"photos_{item['key']}")
        if len(files) > PHOTO_COUNT:
            problems.append(self.env._("at most %(count)s photos fit.", count=PHOTO_COUNT))
            return []
        photos, wrong = read_files(self.env, files, "photo", IMAGES, self._no_photo_sentence)
        problems += wrong
        return photos

    def _no_photo_sentence(self, name):
        return self.env._(
            "“%(file)s” is no photo that we can read: send PNG, JPEG or WebP.", file=name
        )

    @staticmethod
    def _number(text):
        """Return the number, 0 for nothing, None for what is no number."""
        try:
            number = float(text.replace(",", ".") or 0)
        except ValueError:
            return None
        return number if math.isfinite(number) else None

    @staticmethod
    def _chosen(records, text):
        """Return the one of ``records`` whose id was posted, or none."""
        text = str(text or "")
        return records.filtered(lambda record: str(record.id) == text)

    # What it becomes ----------------------------------------------------------------------

    def return_vals(self, partner):
        """:return: values of the return order, but for its lines"""
        at_store = self.transport == "store"
        return {
            "partner_id": partner.id,
            "company_id": self.order.company_id.id,
            "warehouse_id": (self.store if at_store else self.order.warehouse_id).id,
            "transport": self.transport,
        }
