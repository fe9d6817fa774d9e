"""Lists of words as goset.lock and go-packages.nix write them, and the packages of a lock."""


def expand(text):
    """The words of `net{,/http} os/{exec,user}`; a list of lines is one text."""
    if isinstance(text, list):
        text = "\n".join(text)
    words, word, open_groups, closed = [], "", [], False
    for c in text.replace(",\n", ",") + " ":
        if c == "{":
            open_groups.append(word)
        elif c in ",} \n":
            if word and not closed:
                words.append(word)
            word = open_groups[-1] if open_groups else ""
            closed = c == "}"
            if closed:
                open_groups.pop()
        else:
            word += c
    return words


def packages(record):
    """Imports by directory, each as (path, constraint), of an object `packages` of a lock."""
    result = {}
    for directories, value in record.items():
        imports = value["imports"] if isinstance(value, dict) else value
        listed = [imports] if isinstance(imports, str) else imports
        found = [(path, "") for path in expand([line for line in listed if isinstance(line, str)])]
        for under in listed:
            if not isinstance(under, str):
                found += [(path, when) for when, text in under.items() for path in expand(text)]
        result.update({directory: sorted(found) for directory in expand(directories)})
    return result


def module_packages(module):
    """The same for a module: all its parts."""
    parts = [module["packages"]] if "packages" in module else module.get("parts", [])
    return {directory: imports for part in parts for directory, imports in packages(part).items()}
