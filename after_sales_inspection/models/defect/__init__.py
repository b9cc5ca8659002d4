"""What can be wrong with goods: the catalogue that inspections, repairs and returns refer to.

Two entries that mean the same become one, and what referred to either refers to it. Whether goods
have a defect is not said here.
"""

from . import after_sales_defect
