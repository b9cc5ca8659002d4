"""Tests in the rooms of the models; Odoo finds a test by its name in here."""

from .case import *
from .sampling import *
from .sentinel import *
