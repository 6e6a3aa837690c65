"""Programs that make PDFs of Word files, behind one port."""
