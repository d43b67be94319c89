"""Whom the words mean: pronouns and definite descriptions resolved to actors.

A resolution needs agreement in gender and number, the right role, and recency with a preference for subjects. Where
two readings stay open none is chosen, and the answer is empty.
"""

from diplo_extract.linking.reference.agents import Act, agent
from diplo_extract.linking.reference.discourse import Discourse
from diplo_extract.linking.reference.memory import LOOK_BACK
from diplo_extract.linking.reference.names import Ids
from diplo_extract.linking.reference.pronouns import pronoun, we
from diplo_extract.linking.reference.roles import home, names_office

__all__ = ["LOOK_BACK", "Act", "Discourse", "Ids", "agent", "home", "names_office", "pronoun", "we"]
