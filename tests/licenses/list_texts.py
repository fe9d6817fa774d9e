#!/usr/bin/env python3
"""Lays out the texts that make-license-table reads, from a local copy of the SPDX list.

    list_texts.py LIST DIRECTORY

LIST has the texts as files ID.txt, those of exceptions too (the directory `text` of the list's data), or
ID.json with `licenseText`. Nothing is fetched, and the texts stay out of the repository: what comes of
them is table.inc. Licences that do not occur among Go modules can be added to IDS.
"""

import json
import pathlib
import re
import sys

IDS = """
0BSD AFL-2.1 AFL-3.0 AGPL-3.0-only Apache-1.0 Apache-1.1 Apache-2.0 Artistic-1.0 Artistic-2.0 Beerware
blessing BlueOak-1.0.0 BSD-1-Clause BSD-2-Clause BSD-2-Clause-Patent BSD-2-Clause-Views BSD-3-Clause
BSD-3-Clause-Attribution BSD-3-Clause-Clear BSD-3-Clause-LBNL BSD-3-Clause-No-Nuclear-License
BSD-3-Clause-Open-MPI BSD-4-Clause BSD-4-Clause-UC BSD-Source-Code BSL-1.0 BUSL-1.1 bzip2-1.0.6 CC-BY-2.0
CC-BY-2.5 CC-BY-3.0 CC-BY-4.0 CC-BY-NC-3.0 CC-BY-NC-4.0 CC-BY-NC-ND-4.0 CC-BY-NC-SA-3.0 CC-BY-NC-SA-4.0
CC-BY-ND-4.0 CC-BY-SA-3.0 CC-BY-SA-4.0 CC-PDDC CC0-1.0 CDDL-1.0 CDDL-1.1 CDLA-Permissive-2.0 CECILL-2.1
CPAL-1.0 CPL-1.0 curl dtoa ECL-2.0 Elastic-2.0 EPL-1.0 EPL-2.0 EUPL-1.1 EUPL-1.2 FSFAP FSL-1.1-ALv2
FSL-1.1-MIT FTL GFDL-1.2-only GFDL-1.3-only GPL-1.0-only GPL-2.0-only GPL-3.0-only Hippocratic-2.1 HPND
HPND-sell-variant ICU IJG Info-ZIP IPL-1.0 ISC JSON LGPL-2.0-only LGPL-2.1-only LGPL-3.0-only Libpng libtiff
MIT MIT-0 MIT-advertising MIT-CMU MIT-feh MIT-Modern-Variant MPL-1.0 MPL-1.1 MPL-2.0 MS-PL MS-RL MulanPSL-1.0
MulanPSL-2.0 NCSA NPL-1.1 NTP ODbL-1.0 ODC-By-1.0 OFL-1.0 OFL-1.1 OGL-UK-3.0 OLDAP-2.8 OpenSSL OSL-2.1 OSL-3.0
Parity-7.0.0 PDDL-1.0 PHP-3.01 PolyForm-Noncommercial-1.0.0 PolyForm-Small-Business-1.0.0 PostgreSQL PSF-2.0
Python-2.0 QPL-1.0 Ruby SGI-B-2.0 Sleepycat Spencer-94 SSPL-1.0 TCL Unicode-3.0 Unicode-DFS-2015
Unicode-DFS-2016 Unicode-TOU Unlicense UPL-1.0 Vim W3C W3C-20150513 WTFPL X11 Zlib zlib-acknowledgement
ZPL-2.1
""".split()

# An exception stands beside its licence, and is named with it.
EXCEPTIONS = {
    "Apache-2.0": "LLVM-exception",
    "GPL-2.0-only": "Classpath-exception-2.0",
    "LGPL-3.0-only": "LGPL-3.0-linking-exception",
}

# Some files have no more of a licence than the notice that its text recommends.
NOTICES = {
    "Apache-2.0": """
Licensed under the Apache License, Version 2.0 (the "License");
you may not use this file except in compliance with the License.
You may obtain a copy of the License at
http://www.apache.org/licenses/LICENSE-2.0
Unless required by applicable law or agreed to in writing, software
distributed under the License is distributed on an "AS IS" BASIS,
WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
See the License for the specific language governing permissions and
limitations under the License.
""",
    "MPL-2.0": """
This Source Code Form is subject to the terms of the Mozilla Public
License, v. 2.0. If a copy of the MPL was not distributed with this
file, You can obtain one at http://mozilla.org/MPL/2.0/.
""",
}

# Where each owner puts a name of its own.
OWNERS = [
    (r"(provided\s+by\s+)(?:the\s+)?(?:copyright\s+holders?|regents|authors?|university)[a-z,\s]{0,40}?(\s+[`\"'“]*as\s+is)",
     r"\1<owner>\2"),
    (r"(in\s+no\s+event\s+shall\s+)(?:the\s+)?(?:copyright\s+(?:holders?|owners?)|regents|authors?|university|isc)[a-z,\s]{0,40}?(\s+be\s+liable)",
     r"\1<owner>\2"),
    (r"(neither\s+the\s+names?\s+of\s+)(?:the\s+)?(?:copyright\s+holders?|<.*?>|university|\[.*?\])?[a-z,\s]{0,30}?(\s+nor\s+the\s+names\s+of)",
     r"\1<owner>\2"),
    (r"AND (?:THE AUTHOR|ISC) (DISCLAIMS)", r"AND <owner> \1"),
]


def text_of(source, name):
    plain = source / f"{name}.txt"
    if plain.exists():
        return plain.read_text()
    return json.loads((source / f"{name}.json").read_text())["licenseText"]


def core_of(name, text):
    """What copies of a licence have of what the list prints."""
    if name == "LGPL-3.0-only":  # the list prints the GPL behind it
        text = re.split(r"^ *GNU GENERAL PUBLIC LICENSE *$", text, flags=re.M)[0]
    if re.fullmatch(r"CC-BY.*-4\.0", name):  # a preamble and a closing word that are no part of it
        text = text[text.index("By exercising the Licensed Rights"):text.rindex("Creative Commons is not a party")]
    for owner, place in OWNERS:
        text = re.sub(owner, place, text, flags=re.I | re.S)
    return text


def main():
    source, target = map(pathlib.Path, sys.argv[1:3])
    target.mkdir()
    for name in IDS:
        (target / f"{name}.txt").write_text(core_of(name, text_of(source, name)))
    for name, exception in EXCEPTIONS.items():
        (target / f"{name} WITH {exception}.txt").write_text(text_of(source, exception))
    for name, notice in NOTICES.items():
        (target / f"{name}~notice.txt").write_text(notice)


main()
