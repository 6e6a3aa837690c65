"""Who a batch goes to: rows of a table or of a province, what they put into a letter, names of files."""
