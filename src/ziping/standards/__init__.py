"""The dated rules of self-evaluation by region and year (规则包)."""

from ziping.standards.loader import list_standards, load_standard, read_standard

__all__ = ["list_standards", "load_standard", "read_standard"]
