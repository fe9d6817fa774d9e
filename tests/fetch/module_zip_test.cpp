#include "goset/fetch/module_zip.hpp"

#include <sys/mman.h>
#include <sys/stat.h>

#include <algorithm>
#include <fstream>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "goset/error.hpp"
#include "goset/hash/encoding.hpp"
#include "module_zips.hpp"
#include "support/catch.hpp"
#include "support/temp_dir.hpp"
#include "support/zip_builder.hpp"

using goset::Error;
using goset::ModuleVersion;
using goset::ModuleZip;
using goset::ZipFacts;
using goset::module_zip::read_facts;

using namespace module_zips;

namespace fs = std::filesystem;

namespace {

ZipFacts facts_of(const std::string& bytes, const ModuleVersion& mod = sample_module) {
  return read_facts(ModuleZip(bytes, mod));
}

void check_tree_facts(const ZipFacts& facts) {
  CHECK(facts.sum == sample_sum);
  CHECK(goset::encoding::sri(facts.nar) == sample_nar);
}

// The message of the Error, or "" where the zip is accepted.
std::string refusal(const std::string& bytes) {
  try {
    facts_of(bytes);
    return "";
  } catch (const Error& error) {
    return error.message();
  }
}

std::vector<std::string> names(const ModuleZip& zip) {
  std::vector<std::string> out;
  for (const ModuleZip::Entry& entry : zip.entries()) out.push_back(entry.name);
  return out;
}

}  // namespace

TEST_CASE("a zip that Go refuses is refused, and the error names module and rule") {
  for (const ZipCase& c : module_zips::bad()) {
    INFO(c.rule);
    CHECK(refusal(c.bytes) == std::string("example.com/m@v1.2.3: zip: ") + c.error);
  }
}

TEST_CASE("a zip that breaks rules Go does not check is refused") {
  for (const ZipCase& c : module_zips::refused_here_only()) {
    INFO(c.rule);
    CHECK(refusal(c.bytes) == std::string("example.com/m@v1.2.3: zip: ") + c.error);
  }
}

TEST_CASE("however a zip is written, the same tree has the same sums") {
  for (const ZipCase& c : module_zips::unusual()) {
    INFO(c.rule);
    check_tree_facts(facts_of(c.bytes));
  }
}

TEST_CASE("names that only look forbidden are accepted") {
  const std::vector<std::string> names = {
      "go.mod/x",         // a directory of that name
      "sub/LICENSE",      // as large as it likes
      "sub/go.mod.orig",  //
      "vendor/x/y.go",    // Go leaves it out when it makes a zip, not when it reads one
      ".github/x",       "_x/y", "a b", "\u00e9", "a+b,(c)[d]{e}~!#$%&@^=-"};
  for (const std::string& name : names) {
    INFO(name);
    CHECK(refusal(with_names({name})) == "");
  }
}

