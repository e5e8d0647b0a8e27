"""How ziping.xlam is made: ribbon and VBA from the registry, the VBA project, the package (see ``addin/build.py``)."""
