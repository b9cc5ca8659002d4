"""What the chain sold in the last three months: tables that ``after.sales.demo`` plays."""

# Style (xml id) → (code, cost, picture, stock per variant in the warehouses of ``STOCKED``).
STYLES = {
    "tee": ("TEE", 9.2, "tshirt", (60, 12, 12)),
    "jean": ("JEAN", 28.0, "jeans", (25, 6, 6)),
    "coat": ("COAT", 46.0, "jacket", (20, 5, 5)),
    "knit": ("KNIT", 33.0, "sweater", (20, 6, 6)),
    "dress": ("DRESS", 24.0, "dress", (20, 6, 6)),
    "mono": ("MONO", 30.0, "shirt", (5, 0, 0)),
    "run": ("RUN", 44.0, "runner", (18, 4, 4)),
    "snk": ("SNK", 21.0, "sneaker", (18, 4, 4)),
    "boot": ("BOOT", 68.0, "boot", (14, 4, 4)),
    "nova": ("NOVA", 430.0, "phone", (5, 2, 2)),
    "echo": ("ECHO", 92.0, "headphones", (10, 2, 2)),
    "pulse": ("PULSE", 125.0, "watch", (9, 2, 2)),
}
STOCKED = ("web", "flagship", "mall")

# (key, customer, warehouse, days ago, lines, terms); a line is (product code, quantity) with
# an optional discount in percent. Terms:
#   delivered: product code → quantity of the first parcel (the rest is still owed);
#   parcels: True for two complete parcels; discount: percent on the whole order;
#   tax_included: prices with tax; invoiced / paid: False where that is still to come.
# fmt: off
ORDERS = [
    ("01", "emma", "web", 88, [("TEE-WHITE-M", 2), ("JEAN-INDIGO-L", 1)], {}),
    ("02", "james", "flagship", 84, [("RUN-WHITE-43", 1)], {}),
    ("03", "li", "web", 81, [("NOVA-BLACK-256", 1)], {}),
    ("04", "lukas", "web", 78, [("COAT-YELLOW-L", 1), ("KNIT-GREY-M", 1)], {}),
    ("05", "priya", "mall", 75, [("DRESS-RED-S", 1), ("SNK-WHITE-39", 1)], {}),
    ("06", "carlos", "web", 72, [("BOOT-BROWN-42", 1), ("TEE-NAVY-L", 3)], {"discount": 10}),
    ("07", "wang", "web", 69, [("ECHO-BLACK", 2)], {}),
    ("08", "amina", "web", 66, [("KNIT-RED-M", 1, 20)], {}),
    ("09", "chen", "web", 63, [("PULSE-BLACK", 1), ("TEE-NAVY-S", 2)], {}),
    ("10", "hotel", "web", 60, [("TEE-NAVY-M", 24), ("TEE-WHITE-L", 20)], {"parcels": True}),
    ("11", "james", "flagship", 55, [("COAT-NAVY-XL", 1), ("TEE-WHITE-L", 2)], {}),
    ("12", "emma", "web", 52, [("DRESS-SAND-M", 1), ("DRESS-SAND-S", 1)], {}),
    ("13", "lukas", "web", 50, [("COAT-YELLOW-M", 1)], {}),
    ("14", "priya", "mall", 47, [("NOVA-SILVER-128", 1)], {}),
    ("15", "wang", "web", 45, [("RUN-BLACK-42", 1), ("RUN-BLACK-43", 1)], {}),
    ("16", "carlos", "web", 42, [("JEAN-BLACK-M", 2)], {"tax_included": True}),
    ("17", "li", "web", 40, [("BOOT-BLACK-39", 1), ("KNIT-GREY-S", 1)], {}),
    ("18", "james", "flagship", 38, [("RUN-WHITE-44", 1)], {}),
    ("19", "amina", "web", 36, [("ECHO-WHITE", 1)], {}),
    ("20", "chen", "web", 33, [("MONO-M", 1), ("JEAN-INDIGO-S", 1)], {}),
    ("21", "hotel", "web", 30, [("SNK-NAVY-41", 6), ("SNK-NAVY-42", 6)], {}),
    ("22", "emma", "web", 27, [("PULSE-GREEN", 1)], {}),
    ("23", "lukas", "web", 25, [("RUN-BLACK-44", 1, 20), ("TEE-WHITE-XL", 2, 20)], {}),
    ("24", "priya", "mall", 24, [("BOOT-BROWN-39", 1)], {}),
    ("25", "wang", "web", 21, [("NOVA-BLACK-128", 1), ("ECHO-BLACK", 1)], {}),
    ("26", "carlos", "web", 19, [("COAT-NAVY-L", 1), ("TEE-NAVY-XL", 2)], {"discount": 15}),
    ("27", "chen", "web", 16, [("SNK-WHITE-40", 1), ("DRESS-RED-M", 1)], {}),
    ("28", "amina", "web", 14, [("RUN-WHITE-40", 1), ("KNIT-RED-S", 1)], {}),
    ("29", "james", "flagship", 12, [("JEAN-INDIGO-M", 1), ("TEE-NAVY-M", 2)], {}),
    ("30", "li", "web", 11, [("PULSE-BLACK", 1), ("TEE-WHITE-S", 3)], {}),
    ("31", "lukas", "web", 9, [("NOVA-SILVER-256", 1)], {}),
    ("32", "emma", "web", 8, [("RUN-WHITE-39", 1), ("KNIT-GREY-M", 1)], {}),
    ("33", "priya", "mall", 7, [("COAT-YELLOW-S", 1)], {}),
    ("34", "wang", "web", 6, [("BOOT-BLACK-43", 1), ("JEAN-BLACK-L", 1)], {}),
    ("35", "amina", "web", 5, [("TEE-WHITE-M", 2), ("DRESS-SAND-S", 1)], {}),
    ("36", "carlos", "web", 5, [("SNK-NAVY-43", 1), ("ECHO-WHITE", 1)], {"paid": False}),
    ("37", "james", "flagship", 4, [("KNIT-GREY-L", 1)], {}),
    ("38", "li", "web", 4, [("COAT-NAVY-S", 1)], {}),
    (
        "39",
        "hotel",
        "web",
        4,
        [("TEE-WHITE-M", 15), ("JEAN-BLACK-S", 5)],
        {"delivered": {"TEE-WHITE-M": 10}, "invoiced": False},
    ),
    ("40", "chen", "web", 3, [("MONO-L", 1), ("KNIT-RED-M", 1)], {"invoiced": False}),
    # What the customer of the portal may send back.
    ("45", "portal", "web", 3, [("TEE-NAVY-M", 2), ("KNIT-GREY-M", 1)], {}),
    # Goods that stayed.
    ("41", "club", "web", 76, [("RUN-BLACK-42", 12), ("RUN-WHITE-41", 9), ("COAT-NAVY-M", 9)], {}),
    ("42", "club", "web", 44, [("KNIT-GREY-L", 15), ("ECHO-WHITE", 5), ("PULSE-BLACK", 4)], {}),
    ("43", "hotel", "web", 34, [("TEE-NAVY-L", 24), ("JEAN-BLACK-M", 15), ("SNK-NAVY-40", 8)], {}),
    ("44", "club", "web", 18, [("TEE-WHITE-L", 16), ("RUN-WHITE-42", 12), ("PULSE-GREEN", 3)], {}),
]
# fmt: on
