"""Checks every YAML block of some chapters against the schemas in Lessons/schemas.

    python3 Tests/Schemas/check.py Lessons/*.md

Needs PyYAML and jsonschema. Exit status 1 if a block does not fit.
"""

import json
import pathlib
import re
import sys

import jsonschema
import yaml

SCHEMAS = pathlib.Path(__file__).resolve().parents[2] / "Lessons" / "schemas"


def schema(name):
    content = json.loads((SCHEMAS / f"{name}.json").read_text())
    jsonschema.Draft202012Validator.check_schema(content)
    return jsonschema.Draft202012Validator(content)


def blocks(text):
    """The YAML blocks of a chapter: which schema each has to fit, its line and its text."""
    front = re.match(r"---\n(.*?\n)---\n", text, re.S)
    if front:
        yield "front-matter", 2, front.group(1)
    for block in re.finditer(r"^```(predict|edit)\n(.*?)^```$", text, re.M | re.S):
        yield block.group(1), text[: block.start()].count("\n") + 2, block.group(2)


def main(paths):
    schemas = {name: schema(name) for name in ("front-matter", "predict", "edit")}
    count = failures = 0
    for path in map(pathlib.Path, paths):
        for name, line, text in blocks(path.read_text()):
            count += 1
            for error in schemas[name].iter_errors(yaml.safe_load(text)):
                failures += 1
                place = "/".join(map(str, error.path))
                print(f"{path}:{line}: {name}: {place}: {error.message}")
    print(f"{count} blocks, {failures} of them do not fit")
    return 1 if failures or count == 0 else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
