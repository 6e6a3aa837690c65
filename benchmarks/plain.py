"""What an office would write with docxtpl alone: one template with two holes, a table, a loop.

`python plain.py template.docx table.csv folder [count]`
"""

import csv
import sys
from pathlib import Path

from docxtpl import DocxTemplate


def main(template: str, table: str, folder: str, count: str = "0") -> None:
    with Path(table).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    for index, row in enumerate(rows[: int(count) or None], 1):
        letter(template, row, f"{folder}/{index:03} {row['don_vi']}.docx")


def letter(template: str, row: dict[str, str], target: str) -> None:
    made = DocxTemplate(template)
    made.render(row, autoescape=True)
    made.save(f"{target}.tmp")
    Path(f"{target}.tmp").replace(target)


if __name__ == "__main__":
    main(*sys.argv[1:])
