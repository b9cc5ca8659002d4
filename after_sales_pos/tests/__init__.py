"""Tests in the rooms of the models; Odoo finds a test by its name in here."""

from .books import *
from .check import *
from .drop_off import *
from .find import *
from .manager import *
from .screen import *
from .setup import *
from .sold import *
from .ticket import *
