#include "goset/licenses/detect.hpp"

#include "licenses/words.hpp"
#include "support/catch.hpp"

namespace licenses = goset::licenses;
using licenses::FileKind;
using licenses::found_in;

namespace {

using Ids = std::vector<std::string>;

constexpr const char* mit = R"(MIT License

Copyright (c) 2020 Somebody

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.
)";

constexpr const char* bsd_begin = R"(Copyright (c) 2012 The Authors. All rights reserved.

Redistribution and use in source and binary forms, with or without
modification, are permitted provided that the following conditions are
met:

   * Redistributions of source code must retain the above copyright
notice, this list of conditions and the following disclaimer.
   * Redistributions in binary form must reproduce the above
copyright notice, this list of conditions and the following disclaimer
in the documentation and/or other materials provided with the
distribution.
)";
constexpr const char* bsd_third = R"(   * Neither the name of Google Inc. nor the names of its
contributors may be used to endorse or promote products derived from
this software without specific prior written permission.
)";
constexpr const char* bsd_end = R"(
THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS
"AS IS" AND ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT
LIMITED TO, THE IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR
A PARTICULAR PURPOSE ARE DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT
OWNER OR CONTRIBUTORS BE LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL,
SPECIAL, EXEMPLARY, OR CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT
LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR SERVICES; LOSS OF USE,
DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER CAUSED AND ON ANY
THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY, OR TORT
(INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE
OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
)";

constexpr const char* isc_grant = R"(Copyright (c) 2013 Somebody

Permission to use, copy, modify, and distribute this software for any
purpose with or without fee is hereby granted)";
constexpr const char* isc_condition = R"(, provided that the above
copyright notice and this permission notice appear in all copies)";
constexpr const char* isc_end = R"(.

THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES
WITH REGARD TO THIS SOFTWARE INCLUDING ALL IMPLIED WARRANTIES OF
MERCHANTABILITY AND FITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR
ANY SPECIAL, DIRECT, INDIRECT, OR CONSEQUENTIAL DAMAGES OR ANY DAMAGES
WHATSOEVER RESULTING FROM LOSS OF USE, DATA OR PROFITS, WHETHER IN AN
ACTION OF CONTRACT, NEGLIGENCE OR OTHER TORTIOUS ACTION, ARISING OUT OF
OR IN CONNECTION WITH THE USE OR PERFORMANCE OF THIS SOFTWARE.
)";

constexpr const char* apache_notice = R"(Copyright 2019 Somebody

   Licensed under the Apache License, Version 2.0 (the "License");
   you may not use this file except in compliance with the License.
   You may obtain a copy of the License at

       http://www.apache.org/licenses/LICENSE-2.0

   Unless required by applicable law or agreed to in writing, software
   distributed under the License is distributed on an "AS IS" BASIS,
   WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
   See the License for the specific language governing permissions and
   limitations under the License.
)";

std::string joined(std::initializer_list<std::string_view> texts) {
  std::string result;
  for (const std::string_view text : texts) result += text;
  return result;
}

std::string replaced(std::string text, std::string_view what, std::string_view by) {
  for (std::size_t at = text.find(what); at != std::string::npos;
       at = text.find(what, at + by.size())) {
    text.replace(at, what.size(), by);
  }
  return text;
}

}  // namespace

TEST_CASE("a licence is known by its text") {
  CHECK(found_in(mit) == Ids{"MIT"});
  CHECK(found_in(joined({isc_grant, isc_condition, isc_end})) == Ids{"ISC"});
  CHECK(found_in(apache_notice) == Ids{"Apache-2.0"});
  CHECK(found_in(joined({bsd_begin, bsd_third, bsd_end})) == Ids{"BSD-3-Clause"});
  CHECK(found_in("").empty());
  CHECK(found_in("All rights reserved. Use it as you like, but not on Mondays.\n").empty());
  CHECK(found_in("This is licensed under the MIT license, see LICENSE.\n").empty());
}

