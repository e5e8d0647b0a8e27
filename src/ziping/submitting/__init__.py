"""上报版: a copy of a workbook with values only, and files in the layouts that other systems import."""
