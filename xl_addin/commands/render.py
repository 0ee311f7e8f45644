"""``lembar render``: fill a template of one's own."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

DESCRIPTION = (
    "Fill a template with data. A template is an ordinary workbook with Jinja2 tags typed into cells:\n"
    "{{ company.name }} is replaced; rows between a row {% for item in items %} and a row {% endfor %}\n"
    "repeat; formulas, tables and charts over such a block grow with it."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("template", type=Path, metavar="TEMPLATE")
    parser.add_argument("data", type=Path, metavar="DATA", help="YAML or JSON")
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", required=True)
    parser.add_argument("--portable", action="store_true", help="replace UDFs by plain Excel formulas")
    parser.add_argument("--force", action="store_true", help="replace a file that is there")


def run(options: argparse.Namespace) -> int:
    from xl_addin.datafile import read_data
    from xl_addin.files import check_free
    from xl_addin.recalc import recalculate
    from xl_addin.render import render

    check_free(options.output, force=options.force)
    package = render(options.template, read_data(options.data), portable=options.portable)
    report = recalculate(package)
    package.save(options.output)
    answer = {"file": str(options.output), "formulas": report.formulas}
    print(
        json.dumps(answer)
        if options.json
        else f"made {options.output} ({report.formulas} formulas calculated)"
    )
    return 0
