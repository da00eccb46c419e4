"""
Withholding: which fields of every record are kept from which roles and accounts.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from sijill.errors import NotThere, SettingsError
from sijill.flow.clock import now_utc
from sijill.flow.team.auditing import note
from sijill.flow.team.bench import Workbench
from sijill.flow.team.rights import need
from sijill.model.account import Account
from sijill.model.person import Person
from sijill.model.role import Right, Role
from sijill.model.withheld import NOTHING, FieldName, Withheld, with_words
from sijill.model.working import Withholding

# Who administers could let it be seen again, so that nothing is kept from them.
ROLES = tuple(role for role in Role if role is not Role.ADMINISTRATOR)


def withheld_from(bench: Workbench, account: Account) -> Withheld:
    """Return the fields that are kept from an account; see `find_withheld`."""
    if account.role == Role.ADMINISTRATOR:
        return NOTHING
    return find_withheld(bench, (account,))[account.id]


def find_withheld(bench: Workbench, accounts: Iterable[Account]) -> Mapping[str, Withheld]:
    """
    Return the fields that are kept from each account, with the words that would tell them.

    Args:
        bench: The workbench.
        accounts: Whose, in the answer by id; nothing is kept from an administrator.
    """
    kept = bench.desk.list(Withholding)
    return {
        account.id: with_words(
            FieldName(one.field)
            for one in kept
            if (account.role in one.roles or account.id in one.accounts)
            and account.role != Role.ADMINISTRATOR
        )
        for account in accounts
    }


def list_withholdings(bench: Workbench, person: Person) -> tuple[Withholding, ...]:
    """Return every field that is withheld, for an administrator."""
    need(person, Right.ADMINISTER)
    return bench.desk.list(Withholding)


def withhold(
    bench: Workbench,
    person: Person,
    field: FieldName,
    *,
    roles: Collection[Role] = (),
    accounts: Collection[str] = (),
    why: str,
) -> Withholding:
    """
    Keep a field of every record from some roles and accounts, and from no others.

    Who lacks a field is given no words of a source either, since they tell it, and can read
    alone. It holds from the next request on.

    Args:
        bench: The workbench.
        person: Who does it; an administrator.
        field: The field; what was said of it before is replaced.
        roles: The roles, of `ROLES`.
        accounts: Ids of accounts that it is kept from whatever their role.
        why: The reason.

    Raises:
        NotThere: If there is no such account.
        SettingsError: If nobody is named, or an administrator.
    """
    need(person, Right.ADMINISTER)
    people = tuple(sorted(set(accounts)))
    found = [bench.desk.find(Account, id=id_, ended_at=None) for id_ in people]
    for id_, account in zip(people, found, strict=True):
        if account is None:
            raise NotThere("account", id_)
    chosen = tuple(role.value for role in Role if role in roles)
    if Role.ADMINISTRATOR in chosen or any(
        one is not None and one.role == Role.ADMINISTRATOR for one in found
    ):
        raise SettingsError(
            "nothing can be withheld from an administrator, who could let it be seen again.",
            phrase="withheld_administrator",
        )
    if not chosen and not people:
        raise SettingsError(
            "name a role or a person that it is kept from.", phrase="withheld_nobody"
        )
    made = Withholding(field.value, chosen, people, person.id, now_utc(), why)
    bench.desk.drop(Withholding, field=made.field)
    bench.desk.add(made)
    note(bench, person, "field.withhold", made.field, *chosen, *people)
    return made


def lift_withholding(bench: Workbench, person: Person, field: FieldName) -> None:
    """
    Let everybody see a field again.

    Raises:
        NotThere: If it is not withheld.
    """
    need(person, Right.ADMINISTER)
    if not bench.desk.drop(Withholding, field=field.value):
        raise NotThere("withheld field", field.value)
    note(bench, person, "field.show", field.value)
