"""Desks: where the made-up agencies offer their services, each list in a shape of its own, with truth and lies."""

from demo.desks.building import build_desk, desk_ids
from demo.desks.desk import Desk
from demo.desks.services import Service

__all__ = ["Desk", "Service", "build_desk", "desk_ids"]
