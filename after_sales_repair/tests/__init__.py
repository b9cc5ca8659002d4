"""Tests in the rooms of the models; Odoo finds a test by its name in here."""

from .cost import *
from .diagnosis import *
from .hand_back import *
from .intake import *
from .portal import *
from .quote import *
from .repair import *
from .warranty import *
from .work import *
