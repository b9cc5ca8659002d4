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
        "remedy_exchange": True,
        "remedy_refund": True,
        "inspection_fee": 25.0,
    },
    "shoes": {
        "name": "Our promise: shoes, ninety days",
        "days": 90,
        "repair_months": 3,
        "max_failed_repairs": 2,
        "remedy_exchange": True,
        "remedy_refund": True,
    },
}

# Store → opening hours.
STORES = {
    "flagship": "Monday to Saturday 10:00 to 20:00\nSunday 11:00 to 18:00",
    "mall": "Every day 10:00 to 21:00",
}

# Where things are repaired → part → stock.
PARTS = {
    "web": {"display": 12, "battery": 20, "sole": 30, "strap": 15, "crown": 15},
    "flagship": {"battery": 6, "sole": 4},
    "mall": {"battery": 4},
}

# Goods that stores got from the central warehouse: (store, code, days ago).
DELIVERIES = [("flagship", "RUN-WHITE-40", 6), ("mall", "PULSE-BLACK", 31)]
