from . import test_override_pin, test_tour_pin
