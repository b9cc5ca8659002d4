from . import test_ahead
from . import test_cycle
