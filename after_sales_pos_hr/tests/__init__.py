from . import test_authorise_pin, test_tour_pin
