"""Region packs: everything about a region is one folder of YAML files of the same shape.

``regions/<region>/standards``, ``forms``, ``outlines``, ``samples``; a file ``regions/shanxi/forms/xinzhou-2021.yaml``
holds the form ``shanxi-xinzhou-2021``. Further folders of the same shape are named by the variable ZIPING_REGIONS.
"""

from ziping.packs.compiled import load
from ziping.packs.folders import files, folder_of

__all__ = ["files", "folder_of", "load"]
