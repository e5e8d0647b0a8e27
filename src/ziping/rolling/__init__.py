"""结转下年: a filled workbook carried over to the next year, in its own form or in another one."""
