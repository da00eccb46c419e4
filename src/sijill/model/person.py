"""
Who asks: the person on whose behalf a function of the workbench runs.
"""

from __future__ import annotations

from dataclasses import dataclass

from sijill.model.privacy import Public, Restricted
from sijill.model.role import Right, Role, rights_of
from sijill.model.withheld import NOTHING, FieldName

_READS = frozenset({Right.READ})


@dataclass(frozen=True, slots=True)
class Person:
    """
    A person of the team.

    Attributes:
        id: Opaque id of the account; ``local`` where the workbench runs for one person.
        name: Name in the team, as it stands in decisions; never used twice.
        role: What the person is in the team.
        only: What a token narrows the role's rights to; ``None``: nothing does.
        withheld: Fields that are kept from the person, the words always among them. Who lacks
            any can read alone: nobody decides about, signs or releases what they may not see.

    Examples:
        >>> Person("p-1", "Dana", Role.REVIEWER).may(Right.SIGN)
        True
        >>> Person("p-1", "Dana", Role.REVIEWER, frozenset({Right.READ})).may(Right.SIGN)
        False
        >>> Person("p-1", "Dana", Role.CODER, withheld=frozenset({FieldName.TEXT})).rights
        frozenset({<Right.READ: 'read'>})
    """

    id: Public[str]
    name: Restricted[str]
    role: Public[Role]
    only: Public[frozenset[Right] | None] = None
    withheld: Public[frozenset[FieldName]] = NOTHING

    @property
    def rights(self) -> frozenset[Right]:
        """What the person may do: the role's rights, less what a token or a field takes."""
        given = rights_of(self.role)
        if self.withheld:
            given &= _READS
        return given if self.only is None else given & self.only

    def may(self, right: Right) -> bool:
        """Say whether the person has a right."""
        return right in self.rights
