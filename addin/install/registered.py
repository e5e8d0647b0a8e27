"""What Excel itself may have noted of our add-in."""

from __future__ import annotations

from install import plan
from install.excel import versions
from install.system import System


def forget_add_in(system: System) -> None:
    """Take our add-in out of Excel's own lists (see plan.without_ours); what is of others stays."""
    for version in versions(system):
        key = plan.options_key(version)
        before = system.values(key)
        after = plan.without_ours(before)
        for name, value in after.items():
            if before.get(name) != value:
                system.write(key, name, value)
        for name in before.keys() - after.keys():
            system.remove_value(key, name)
        for name in system.values(plan.manager_key(version)):
            if plan.names_our_addin(name):
                system.remove_value(plan.manager_key(version), name)
        for name, value in system.values(plan.disabled_key(version)).items():
            if plan.names_our_addin(value):
                system.remove_value(plan.disabled_key(version), name)


def forget_installation(system: System) -> None:
    """Remove the keys that the installer wrote, and those above them that have become empty."""
    for key in (plan.INSTALL, plan.LISTED):
        for name in system.values(key):
            system.remove_value(key, name)
        system.remove_key(key)
    for key in (plan.INSTALL.rsplit("\\", 1)[0], plan.SETTINGS, plan.LISTED.rsplit("\\", 1)[0]):
        system.remove_key(key)
