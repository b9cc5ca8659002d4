"""What a ticket gives back and asks for, before it is paid."""

from . import (
    pos_config_quote,
    pos_config_quote_exchange,
    pos_config_quote_payout,
    pos_config_quote_receipt,
    pos_config_quote_tender,
)
