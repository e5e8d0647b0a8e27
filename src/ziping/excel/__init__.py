"""The add-in's Python side: what the ribbon buttons and the worksheet functions of Excel call."""
