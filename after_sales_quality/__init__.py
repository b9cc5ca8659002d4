from . import demo, models, wizard
from .hooks import uninstall_hook
