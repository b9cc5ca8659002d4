"""What the two tills of the demo sold and took back: tables that ``after.sales.demo`` plays."""

# (key, customer or None, days ago, lines, terms); a line is (product code, quantity) with an
# optional discount in percent. Terms: card: share paid by card; invoiced: True; promotion: percent
# on the whole receipt.
SALES = {
    "flagship": [
        ("t01", None, 44, [("TEE-WHITE-M", 2)], {}),
        ("t02", "james", 12, [("COAT-NAVY-L", 1), ("TEE-NAVY-M", 2)], {"card": 1.0}),
        ("t03", None, 9, [("RUN-BLACK-42", 1)], {"card": 0.5}),
        ("t04", "emma", 6, [("NOVA-BLACK-256", 1)], {"card": 1.0, "invoiced": True}),
        ("t05", None, 4, [("DRESS-RED-M", 1), ("SNK-WHITE-41", 1)], {"promotion": 10}),
        ("t06", "priya", 2, [("JEAN-INDIGO-M", 1, 20), ("KNIT-GREY-M", 1)], {}),
        ("t07", None, 1, [("ECHO-BLACK", 1)], {"card": 1.0}),
    ],
    "mall": [
        ("t11", None, 8, [("BOOT-BLACK-42", 1)], {"card": 1.0}),
        ("t12", "lukas", 5, [("PULSE-BLACK", 1)], {}),
        ("t13", None, 3, [("TEE-NAVY-L", 3), ("JEAN-BLACK-L", 1)], {}),
    ],
}

# (receipt, product code, quantity, reason, grade, resolution): taken back at the other end of
# the day at the till that is named first.
RETURNS = [
    ("flagship", "t02", "TEE-NAVY-M", 1, "size", "grade_a", "refund"),
    ("flagship", "t11", "BOOT-BLACK-42", 1, "change_of_mind", "grade_b", "refund"),
    ("mall", "t13", "TEE-NAVY-L", 1, "change_of_mind", "grade_a", "refund"),
    ("mall", "t12", "PULSE-BLACK", 1, "change_of_mind", "grade_a", "store_credit"),
]
