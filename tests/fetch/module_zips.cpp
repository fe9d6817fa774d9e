#include "module_zips.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <utility>

#include "support/catch.hpp"

namespace module_zips {

File file(const std::string& name, std::string contents, const Bend& bend) {
  File f;
  f.name = sample_prefix + name;
  f.contents = std::move(contents);
  if (bend) bend(f);
  return f;
}

std::string with_names(const std::vector<std::string>& names) {
  ZipBuilder zip;
  for (const std::string& name : names) zip.add(file(name, ""));
  return zip.bytes();
}

std::string with_file(const File& f) {
  return ZipBuilder().add(file("a.go", "package m\n")).add(f).add(file("z.txt", "z\n")).bytes();
}

std::string tree_zip(const Bend& bend) {
  ZipBuilder zip;
  for (const auto& [name, contents] : sample_tree) zip.add(file(name, contents, bend));
  return zip.bytes();
}

namespace {

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

// A zip whose last entry in the directory has a comment, of which the end record is 22 bytes.
std::string swallowing_end_record(char comment) {
  const std::string zip = with_names({"a"});
  const std::size_t entry = zip.find("PK\1\2");
  const std::size_t comment_size = entry + 32;
  return std::string(zip).replace(comment_size, 1, 1, comment);
}

std::vector<ZipCase> bad_names() {
  return {
      {"prefix_missing", ZipBuilder().add("go.mod", "").bytes(),
       "\"go.mod\": path does not have prefix \"example.com/m@v1.2.3/\""},
      {"prefix_of_another_module", ZipBuilder().add("example.com/n@v1.2.3/a", "").bytes(),
       "\"example.com/n@v1.2.3/a\": path does not have prefix \"example.com/m@v1.2.3/\""},
      {"prefix_of_another_version", ZipBuilder().add("example.com/m@v1.2.4/a", "").bytes(),
       "\"example.com/m@v1.2.4/a\": path does not have prefix \"example.com/m@v1.2.3/\""},
      {"prefix_without_slash", ZipBuilder().add("example.com/m@v1.2.3", "").bytes(),
       "\"example.com/m@v1.2.3\": path does not have prefix \"example.com/m@v1.2.3/\""},
      {"prefix_in_upper_case", ZipBuilder().add("example.com/M@v1.2.3/a", "").bytes(),
       "\"example.com/M@v1.2.3/a\": path does not have prefix \"example.com/m@v1.2.3/\""},
      {"prefix_with_escapes", ZipBuilder().add("\x1b[2J\n\xff", "").bytes(),
       "\"\\x1b[2J\\x0a\\xff\": path does not have prefix \"example.com/m@v1.2.3/\""},
      {"name_empty", ZipBuilder().add("", "").bytes(),
       "\"\": path does not have prefix \"example.com/m@v1.2.3/\""},
      {"name_absolute", with_names({"/etc/passwd"}),
       "malformed file path \"/etc/passwd\": empty path element"},
      {"name_with_dot_dot", with_names({"../x"}),
       "malformed file path \"../x\": path element is only dots: \"..\""},
      {"name_with_dot_dot_inside", with_names({"a/../../x"}),
       "malformed file path \"a/../../x\": path element is only dots: \"..\""},
      {"name_with_dot", with_names({"./x"}),
       "malformed file path \"./x\": path element is only dots: \".\""},
      {"name_with_double_slash", with_names({"a//b"}),
       "malformed file path \"a//b\": double slash"},
      {"name_with_backslash", with_names({"a\\b"}),
       "malformed file path \"a\\\\b\": invalid character \"\\\\\""},
      {"name_with_colon", with_names({"c:x"}),
       "malformed file path \"c:x\": invalid character \":\""},
      {"name_with_newline", with_names({"a\nb"}),
       "malformed file path \"a\\nb\": invalid character \"\\n\""},
      {"name_with_nul", with_names({std::string("a\0b", 3)}),
       "malformed file path \"a\\x00b\": invalid character \"\\x00\""},
      {"name_not_utf8", with_names({"a\xff"}), "malformed file path \"a\\xff\": invalid UTF-8"},
      {"name_of_windows_device", with_names({"aux.go"}),
       "malformed file path \"aux.go\": \"aux\" is a device name on Windows"},
      {"name_with_trailing_dot", with_names({"a./b"}),
       "malformed file path \"a./b\": trailing dot in path element"},
      {"directory_with_dot_dot", with_names({"../"}),
       "malformed file path \"..\": path element is only dots: \"..\""},
      {"directory_with_double_slash", with_names({"a//"}),
       "malformed file path \"a/\": trailing slash"},
      {"directory_slash_alone", with_names({"/"}), "malformed file path \"\": empty string"},
  };
}

std::vector<ZipCase> collisions() {
  return {
      {"dup_file", with_names({"a", "a"}), "\"a\": multiple entries for one file"},
      {"dup_file_case", with_names({"Readme", "README"}),
       "\"README\": case-insensitive file name collision with \"Readme\""},
      {"dup_dir_case", with_names({"d/x", "D/y"}),
       "\"D\": case-insensitive file name collision with \"d\""},
      {"dup_dir_entry_case", with_names({"d/", "D/"}),
       "\"D\": case-insensitive file name collision with \"d\""},
      {"dup_file_and_dir_case", with_names({"A", "a/b"}),
       "\"a\": case-insensitive file name collision with \"A\""},
      {"dup_file_and_dir", with_names({"a", "a/b"}), "\"a\": both a file and a directory"},
      {"dup_dir_and_file", with_names({"a/b/c", "a/b"}), "\"a/b\": both a file and a directory"},
      {"dup_file_and_dir_entry", with_names({"a", "a/"}), "\"a\": both a file and a directory"},
      {"dup_unicode_case", with_names({"\u00e9", "\u00c9"}),
       "\"\\xc3\\x89\": case-insensitive file name collision with \"\\xc3\\xa9\""},
      {"dup_kelvin_sign", with_names({"k", "\u212a"}),
       "\"\\xe2\\x84\\xaa\": case-insensitive file name collision with \"k\""},
      {"dup_long_s", with_names({"S", "\u017f"}),
       "\"\\xc5\\xbf\": case-insensitive file name collision with \"S\""},
      {"dup_sigmas", with_names({"\u03c3", "\u03c2"}),
       "\"\\xcf\\x82\": case-insensitive file name collision with \"\\xcf\\x83\""},
      {"dup_beyond_16_bits", with_names({"\U00010400", "\U00010428"}),
       "\"\\xf0\\x90\\x90\\xa8\": case-insensitive file name collision with "
       "\"\\xf0\\x90\\x90\\x80\""},
  };
}

std::vector<ZipCase> misplaced_go_mods() {
  return {
      {"go_mod_in_subdir", with_names({"go.mod", "sub/go.mod"}),
       "\"sub/go.mod\": go.mod file not in module root directory"},
      {"go_mod_case", with_names({"GO.MOD"}), "\"GO.MOD\": go.mod files must have lowercase names"},
      {"go_mod_case_in_subdir", with_names({"sub/Go.Mod"}),
       "\"sub/Go.Mod\": go.mod file not in module root directory"},
  };
}

std::vector<ZipCase> bad_sizes() {
  const std::string text(300, 'x');
  return {
      {"go_mod_size", with_file(file("go.mod", std::string(16 * mebibyte + 1, ' '))),
       "go.mod file too large (max size is 16777216 bytes)"},
      {"license_size", with_file(file("LICENSE", std::string(16 * mebibyte + 1, ' '))),
       "LICENSE file too large (max size is 16777216 bytes)"},
      {"total_size",
       ZipBuilder()
           .add(file("a", text, [](File& f) { f.stated_size = 300 * mebibyte; }))
           .add(file("b", text, [](File& f) { f.stated_size = 300 * mebibyte; }))
           .bytes(),
       "contents too large (max size is 524288000 bytes)"},
      {"total_size_that_wraps",
       ZipBuilder()
           .add(file("a", text, [](File& f) { f.zip64 = true, f.stated_size = 1; }))
           .add(file("b", text, [](File& f) { f.zip64 = true, f.stated_size = ~0ull; }))
           .bytes(),
       "contents too large (max size is 524288000 bytes)"},
  };
}

std::vector<ZipCase> wrong_sizes() {
  const std::string text(300, 'x');
  return {
      {"stated_size_smaller", with_file(file("f", text, [](File& f) { f.stated_size = 299; })),
       "f: contents are longer than the stated size of 299 bytes"},
      {"stated_size_much_smaller",
       with_file(file("f", std::string(mebibyte, 'x'), [](File& f) { f.stated_size = 1; })),
       "f: contents are longer than the stated size of 1 bytes"},
      {"stated_size_larger", with_file(file("f", text, [](File& f) { f.stated_size = 301; })),
       "f: contents are shorter than the stated size of 301 bytes"},
      {"stated_size_impossible",
       with_file(file("f", text, [](File& f) { f.stated_size = 400 * mebibyte; })),
       "f: contents cannot have the stated size of 419430400 bytes"},
      {"stored_size_smaller",
       with_file(file("f", text, [](File& f) { f.method = 0, f.stated_size = 299; })),
       "f: contents are longer than the stated size of 299 bytes"},
      {"stored_size_larger",
       with_file(file("f", text, [](File& f) { f.method = 0, f.stated_size = 301; })),
       "f: contents are shorter than the stated size of 301 bytes"},
      {"large_size_smaller",
       with_file(file("f", std::string(18 * mebibyte, 'x'),
                      [](File& f) { f.stated_size = 17 * mebibyte; })),
       "f: contents are longer than the stated size of 17825792 bytes"},
      {"large_size_larger",
       with_file(file("f", std::string(18 * mebibyte, 'x'),
                      [](File& f) { f.stated_size = 18 * mebibyte + 1; })),
       "f: contents are shorter than the stated size of 18874369 bytes"},
  };
}

std::vector<ZipCase> damaged_contents() {
  const std::string text(300, 'x');
  return {
      {"crc", with_file(file("f", text, [](File& f) { f.stated_crc32 = 1; })),
       "f: checksum error (CRC-32)"},
      {"crc_of_stored",
       with_file(file("f", text, [](File& f) { f.method = 0, f.stated_crc32 = 1; })),
       "f: checksum error (CRC-32)"},
      {"crc_of_large",
       with_file(file("f", std::string(large_size, 'x'), [](File& f) { f.stated_crc32 = 1; })),
       "f: checksum error (CRC-32)"},
      {"crc_zero_with_descriptor",
       with_file(file("f", text, [](File& f) { f.descriptor = true, f.stated_crc32 = 0; })),
       "f: checksum error (CRC-32)"},
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
      {"directory_with_contents", with_file(file("d/", "x")),
       "\"example.com/m@v1.2.3/d/\": directory with contents"},
  };
}

std::vector<ZipCase> bad_containers() {
  const std::string text(300, 'x');
  return {
      {"empty_file", "", "not a zip file"},
      {"no_zip", std::string(1000, 'x'), "not a zip file, or cut short"},
      {"end_record_too_far",
       with_container([](ZipBuilder& zip) { zip.comment = "x"; }) + std::string(66 * 1024, 'x'),
       "not a zip file, or cut short"},
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
      {"directory_over_end_record", swallowing_end_record(22),
       "central directory runs to the end of the file"},
      {"comment_of_an_entry_cut", swallowing_end_record(23), "truncated record"},
      {"zip64_sizes_missing",
       with_file(file("f", text, [](File& f) { f.stated_compressed_size = 0xffffffff; })),
       "entry without its zip64 sizes"},
      {"local_header_missing", patched(with_names({"a"}), "PK\3\4", "PK\3\5"),
       "no local header where the directory has one"},
      {"local_header_outside",
       with_file(file("f", text, [](File& f) { f.stated_offset = 0xfffffff; })),
       "local header lies outside the file"},
      {"local_header_wraps",
       with_file(file("f", text, [](File& f) { f.zip64 = true, f.stated_offset = ~0ull - 8; })),
       "local header lies outside the file"},
      {"end64_missing",
       patched(with_container([](ZipBuilder& zip) { zip.zip64 = true; }), "PK\6\6", "PK\6\5"),
       "no zip64 end record where one is announced"},
  };
}

}  // namespace

std::vector<ZipCase> bad() {
  std::vector<ZipCase> all;
  for (const auto& part : {bad_names, collisions, misplaced_go_mods, bad_sizes, wrong_sizes,
                           damaged_contents, bad_containers}) {
    std::vector<ZipCase> some = part();
    std::move(some.begin(), some.end(), std::back_inserter(all));
  }
  return all;
}

std::vector<ZipCase> refused_here_only() {
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

std::vector<ZipCase> unusual() {
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

}  // namespace module_zips
