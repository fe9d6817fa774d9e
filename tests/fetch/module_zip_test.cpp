#include "goset/fetch/module_zip.hpp"

#include <sys/mman.h>
#include <sys/stat.h>

#include <algorithm>
#include <fstream>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "goset/error.hpp"
#include "goset/hash/encoding.hpp"
#include "support/catch.hpp"
#include "support/temp_dir.hpp"
#include "support/zip_builder.hpp"

using goset::Error;
using goset::ModuleVersion;
using goset::ModuleZip;
using goset::ZipFacts;
using goset::module_zip::read_facts;

namespace fs = std::filesystem;

namespace {

constexpr std::size_t mebibyte = 1 << 20;
constexpr std::size_t large_size = 17 * mebibyte;  // more than is held in memory
const ModuleVersion sample_module = {"example.com/m", "v1.2.3"};
const std::string sample_prefix = "example.com/m@v1.2.3/";

using File = ZipBuilder::File;
using Bend = std::function<void(File&)>;

File file(const std::string& name, std::string contents, const Bend& bend = {}) {
  File f;
  f.name = sample_prefix + name;
  f.contents = std::move(contents);
  if (bend) bend(f);
  return f;
}

// A zip with empty files of these names.
std::string with_names(const std::vector<std::string>& names) {
  ZipBuilder zip;
  for (const std::string& name : names) zip.add(file(name, ""));
  return zip.bytes();
}

// A zip with one file between two good ones.
std::string with_file(const File& f) {
  return ZipBuilder().add(file("a.go", "package m\n")).add(f).add(file("z.txt", "z\n")).bytes();
}

std::string with_container(const std::function<void(ZipBuilder&)>& bend) {
  ZipBuilder zip;
  zip.add(file("go.mod", "module example.com/m\n"));
  bend(zip);
  return zip.bytes();
}

// Replaces the one occurrence of `old` in a small zip.
std::string patched(std::string zip, const std::string& old, const std::string& replacement) {
  const std::size_t place = zip.find(old);
  REQUIRE(place != std::string::npos);
  return zip.replace(place, old.size(), replacement);
}

// A zip whose last entry in the directory has the end record as its comment.
std::string swallowing_end_record() {
  const std::string zip = with_names({"a"});
  const std::size_t entry = zip.find("PK\1\2");
  const std::size_t comment_size = entry + 32;
  return std::string(zip).replace(comment_size, 1, 1, static_cast<char>(22));
}

// A small module with all that a module can have; the sums below are those of this tree.
const std::map<std::string, std::string> sample_tree = {
    {"LICENSE", "None.\n"},
    {"a-b/b.go", "package b\n\nimport \"fmt\"\n\nfunc B() { fmt.Println() }\n"},
    {"a/a.go", "package a\n\nimport (\n\t\"example.com/m/a-b\"\n\t\"os\"\n)\n"},
    {"a/a_test.go", "package a\n\nimport \"testing\"\n"},
    {"a/testdata/x.txt", "x\n"},
    {"a.b", ""},
    {"go.mod", "module example.com/m\n\ngo 1.21\n"},
    {"go.sum", "golang.org/x/sys v0.1.0 h1:AAAA\n"},
    {"m.go", "// Package m does nothing.\npackage m\n"},
};
// golang.org/x/mod/sumdb/dirhash, HashZip
const std::string sample_sum = "h1:RHjqzEKvnjnHU63krFuwXjo37BV2sR/BSbHwg9rKL2w=";
// nix-hash --type sha256 on the directory that golang.org/x/mod/zip unpacked
const std::string sample_nar = "sha256-7FL9xx6OadBjISK+/DtvZSfuI5KYpWv10z1h+r8+hGI=";

std::string tree_zip(const Bend& bend = {}) {
  ZipBuilder zip;
  for (const auto& [name, contents] : sample_tree) zip.add(file(name, contents, bend));
  return zip.bytes();
}

ZipFacts facts_of(const std::string& bytes, const ModuleVersion& mod = sample_module) {
  return read_facts(ModuleZip(bytes, mod));
}

void check_tree_facts(const ZipFacts& facts) {
  CHECK(facts.sum == sample_sum);
  CHECK(goset::encoding::sri(facts.nar) == sample_nar);
}

struct Case {
  const char* rule;
  std::string bytes;
  const char* error = "";  // part of the message; empty where the zip is good
};

// What Go refuses too.
std::vector<Case> bad_zips() {
  const std::string text(300, 'x');
  return {
      // Names.
      {"prefix_missing", ZipBuilder().add("go.mod", "").bytes(), "does not have prefix"},
      {"prefix_of_another_module", ZipBuilder().add("example.com/n@v1.2.3/a", "").bytes(),
       "\"example.com/n@v1.2.3/a\": path does not have prefix \"example.com/m@v1.2.3/\""},
      {"prefix_of_another_version", ZipBuilder().add("example.com/m@v1.2.4/a", "").bytes(),
       "does not have prefix"},
      {"prefix_without_slash", ZipBuilder().add("example.com/m@v1.2.3", "").bytes(),
       "does not have prefix"},
      {"prefix_in_upper_case", ZipBuilder().add("example.com/M@v1.2.3/a", "").bytes(),
       "does not have prefix"},
      {"prefix_with_escapes", ZipBuilder().add("\x1b[2J\n\xff", "").bytes(),
       "\"\\x1b[2J\\x0a\\xff\": path"},
      {"name_empty", ZipBuilder().add("", "").bytes(), "does not have prefix"},
      {"name_absolute", with_names({"/etc/passwd"}), "malformed file path"},
      {"name_with_dot_dot", with_names({"../x"}), "malformed file path"},
      {"name_with_dot_dot_inside", with_names({"a/../../x"}), "malformed file path"},
      {"name_with_dot", with_names({"./x"}), "malformed file path"},
      {"name_with_double_slash", with_names({"a//b"}), "malformed file path"},
      {"name_with_backslash", with_names({"a\\b"}), "malformed file path"},
      {"name_with_colon", with_names({"c:x"}), "malformed file path"},
      {"name_with_newline", with_names({"a\nb"}), "malformed file path"},
      {"name_with_nul", with_names({std::string("a\0b", 3)}), "malformed file path"},
      {"name_not_utf8", with_names({"a\xff"}), "malformed file path"},
      {"name_of_windows_device", with_names({"aux.go"}), "malformed file path"},
      {"name_with_trailing_dot", with_names({"a./b"}), "malformed file path"},
      {"directory_with_dot_dot", with_names({"../"}), "malformed file path"},
      {"directory_with_double_slash", with_names({"a//"}), "malformed file path"},
      {"directory_slash_alone", with_names({"/"}), "malformed file path"},
      // Collisions.
      {"dup_file", with_names({"a", "a"}), "multiple entries for one file"},
      {"dup_file_case", with_names({"Readme", "README"}), "case-insensitive file name collision"},
      {"dup_dir_case", with_names({"d/x", "D/y"}), "case-insensitive file name collision"},
      {"dup_dir_entry_case", with_names({"d/", "D/"}), "case-insensitive file name collision"},
      {"dup_file_and_dir_case", with_names({"A", "a/b"}), "case-insensitive file name collision"},
      {"dup_file_and_dir", with_names({"a", "a/b"}), "both a file and a directory"},
      {"dup_dir_and_file", with_names({"a/b/c", "a/b"}), "both a file and a directory"},
      {"dup_file_and_dir_entry", with_names({"a", "a/"}), "both a file and a directory"},
      {"dup_unicode_case", with_names({"\u00e9", "\u00c9"}), "case-insensitive"},
      {"dup_kelvin_sign", with_names({"k", "\u212a"}), "case-insensitive"},
      {"dup_long_s", with_names({"S", "\u017f"}), "case-insensitive"},
      {"dup_sigmas", with_names({"\u03c3", "\u03c2"}), "case-insensitive"},
      {"dup_beyond_16_bits", with_names({"\U00010400", "\U00010428"}), "case-insensitive"},
      // go.mod files.
      {"go_mod_in_subdir", with_names({"go.mod", "sub/go.mod"}), "not in module root directory"},
      {"go_mod_case", with_names({"GO.MOD"}), "must have lowercase names"},
      {"go_mod_case_in_subdir", with_names({"sub/Go.Mod"}), "not in module root directory"},
      // Sizes.
      {"go_mod_size", with_file(file("go.mod", std::string(16 * mebibyte + 1, ' '))),
       "go.mod file too large"},
      {"license_size", with_file(file("LICENSE", std::string(16 * mebibyte + 1, ' '))),
       "LICENSE file too large"},
      {"total_size",
       ZipBuilder()
           .add(file("a", text, [](File& f) { f.stated_size = 300 * mebibyte; }))
           .add(file("b", text, [](File& f) { f.stated_size = 300 * mebibyte; }))
           .bytes(),
       "contents too large"},
      {"total_size_that_wraps",
       ZipBuilder()
           .add(file("a", text, [](File& f) { f.zip64 = true, f.stated_size = 1; }))
           .add(file("b", text, [](File& f) { f.zip64 = true, f.stated_size = ~0ull; }))
           .bytes(),
       "contents too large"},
      // Contents.
      {"stated_size_smaller", with_file(file("f", text, [](File& f) { f.stated_size = 299; })),
       "f: contents are longer than the stated size"},
      {"stated_size_much_smaller",
       with_file(file("f", std::string(mebibyte, 'x'), [](File& f) { f.stated_size = 1; })),
       "f: contents are longer than the stated size"},
      {"stated_size_larger", with_file(file("f", text, [](File& f) { f.stated_size = 301; })),
       "f: contents are shorter than the stated size"},
      {"stated_size_impossible",
       with_file(file("f", text, [](File& f) { f.stated_size = 400 * mebibyte; })),
       "f: contents cannot have the stated size"},
      {"stored_size_smaller",
       with_file(file("f", text, [](File& f) { f.method = 0, f.stated_size = 299; })),
       "f: contents are longer"},
      {"stored_size_larger",
       with_file(file("f", text, [](File& f) { f.method = 0, f.stated_size = 301; })),
       "f: contents are shorter"},
      {"large_size_smaller",
       with_file(file("f", std::string(18 * mebibyte, 'x'),
                      [](File& f) { f.stated_size = 17 * mebibyte; })),
       "f: contents are longer than the stated size"},
      {"large_size_larger",
       with_file(file("f", std::string(18 * mebibyte, 'x'),
                      [](File& f) { f.stated_size = 18 * mebibyte + 1; })),
       "f: contents are shorter than the stated size"},
      {"crc", with_file(file("f", text, [](File& f) { f.stated_crc32 = 1; })), "f: checksum error"},
      {"crc_of_stored",
       with_file(file("f", text, [](File& f) { f.method = 0, f.stated_crc32 = 1; })),
       "f: checksum error"},
      {"crc_of_large",
       with_file(file("f", std::string(large_size, 'x'), [](File& f) { f.stated_crc32 = 1; })),
       "f: checksum error"},
      {"crc_zero_with_descriptor",
       with_file(file("f", text, [](File& f) { f.descriptor = true, f.stated_crc32 = 0; })),
       "f: checksum error"},
      {"descriptor_crc",
       with_file(file("f", text,
                      [](File& f) {
                        f.descriptor = true;
                        f.descriptor_crc32 = 1;
                      })),
       "checksum error in the data descriptor"},
      {"method_unknown", with_file(file("f", text, [](File& f) { f.method = 12; })),
       "f: unsupported compression method 12"},
      {"deflate_damaged", with_file(file("f", text, [](File& f) { f.body = "\xff\xff"; })),
       "f: damaged or truncated data"},
      {"deflate_cut", with_file(file("f", text, [](File& f) { f.stated_compressed_size = 3; })),
       "f: damaged or truncated data"},
      {"deflate_empty", with_file(file("f", text, [](File& f) { f.body = ""; })),
       "f: damaged or truncated data"},
      {"large_deflate_cut",
       with_file(file("f", std::string(large_size, 'x'),
                      [](File& f) { f.stated_compressed_size = large_size / 1032 + 1; })),
       "f: damaged or truncated data"},
      {"directory_with_contents", with_file(file("d/", "x")), "directory with contents"},
      // Container.
      {"empty_file", "", "not a zip file"},
      {"no_zip", std::string(1000, 'x'), "not a zip file"},
      {"end_record_too_far",
       with_container([](ZipBuilder& zip) { zip.comment = "x"; }) + std::string(66 * 1024, 'x'),
       "not a zip file"},
      {"comment_cut",
       patched(with_container([](ZipBuilder& zip) { zip.comment = "comment"; }), "comment", "com"),
       "truncated comment"},
      {"fewer_entries", with_container([](ZipBuilder& zip) { zip.stated_entries = 2; }),
       "1 entries where 2 are announced"},
      {"more_entries", with_container([](ZipBuilder& zip) { zip.stated_entries = 0; }),
       "1 entries where 0 are announced"},
      {"directory_larger_than_file",
       with_container([](ZipBuilder& zip) { zip.stated_directory_size = 1 << 20; }),
       "central directory lies outside the file"},
      {"directory_over_end_record", swallowing_end_record(), "runs to the end of the file"},
      {"local_header_missing", patched(with_names({"a"}), "PK\3\4", "PK\3\5"), "no local header"},
      {"local_header_outside",
       with_file(file("f", text, [](File& f) { f.stated_offset = 0xfffffff; })),
       "local header lies outside the file"},
      {"local_header_wraps",
       with_file(file("f", text, [](File& f) { f.zip64 = true, f.stated_offset = ~0ull - 8; })),
       "local header lies outside the file"},
      {"end64_missing",
       patched(with_container([](ZipBuilder& zip) { zip.zip64 = true; }), "PK\6\6", "PK\6\5"),
       "no zip64 end record"},
  };
}

// What Go would accept, though its own rules say otherwise.
std::vector<Case> zips_refused_here_only() {
  const auto mode = [](unsigned mode) {
    return with_file(
        file("f", "a.go", [mode](File& f) { f.unix_mode = static_cast<std::uint16_t>(mode); }));
  };
  return {
      {"symbolic_link", mode(S_IFLNK | 0777), "\"f\": not a regular file"},
      {"device", mode(S_IFCHR | 0666), "\"f\": not a regular file"},
      {"named_pipe", mode(S_IFIFO | 0666), "\"f\": not a regular file"},
      {"directory_without_slash", mode(S_IFDIR | 0755), "\"f\": not a regular file"},
      {"compressed_bytes_outside",
       with_file(file("f", "text", [](File& f) { f.stated_compressed_size = 1 << 20; })),
       "compressed bytes lie outside the file"},
  };
}

// Zips that are unusual and good.
std::vector<Case> good_zips() {
  const auto all = [](const Bend& bend) { return tree_zip(bend); };
  ZipBuilder moved;
  ZipBuilder wide;
  ZipBuilder annotated;
  ZipBuilder mismeasured;
  ZipBuilder backwards;
  for (const auto& [name, contents] : sample_tree) {
    moved.add(file(name, contents));
    wide.add(file(name, contents));
    annotated.add(file(name, contents));
    mismeasured.add(file(name, contents));
  }
  for (auto it = sample_tree.rbegin(); it != sample_tree.rend(); ++it) {
    backwards.add(file(it->first, it->second));
  }
  moved.before = "#!/bin/sh\nexit 1\n";
  wide.zip64 = true;
  mismeasured.stated_directory_size = 10;
  annotated.comment = std::string(1000, 'c');
  return {
      {"deflated", all({})},
      {"stored", all([](File& f) { f.method = ZipBuilder::stored_method; })},
      {"with_descriptors", all([](File& f) { f.descriptor = true; })},
      {"zip64_entries", all([](File& f) { f.zip64 = true; })},
      {"zip64_end", wide.bytes()},
      {"behind_other_bytes", moved.bytes()},
      {"directory_larger_than_stated", mismeasured.bytes()},
      {"with_comment", annotated.bytes()},
      {"with_bytes_behind_it", annotated.bytes() + "tail"},
      {"in_another_order", backwards.bytes()},
      {"with_bytes_behind_each_file", all([](File& f) { f.trailing = "tail"; })},
      {"without_checksums", all([](File& f) { f.stated_crc32 = 0; })},
      {"with_permissions", all([](File& f) { f.unix_mode = S_IFREG | 0755; })},
      {"with_permissions_alone", all([](File& f) { f.unix_mode = 0644; })},
  };
}

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
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
  for (const Case& c : bad_zips()) {
    INFO(c.rule);
    const std::string message = refusal(c.bytes);
    INFO(message);
    CHECK(message.starts_with("example.com/m@v1.2.3: zip: "));
    CHECK(contains(message, c.error));
  }
}

TEST_CASE("a zip that breaks rules Go does not check is refused") {
  for (const Case& c : zips_refused_here_only()) {
    INFO(c.rule);
    const std::string message = refusal(c.bytes);
    INFO(message);
    CHECK(contains(message, c.error));
  }
}

TEST_CASE("however a zip is written, the same tree has the same sums") {
  for (const Case& c : good_zips()) {
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
