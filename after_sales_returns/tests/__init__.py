"""Tests in the rooms of the models; Odoo finds a test by its name in here."""

from .base import *
from .customer import *
from .disposition import *
from .goods import *
from .money import *
from .order import *
from .policy import *
from .promise import *
from .resolution import *
