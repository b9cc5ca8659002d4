from . import test_find, test_lines, test_till_common, test_variants
