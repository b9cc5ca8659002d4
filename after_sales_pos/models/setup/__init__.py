"""What a till is told when it opens, how it is set up, and the service that does its returns: a
record beside that of its settings, which the other rooms extend. It knows no request.
"""

from . import (
    after_sales_resolution,
    after_sales_till,
    loading,
    pos_config,
    res_company,
    res_config_settings,
    res_partner,
)
