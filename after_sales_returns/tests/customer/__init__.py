"""What customers see and get: portal, mails, slips, and mails that they write."""

from . import (
    test_addressee,
    test_customer_words,
    test_mail,
    test_mail_in,
    test_outbox,
    test_portal,
    test_portal_received,
    test_portal_request,
    test_portal_sending,
    test_report,
    test_report_url,
    test_slip,
)
