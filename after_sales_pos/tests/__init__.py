from . import test_till_common
