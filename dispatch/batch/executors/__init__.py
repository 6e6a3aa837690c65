"""Who makes the letters of a batch: this process, several of this machine, or a cluster."""
