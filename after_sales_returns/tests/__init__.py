from . import test_ahead
from . import test_cycle
from . import test_claims
