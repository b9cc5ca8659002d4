"""How the chain of the demo repairs: tables that ``after.sales.demo`` sets up."""

# Category (xml id of this addon) → (name, category of the returns' demo, styles, skill).
CATEGORIES = {
    "demo_category_phones": ("Phones", "electronics", ("nova",), "phones"),
    "demo_category_audio": ("Audio", "electronics", ("echo",), "phones"),
    "demo_category_watches": ("Watches", "electronics", ("pulse",), "watches"),
}

# What is looked at before an item is handed back, by category (xml id).
CHECKS = {
    "after_sales_repair.demo_category_phones": (
        "Display and touch", "Sound and microphone", "Charging", "Water seal",
    ),
    "after_sales_repair.demo_category_audio": ("Sound left and right", "Charging", "Hinges"),
    "after_sales_repair.demo_category_watches": ("Water test", "Time keeping, 24 h", "Crown"),
    "after_sales_returns.demo_category_shoes": ("Sole glued all around", "Seams", "Cleaned"),
}  # fmt: skip

# Terms of the chain, by category of the returns' demo. The ready ones wait for a lawyer.
TERMS = {
    "electronics": {
        "name": "Our promise: electronics, one year",
        "months": 12,
        "add_downtime": True,
        "repair_months": 3,
        "max_failed_repairs": 2,
        "max_repair_days": 40,
        "right_exchange": True,
        "right_refund": True,
        "inspection_fee": 25.0,
    },
    "shoes": {
        "name": "Our promise: shoes, ninety days",
        "days": 90,
        "repair_months": 3,
        "max_failed_repairs": 2,
        "right_exchange": True,
        "right_refund": True,
    },
}

# Store → (consignments a week, opening hours).
STORES = {
    "flagship": (2, "Monday to Saturday 10:00 to 20:00\nSunday 11:00 to 18:00"),
    "mall": (0, "Every day 10:00 to 21:00"),
}

# Part → stock of the workshop.
PARTS = {"display": 12, "battery": 20, "sole": 30, "strap": 15, "crown": 15}

# Goods that stores got from the central warehouse: (store, code, days ago).
DELIVERIES = [("flagship", "RUN-WHITE-40", 6), ("mall", "PULSE-BLACK", 31)]

# What travels between stores and workshop: (direction, store, sent, received, repairs). A day is
# a number of days ago, or (weeks ago, weekday). More than two of the flagship in one week are
# beyond its limit.
CONSIGNMENTS = [
    ("to_workshop", "flagship", 62, 61, ["phone_display"]),
    ("to_workshop", "mall", 59, 58, ["watch_strap"]),
    ("to_workshop", "flagship", 56, 55, ["phone_unclaimed"]),
    ("to_workshop", "flagship", (4, 0), (4, 1), ["phone_battery"]),
    ("to_workshop", "flagship", (4, 2), (4, 3), ["boot_heel"]),
    ("to_workshop", "flagship", (4, 4), (3, 0), ["phone_button"]),
    ("to_workshop", "mall", 11, 10, ["phone_ready", "store_late"]),
    ("to_workshop", "flagship", 6, 5, ["phone_running"]),
    ("to_workshop", "flagship", 3, 2, ["store_on_time"]),
    ("to_workshop", "mall", 1, None, ["mall_watch"]),
    ("to_store", "flagship", 58, 57, ["phone_display"]),
    ("to_store", "mall", 51, 50, ["watch_strap"]),
    ("to_store", "flagship", 50, 48, ["phone_unclaimed"]),
    ("to_store", "flagship", 19, 18, ["phone_battery", "boot_heel", "phone_button"]),
    ("to_store", "mall", 5, 4, ["phone_ready", "store_late"]),
]
