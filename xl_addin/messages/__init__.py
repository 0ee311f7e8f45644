"""The one catalogue of refusals: Indonesian for the planner, English for the command line, by area.

>>> MESSAGES["not_found"].next_en
'Check its name and its folder.'
"""

from __future__ import annotations

from typing import Final

from xl_addin.messages.actions import ACTIONS
from xl_addin.messages.files import FILES, PACKAGES, WORKBOOKS
from xl_addin.messages.message import Message
from xl_addin.messages.tools import ADDIN, CALC, COMMANDS, RECALCULATION, TEMPLATES

__all__ = ["MESSAGES", "Message"]

MESSAGES: Final[dict[str, Message]] = {
    **FILES,
    **COMMANDS,
    **PACKAGES,
    **WORKBOOKS,
    **RECALCULATION,
    **CALC,
    **TEMPLATES,
    **ACTIONS,
    **ADDIN,
}
"""Every refusal by its key. Declare new ones in the dictionary of their area."""
