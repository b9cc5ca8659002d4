"""What passes between us and the customer: portal, mailbox, messages, mails and their outbox.

Nothing is sent here that another room did not ask for.
"""

from . import (
    after_sales_addressee_message,
    after_sales_mail,
    after_sales_mail_outcome,
    after_sales_mail_send,
    after_sales_return_mail,
    after_sales_return_outbox,
    after_sales_return_portal,
    after_sales_return_slip,
    after_sales_team_mail,
    ir_actions_report,
    ir_actions_report_url,
    mail_template,
    mail_thread,
    sale_order_line_portal,
    sale_order_portal,
)
