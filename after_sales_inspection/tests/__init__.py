"""Tests in the rooms of the models; Odoo finds a test by its name in here."""

from .agreement import *
from .checklist import *
from .defect import *
from .inspection import *
from .page import *
