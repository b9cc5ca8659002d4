from . import (
    test_intake_slip,
    test_portal_repair,
    test_quote,
    test_repair_cycle,
    test_repair_mail,
    test_unclaimed,
)
