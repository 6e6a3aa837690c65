"""What somebody may do: rights, and the roles of an office that give them."""

from collections.abc import Iterable, Mapping
from enum import Enum
from typing import NamedTuple

from dispatch.problem import N_


class Right(Enum):
    """One thing that may be allowed or not; every address asks for one."""

    READ = N_("xem")
    WRITE = N_("soạn, sửa công văn")
    SEND = N_("gửi hàng loạt, tổng hợp biểu gửi về")
    APPROVE = N_("duyệt công văn")
    MANAGE = N_("quản lý tài khoản")


class Role(Enum):
    """What somebody is in an office."""

    DRAFTER = N_("soạn thảo")
    CLERK = N_("văn thư")
    LEADER = N_("lãnh đạo")
    ADMINISTRATOR = N_("quản trị")


RIGHTS: Mapping[Role, frozenset[Right]] = {
    Role.DRAFTER: frozenset({Right.READ, Right.WRITE}),
    Role.CLERK: frozenset({Right.READ, Right.WRITE, Right.SEND}),
    Role.LEADER: frozenset({Right.READ, Right.APPROVE}),
    Role.ADMINISTRATOR: frozenset({Right.READ, Right.MANAGE}),
}
ON_ONES_OWN_MACHINE = frozenset({Right.READ, Right.WRITE, Right.SEND})


def rights_of(roles: Iterable[Role]) -> frozenset[Right]:
    """Return all that some roles allow together."""
    return frozenset(right for role in roles for right in RIGHTS[role])


def roles_with(right: Right) -> list[Role]:
    """Return the roles that allow something."""
    return [role for role in Role if right in RIGHTS[role]]


class Visit(NamedTuple):
    """Somebody who has come in: the name of their account, if any, their rights, the sign of our forms."""

    name: str = ""
    rights: frozenset[Right] = frozenset()
    csrf: str = ""

    def may(self, right: str) -> bool:
        """Say whether this visitor may do something, by the right's name."""
        return Right[right] in self.rights


NOBODY = Visit()