TEST_CASE("of licences that are alike the one counts whose sentences are there") {
  CHECK(found_in(joined({bsd_begin, bsd_end})) == Ids{"BSD-2-Clause"});
  CHECK(found_in(joined({isc_grant, isc_end})) == Ids{"0BSD"});
  const std::string text = mit;
  const std::size_t condition = text.find("The above copyright notice");
  const std::string without =
      replaced(text.substr(0, condition), ", subject to the following conditions:", ".\n\n") +
      text.substr(text.find("THE SOFTWARE IS PROVIDED"));
  CHECK(found_in(without) == Ids{"MIT-0"});
}

TEST_CASE("layout, comment marks and the owner's name don't matter") {
  CHECK(found_in(replaced(mit, "\n", "\n// ")) == Ids{"MIT"});
  CHECK(found_in(replaced(mit, "\n", " ")) == Ids{"MIT"});
  CHECK(found_in(replaced(mit, "\n", "\r\n * ")) == Ids{"MIT"});
  CHECK(found_in(replaced(mit, "\"", "\xe2\x80\x9c")) == Ids{"MIT"});
  const std::string other = replaced(joined({bsd_begin, bsd_third, bsd_end}), "Google Inc.",
                                     "the Somebody Foundation for Good Software");
  CHECK(found_in(replaced(other, "THE COPYRIGHT HOLDERS AND CONTRIBUTORS", "SOMEBODY")) ==
        Ids{"BSD-3-Clause"});
}

TEST_CASE("a few changed words leave a licence what it is, and half of one is none") {
  std::string text = replaced(mit, "without limitation", "without liitation");
  text = replaced(text, "this permission notice", "thismssion notice");
  CHECK(found_in(text) == Ids{"MIT"});
  CHECK(found_in(std::string(mit).substr(0, 600)).empty());
}

TEST_CASE("a file may have several licences, and one several times") {
  const std::string three = joined({bsd_begin, bsd_third, bsd_end});
  const std::string two = joined({bsd_begin, bsd_end});
  CHECK(found_in(joined({three, "\nFiles in b are under this:\n\n", mit})) ==
        Ids{"BSD-3-Clause", "MIT"});
  CHECK(found_in(joined({three, two, three})) == Ids{"BSD-2-Clause", "BSD-3-Clause"});
  CHECK(found_in(joined({two, apache_notice, mit, mit, isc_grant, isc_condition, isc_end})) ==
        Ids{"Apache-2.0", "BSD-2-Clause", "ISC", "MIT"});
  std::string many;
  for (int i = 0; i < 50; ++i) many += three;
  CHECK(found_in(many) == Ids{"BSD-3-Clause"});
}

TEST_CASE("files of licences have names of many kinds, and programs are none") {
  for (const char* const name :
       {"LICENSE", "LICENCE", "license", "LICENSE.md", "Licence.txt", "LICENSE.markdown",
        "LICENSES", "LICENSE-MIT", "LICENSE.MIT", "LICENSE-APACHE-2.0.txt", "MIT-LICENSE.txt",
        "LICENSE.libyaml", "COPYING", "COPYING.LESSER", "UNLICENSE", "LICENSE-2.0.txt",
        "LICENSE.BSD-3"}) {
    INFO(name);
    CHECK((licenses::file_kind(name) == FileKind::license) ==
          (std::string(name) != "LICENSE.libyaml"));
  }
  CHECK(licenses::file_kind("NOTICE") == FileKind::notice);
  CHECK(licenses::file_kind("NOTICE.txt") == FileKind::notice);
  CHECK(licenses::file_kind("COPYRIGHT") == FileKind::notice);
  for (const char* const name : {"license.go", "license_test.go", "licenses.json", "README.md",
                                 "license.proto", "AUTHORS", "licensing.md", ""}) {
    INFO(name);
    CHECK(licenses::file_kind(name) == FileKind::none);
  }
}

TEST_CASE("words are compared without what differs between copies") {
  using Words = std::vector<std::string>;
  CHECK(licenses::words_of("(a) Licensor\xe2\x80\x99s non-exclusive LICENCE, https://x.io/2.0") ==
        Words{"licensors", "nonexclusive", "license", "http", "io"});
  CHECK(licenses::fingerprints(Words{"one", "two", "three"}).empty());
  CHECK(licenses::fingerprints(Words{"one", "two", "three", "four", "five"}).size() == 2);
}
