"""Workbook files (.xlsx, .xlsm): guards before reading, an exact reader, a lossless patcher, safe writes.

``reader.read_workbook`` · ``patch.patch_workbook`` · ``graft.graft_sheet`` · ``marks.add_conditions``
· ``safe.replace_workbook`` · ``safe.write_new``
"""
