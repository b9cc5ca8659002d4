from . import (
    test_diagnosis,
    test_repair_access,
    test_repair_cycle,
    test_warranty,
)
