from . import test_till_repair
