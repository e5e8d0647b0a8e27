"""换规则包: one self-evaluation under two standards side by side, and a copy of its workbook under the new one."""
