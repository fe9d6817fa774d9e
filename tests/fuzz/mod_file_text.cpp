#include "mod_file_text.hpp"

#include <fmt/format.h>

#include <vector>

#include "goset/go/string_literal.hpp"

namespace goset::fuzz {

namespace {

using string_literal::quote;

// comment writes lines of text above what they are about.
std::string comment(const std::string& text) {
  std::string out;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    out += "// " + text.substr(begin, end - begin) + "\n";
    begin = end + 1;
  }
  return out;
}

std::string words(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) {
    if (!word.empty()) out += " " + (word == "=>" ? word : quote(word));
  }
  return out + "\n";
}

template <typename File>
std::string common(const File& file) {
  std::string out;
  if (file.go) out += "go " + *file.go + "\n";
  if (file.toolchain) out += "toolchain " + *file.toolchain + "\n";
  for (const auto& g : file.godebug) out += "godebug " + g.key + "=" + g.value + "\n";
  for (const auto& r : file.replace) {
    out += "replace" + words({r.old_path, r.old_version, "=>", r.new_path, r.new_version});
  }
  return out;
}

}  // namespace

std::string text_of(const ModFile& file) {
  std::string out;
  if (file.deprecated) out += comment("Deprecated: " + *file.deprecated);
  if (!file.module_path.empty()) out += "module" + words({file.module_path});
  out += common(file);
  for (const auto& r : file.require) {
    std::string line = words({r.mod.path, r.mod.version});
    if (r.indirect) line.insert(line.size() - 1, " // indirect");
    out += "require" + line;
  }
  for (const ModuleVersion& m : file.exclude) out += "exclude" + words({m.path, m.version});
  for (const auto& r : file.retract) {
    if (!r.rationale.empty()) out += comment(r.rationale);
    out += fmt::format("retract [{}, {}]\n", quote(r.low), quote(r.high));
  }
  for (const std::string& tool : file.tool) out += "tool" + words({tool});
  for (const std::string& ignore : file.ignore) out += "ignore" + words({ignore});
  return out;
}

std::string text_of(const WorkFile& file) {
  std::string out = common(file);
  for (const auto& use : file.use) out += "use" + words({use.directory});
  return out;
}

}  // namespace goset::fuzz
