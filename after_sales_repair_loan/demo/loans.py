"""The loan phones of the demo: tables that ``after.sales.demo`` plays."""

# Serial numbers of the phones that the flagship lends.
LOANERS = ("LOAN-0001", "LOAN-0002", "LOAN-0003", "LOAN-0004")

# (repair, serial, lent, due, returned, condition, withheld, why): days ago, due may come.
LOANS = [
    ("phone_battery", "LOAN-0001", 35, 20, 16, "Deep scratch across the display.", 30.0,
     "New display glass, as agreed when it was lent."),
    ("phone_unclaimed", "LOAN-0002", 56, 48, None, None, 0.0, None),
    ("phone_running", "LOAN-0003", 6, -3, None, None, 0.0, None),
]  # fmt: skip
LOAN_DEPOSIT = 100.0
