"""What makes a batch fast, and only that: what no row changes is read, checked, drawn and packed once."""
