"""What the policies say of a request, what it is worth, what stands against it, and what a manager
has to allow of it. It asks the origins what holds for their goods. It writes nothing, so that the
screen may ask as often as it likes.
"""

from . import (
    after_sales_till_blocks,
    after_sales_till_verdict,
)