TEST_CASE("a zip above 500 MiB is refused before it is looked at") {
  const std::size_t size = 500 * mebibyte + 1;
  // Not one of the pages exists, and none may be touched.
  void* pages = mmap(nullptr, size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  REQUIRE(pages != MAP_FAILED);
  CHECK_THROWS_WITH(
      ModuleZip(std::string_view(static_cast<char*>(pages), size), sample_module),
      "example.com/m@v1.2.3: zip: too large (524288001 bytes; limit is 524288000 bytes)");
  munmap(pages, size);
}

TEST_CASE("a zip of a module that cannot be is refused") {
  const struct {
    const char* path;
    const char* version;
  } cases[] = {
      {"example.com/m", ""},          {"example.com/m", "v1"},        {"example.com/m", "v2.0.0"},
      {"example.com/m/v2", "v1.0.0"}, {"example.com/../m", "v1.0.0"}, {"m", "1.0.0"},
  };
  for (const auto& c : cases) {
    INFO(c.path << " " << c.version);
    const std::string bytes =
        ZipBuilder().add(std::string(c.path) + "@" + c.version + "/a", "").bytes();
    CHECK_THROWS_AS(ModuleZip(bytes, ModuleVersion{c.path, c.version}), Error);
  }
}

TEST_CASE("a zip cut at any byte is refused") {
  const std::string whole = tree_zip([](File& f) { f.descriptor = f.contents.size() > 20; });
  REQUIRE(refusal(whole) == "");
  for (std::size_t size = 0; size < whole.size(); size++) {
    // A copy of just that size, so that a read beyond its end is one beyond the allocation.
    const std::vector<char> cut(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
    INFO("cut to " << size << " bytes");
    CHECK_THROWS_AS(read_facts(ModuleZip({cut.data(), cut.size()}, sample_module)), Error);
  }
}

TEST_CASE("a zip with any byte changed is refused or still says the same") {
  const std::string whole = tree_zip();
  const std::vector<std::string> good_names = names(ModuleZip(whole, sample_module));
  std::size_t refused = 0;
  for (std::size_t place = 0; place < whole.size(); place++) {
    std::string changed = whole;
    changed[place] = static_cast<char>(changed[place] ^ 0x11);
    INFO("byte " << place);
    try {
      const ModuleZip zip(changed, sample_module);
      const ZipFacts facts = read_facts(zip);
      // A file with another name is another tree, and go.sum tells.
      if (names(zip) == good_names) {
        CHECK(facts.sum == sample_sum);
      } else {
        CHECK(facts.sum != sample_sum);
      }
    } catch (const Error&) {
      refused++;
    }
  }
  CHECK(refused > whole.size() / 4);
}

TEST_CASE("entries are in the order of a NAR, without the prefix") {
  const std::string bytes = with_names({"b", "a.b", "a/c/d", "a-b", "a/c.d"});
  CHECK(names(ModuleZip(bytes, sample_module)) ==
        std::vector<std::string>{"a/c/d", "a/c.d", "a-b", "a.b", "b"});
}

// golang.org/x/mod/sumdb/dirhash, HashZip
TEST_CASE("entries of directories make no files, but h1 covers them") {
  const std::string bytes = ZipBuilder()
                                .add(sample_prefix, "", ZipBuilder::stored_method)
                                .add(file("d/", "", [](File& f) { f.method = 0; }))
                                .add(file("d/f", "f\n"))
                                .add(file("empty/", ""))
                                .bytes();
  const ModuleZip zip(bytes, sample_module);
  CHECK(names(zip) == std::vector<std::string>{"d/f"});
  CHECK(zip.directories() ==
        std::vector<std::string>{sample_prefix, sample_prefix + "d/", sample_prefix + "empty/"});
  const ZipFacts facts = read_facts(zip);
  CHECK(facts.sum == "h1:XAST55Hs4LQntkqDBxOvohYw7lOeRx6EqQjlzcPt52Y=");
  CHECK(goset::encoding::sri(facts.nar) == "sha256-rn3u8O9wYAcPrGfMRuDQ69HyHHNlTc0/yBC305E17FY=");

  TempDir temp;
  zip.unpack(temp.path() / "m");
  CHECK_FALSE(fs::exists(temp.path() / "m/empty"));
}

TEST_CASE("a zip without files is an empty module") {
  const ZipFacts facts = facts_of(ZipBuilder().bytes());
  CHECK(facts.sum == "h1:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
  CHECK(goset::encoding::sri(facts.nar) == "sha256-pQpattmS9VmO3ZIQUFn66az8GSmB4IvYhTTCFn6SUmo=");
  CHECK(facts.packages.empty());
}

TEST_CASE("read gives one file, or nothing") {
  const std::string bytes = tree_zip();
  const ModuleZip zip(bytes, sample_module);
  for (const auto& [name, contents] : sample_tree) {
    INFO(name);
    CHECK(zip.read(name) == contents);
  }
  for (const char* name : {"", "a", "a/", "/go.mod", "b.go", "zz", "GO.MOD"}) {
    INFO(name);
    CHECK(zip.read(name) == std::nullopt);
  }
}

TEST_CASE("read_facts finds packages, go.mod and go.sum in one pass") {
  const ZipFacts facts = facts_of(tree_zip());
  CHECK(facts.go_mod == sample_tree.at("go.mod"));
  CHECK(facts.go_sum == sample_tree.at("go.sum"));
  std::uint64_t size = 0;
  for (const auto& [name, contents] : sample_tree) size += contents.size();
  CHECK(facts.unpacked_size == size);

  REQUIRE(facts.packages.size() == 3);
  const std::vector<goset::GoFile>& root = facts.packages.at(".");
  REQUIRE(root.size() == 1);
  CHECK(root[0].name == "m.go");
  CHECK(root[0].package_name == "m");
  const std::vector<goset::GoFile>& a = facts.packages.at("a");
  REQUIRE(a.size() == 2);
  CHECK(a[0].name == "a.go");
  CHECK(a[0].imports == std::vector<std::string>{"example.com/m/a-b", "os"});
  CHECK(a[1].name == "a_test.go");
  CHECK(a[1].is_test);
  CHECK(facts.packages.at("a-b").at(0).imports == std::vector<std::string>{"fmt"});
}

TEST_CASE("read_facts looks at no file that the go command ignores") {
  const std::string bytes = with_names({"_a.go", ".b.go", "c.s", "d.go.txt", "e/f.GO"});
  CHECK(facts_of(bytes).packages.empty());
}

TEST_CASE("a file too large for one piece has the same facts as in a small one") {
  const std::string source = "package m\n\nimport \"fmt\"\n\nvar x = 1\n";
  const std::string large = source + std::string(large_size, '\n');
  const std::string deflated = with_file(file("large.go", large));
  const std::string stored =
      with_file(file("large.go", large, [](File& f) { f.method = ZipBuilder::stored_method; }));
  const ZipFacts streamed = facts_of(deflated);  // only deflated files are streamed
  const ZipFacts whole = facts_of(stored);
  CHECK(streamed.sum == whole.sum);
  CHECK(streamed.nar == whole.nar);
  CHECK(streamed.unpacked_size == whole.unpacked_size);
  for (const ZipFacts* facts : {&streamed, &whole}) {
    const goset::GoFile& go_file = facts->packages.at(".").at(1);
    CHECK(go_file.name == "large.go");
    CHECK(go_file.imports == std::vector<std::string>{"fmt"});
  }
  CHECK(ModuleZip(deflated, sample_module).read("large.go") == large);
}

TEST_CASE("a large go.sum is kept whole") {
  const std::string go_sum(large_size, 's');
  CHECK(facts_of(with_file(file("go.sum", go_sum))).go_sum == go_sum);
}

TEST_CASE("unpack writes the tree, read-only, and nothing else") {
  const std::string bytes = tree_zip([](File& f) { f.unix_mode = S_IFREG | 0777; });
  const TempDir temp;
  const fs::path root = temp.path() / "new/place";
  ModuleZip(bytes, sample_module).unpack(root);
  std::map<std::string, std::string> found;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(root)) {
    INFO(entry.path());
    const fs::perms mode = entry.status().permissions();
    if (entry.is_directory()) {
      CHECK((mode & fs::perms::owner_all) == fs::perms::owner_all);
      continue;
    }
    CHECK((mode & ~fs::perms(0444)) == fs::perms::none);
    const std::string name = fs::relative(entry.path(), root).string();
    found[name] = temp.read("new/place/" + name);
  }
  CHECK(found == sample_tree);
}

TEST_CASE("unpack takes an empty directory, and refuses one that is not") {
  const std::string bytes = tree_zip();
  const ModuleZip zip(bytes, sample_module);
  const TempDir temp;
  zip.unpack(temp.path());
  CHECK(temp.read("go.mod") == sample_tree.at("go.mod"));
  CHECK_THROWS_WITH(zip.unpack(temp.path()),
                    temp.path().string() + ": directory exists and is not empty");
  CHECK_THROWS_AS(zip.unpack(temp.path() / "go.mod"), Error);
}

TEST_CASE("unpack stops at a damaged file and names it") {
  const std::string bytes = with_file(file("f", "text", [](File& f) { f.stated_crc32 = 1; }));
  const TempDir temp;
  CHECK_THROWS_WITH(ModuleZip(bytes, sample_module).unpack(temp.path()),
                    "example.com/m@v1.2.3: zip: f: checksum error (CRC-32)");
}

TEST_CASE("read_facts notes the constraints of C and assembly files") {
  ZipBuilder builder;
  const std::string prefix = sample_module.str() + "/";
  builder.add(prefix + "go.mod", "module example.com/m\n");
  builder.add(prefix + "a.s", "//go:build !purego\n\nTEXT a\n");
  builder.add(prefix + "b.c", "int b;\n");
  builder.add(prefix + "in/c_linux.h", "int c;\n");
  const ZipFacts facts = facts_of(builder.bytes());
  REQUIRE(facts.constraints.size() == 2);
  REQUIRE(facts.constraints.at(".").size() == 1);
  CHECK(facts.constraints.at(".")[0].str() == "!purego");
  CHECK(facts.constraints.at("in")[0].str() == "linux");
}

TEST_CASE("a zip that somebody cuts short while it is worked on ends nothing") {
  const TempDir temp;
  const fs::path path =
      temp.write("m.zip", with_file(file("large.go", std::string(mebibyte, 'x'))));
  const goset::FileBytes bytes = goset::module_zip::read_file(path, sample_module);
  const ModuleZip zip(bytes.bytes(), sample_module);
  fs::resize_file(path, 0);
  CHECK(zip.read("large.go")->size() == mebibyte);
  // Cut before it is read, it is told by its name.
  const goset::FileBytes rest = goset::module_zip::read_file(path, sample_module);
  CHECK_THROWS_WITH(ModuleZip(rest.bytes(), sample_module),
                    "example.com/m@v1.2.3: zip: not a zip file");
}

TEST_CASE("a file above 500 MiB is refused before it is read") {
  const TempDir temp;
  const fs::path path = temp.write("m.zip", "");
  fs::resize_file(path, 500 * mebibyte + 1);
  CHECK_THROWS_WITH(goset::module_zip::read_file(path, sample_module),
                    "example.com/m@v1.2.3: zip: too large (524288001 bytes; limit is 524288000 "
                    "bytes)");
}

namespace {

constexpr const char* isc_text =
    "Permission to use, copy, modify, and distribute this software for any purpose with or\n"
    "without fee is hereby granted, provided that the above copyright notice and this\n"
    "permission notice appear in all copies.\n\n"
    "THE SOFTWARE IS PROVIDED \"AS IS\" AND THE AUTHOR DISCLAIMS ALL WARRANTIES WITH REGARD TO\n"
    "THIS SOFTWARE INCLUDING ALL IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS. IN NO\n"
    "EVENT SHALL THE AUTHOR BE LIABLE FOR ANY SPECIAL, DIRECT, INDIRECT, OR CONSEQUENTIAL\n"
    "DAMAGES OR ANY DAMAGES WHATSOEVER RESULTING FROM LOSS OF USE, DATA OR PROFITS, WHETHER IN\n"
    "AN ACTION OF CONTRACT, NEGLIGENCE OR OTHER TORTIOUS ACTION, ARISING OUT OF OR IN\n"
    "CONNECTION WITH THE USE OR PERFORMANCE OF THIS SOFTWARE.\n";

// Files with and without a licence, and what comes of them in a zip and in a directory.
const std::map<std::string, std::string> licensed_files = {
    {"go.mod", "module example.com/licensed\n"},
    {"COPYING", "Not on Mondays.\n"},
    {"LICENSE", isc_text},
    {"NOTICE", "Made by somebody.\n"},
    {"license.go", "package licensed\n"},
    {"a/b/LICENCE.txt", isc_text},
    {"a/testdata/LICENSE", "Nobody may use this.\n"},
    {"_old/LICENSE", isc_text},
    {".github/LICENSE", isc_text}};
const goset::License expected_license{"ISC", {{"a/b", "ISC"}}, {"COPYING"}};

}  // namespace

TEST_CASE("the pass over a zip finds licences, but none where nothing is built") {
  const std::string bytes = module_zip_bytes("example.com/licensed", "v1.0.0", licensed_files);
  CHECK(facts_of(bytes, {"example.com/licensed", "v1.0.0"}).license == expected_license);
}

TEST_CASE("in a directory the same licences are found as in its zip") {
  const TempDir directory;
  for (const auto& [name, text] : licensed_files) directory.write(name, text);
  directory.write("vendor/example.com/x/LICENSE", isc_text);
  CHECK(goset::module_zip::read_tree(directory.path()).license == expected_license);
}
