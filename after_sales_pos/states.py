"""States of Odoo's own documents that several rooms ask for."""

# Receipts that somebody paid.
PAID = ("paid", "done")
