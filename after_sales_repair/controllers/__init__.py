from . import portal_quote, portal_repair
