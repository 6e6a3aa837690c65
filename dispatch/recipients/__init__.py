"""Who a batch goes to: rows of a table or of the units of a province, what they put into a letter, names of files."""
