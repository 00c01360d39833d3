"""A portal that tries to lead its reader astray: a fault to order, like demo.server.silence."""

from demo.hostile.portal import FAR, HostilePortal, build_hostile

__all__ = ["FAR", "HostilePortal", "build_hostile"]
