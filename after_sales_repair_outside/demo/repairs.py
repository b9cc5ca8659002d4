"""What an outside repairer repaired: a table that ``after.sales.demo`` plays."""

# As in ``repairs.py`` of ``after_sales_repair``, and
#   outside: (sent, back or None, price, what was done or is to be done).
# fmt: off
REPAIRS = [
    {"key": "watch_mist", "customer": "emma", "product": "PULSE-GREEN", "sold": "22",
     "technician": "lead", "by": "ship", "fault": "Mist under the glass after swimming.",
     "intake": 21, "diagnosed": 20, "defect": "EL-WATER", "cause": "m02", "hours": 0.5,
     "words": "Seal of the back was not seated.",
     "outside": (19, 10, 38.0, "Dried, new seal, pressure test passed at 5 bar."),
     "started": 9, "done": 9, "ready": 8, "back": 7},
    {"key": "watch_vendor", "customer": "club", "product": "PULSE-BLACK", "sold": "42",
     "technician": "lead", "by": "ship", "fault": "Water inside after the first training.",
     "intake": 10, "diagnosed": 9, "defect": "EL-WATER", "cause": "m02", "hours": 0.5,
     "words": "Case has to be welded anew; needs the press of the vendor.",
     "outside": (8, None, 42.0, "New case back, pressure test at 5 bar.")},
]
# fmt: on
