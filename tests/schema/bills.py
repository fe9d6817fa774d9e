"""The rules of CycloneDX 1.5 and 1.6 and of SPDX 2.3 for what goset writes, as far as these formats have more
than goset uses: a key that is not here must be looked up in the specification first.

    https://cyclonedx.org/docs/1.6/json/    https://spdx.github.io/spdx-spec/v2.3/
"""

import json
import re

import jsonschema


def closed(required, optional=None):
    """An object with these keys and no other."""
    return {"type": "object", "properties": {**required, **(optional or {})}, "required": list(required),
            "additionalProperties": False}


def several(items):
    return {"type": "array", "minItems": 1, "items": items}


def text(pattern="."):
    return {"type": "string", "pattern": pattern}


def one_of(*words):
    return {"enum": list(words)}


TIME = text(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")
SHA256 = text("^[0-9a-f]{64}$")
PURL = text(r"^pkg:golang/[^\s@?#+]+(@[^\s@?#+]+)?$")
CPE = text(r"^cpe:2\.3:a(:[^\s:]+){10}$")

EXPRESSION = {"type": "array", "minItems": 1, "maxItems": 1, "items": closed({"expression": text()})}
NAMED = several(closed({"license": closed({"name": text()})}))
ANCESTOR = closed({"type": one_of("library"), "name": text(), "version": text(), "purl": PURL})
PATCH = closed({"type": one_of("unofficial"),
                "diff": closed({"text": closed({"contentType": text(), "content": text()})})})
COMPONENT = closed(
    {"type": one_of("application", "library"), "bom-ref": text(), "name": text()},
    {"version": text(),
     "hashes": several(closed({"alg": one_of("SHA-256"), "content": SHA256})),
     "licenses": {"oneOf": [EXPRESSION, NAMED]},
     "cpe": CPE,
     "purl": PURL,
     "pedigree": closed({}, {"ancestors": several(ANCESTOR), "patches": several(PATCH), "notes": text()}),
     "externalReferences": several(closed({"type": one_of("distribution"), "url": text("^https?://")})),
     "properties": several(closed({"name": text("^goset:"), "value": text()}))})
CYCLONEDX = closed({
    "$schema": text(r"^http://cyclonedx\.org/schema/bom-1\.[56]\.schema\.json$"),
    "bomFormat": one_of("CycloneDX"),
    "specVersion": one_of("1.5", "1.6"),
    "serialNumber": text("^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"),
    "version": one_of(1),
    "metadata": closed(
        {"lifecycles": several(closed({"phase": one_of("pre-build")})),
         "tools": closed({"components": several(closed(
             {"type": one_of("application"), "name": text(), "version": text()}))}),
         "component": COMPONENT,
         "properties": several(closed({"name": text("^goset:"), "value": text()}))},
        {"timestamp": TIME}),
    "components": {"type": "array", "items": COMPONENT, "uniqueItems": True},
    "dependencies": several(closed({"ref": text(), "dependsOn": {"type": "array", "uniqueItems": True}})),
})

ID = text(r"^SPDXRef-[a-zA-Z0-9.-]+$")
REFERENCE = {"oneOf": [
    closed({"referenceCategory": one_of("PACKAGE-MANAGER"), "referenceType": one_of("purl"),
            "referenceLocator": PURL}),
    closed({"referenceCategory": one_of("SECURITY"), "referenceType": one_of("cpe23Type"),
            "referenceLocator": CPE})]}
PACKAGE = closed(
    {"SPDXID": ID, "name": text(), "downloadLocation": text("^(NOASSERTION|https?://.*)$"),
     "filesAnalyzed": one_of(False), "licenseConcluded": text(), "licenseDeclared": text(),
     "copyrightText": one_of("NOASSERTION"), "primaryPackagePurpose": one_of("APPLICATION", "LIBRARY")},
    {"versionInfo": text(), "sourceInfo": text(), "licenseComments": text(),
     "checksums": several(closed({"algorithm": one_of("SHA256"), "checksumValue": SHA256})),
     "externalRefs": several(REFERENCE)})
SPDX = closed({
    "spdxVersion": one_of("SPDX-2.3"),
    "dataLicense": one_of("CC0-1.0"),
    "SPDXID": one_of("SPDXRef-DOCUMENT"),
    "name": text(),
    "documentNamespace": text(r"^https://[^#\s]+$"),
    "creationInfo": closed({"created": TIME, "creators": several(text("^Tool: goset-"))}, {"comment": text()}),
    "packages": several(PACKAGE),
    "relationships": several(closed({"spdxElementId": ID, "relatedSpdxElement": ID,
                                     "relationshipType": one_of("DESCRIBES", "DEPENDS_ON")})),
})


def of_references(known, edges):
    """Yields what is wrong with names and with edges between them."""
    for name in {name for name in known if known.count(name) > 1}:
        yield f"{name} is there twice"
    for source, target in edges:
        for name in (source, target):
            if name not in known:
                yield f"an edge names {name}, which is not there"
        if source == target:
            yield f"{source} depends on itself"
    if len(set(edges)) != len(edges):
        yield "an edge is there twice"


def of_expressions(expressions, ids):
    """Yields expressions with an identifier that is not of the SPDX list, or that are not sorted."""
    for expression in expressions:
        terms = expression.split(" AND ")
        if sorted(set(terms)) != terms:
            yield f"{expression} is not sorted"
        for term in terms:
            if term not in ids:
                yield f"{term} is not an identifier of the SPDX list"


def of_cyclonedx(bill, ids):
    yield from (f"{'/'.join(map(str, fault.absolute_path))}: {fault.message[:200]}"
                for fault in jsonschema.Draft202012Validator(CYCLONEDX).iter_errors(bill))
    parts = [bill["metadata"]["component"], *bill["components"]]
    names = [part["bom-ref"] for part in parts]
    edges = [(one["ref"], other) for one in bill["dependencies"] for other in one["dependsOn"]]
    yield from of_references(names, edges)
    if [one["ref"] for one in bill["dependencies"]] != names:
        yield "not each component has its dependencies"
    yield from of_expressions((license["expression"] for part in parts for license in part.get("licenses", [])
                               if "expression" in license), ids)


def of_spdx(bill, ids):
    yield from (f"{'/'.join(map(str, fault.absolute_path))}: {fault.message[:200]}"
                for fault in jsonschema.Draft202012Validator(SPDX).iter_errors(bill))
    edges = [(edge["spdxElementId"], edge["relatedSpdxElement"]) for edge in bill["relationships"]]
    yield from of_references([bill["SPDXID"], *(package["SPDXID"] for package in bill["packages"])], edges)
    if [edge["relationshipType"] for edge in bill["relationships"]].count("DESCRIBES") != 1:
        yield "it must describe one thing"
    yield from of_expressions((package["licenseDeclared"] for package in bill["packages"]
                               if package["licenseDeclared"] != "NOASSERTION"), ids)


def faults(name, contents, table):
    """What is wrong with a bill of materials; `name` says its format, `table` is src/licenses/table.inc."""
    ids = set(re.findall(r'^\{"([^"]+)"', table, re.M))
    check = of_cyclonedx if name.endswith(".cdx.json") else of_spdx
    return list(check(json.loads(contents), ids))
