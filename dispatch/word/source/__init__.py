"""The YAML that a letter was made from, inside its Word file."""
