from . import test_ahead
from . import test_cycle
from . import test_claims
from . import test_mail
from . import test_policy
from . import test_policy_verdict
from . import test_refund
from . import test_refund_documents
