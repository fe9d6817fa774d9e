#include "parse_leaf.hpp"

#include <algorithm>
#include <optional>

#include "lock_values.hpp"

namespace goset::lock {

namespace {

SetLeafModule parse_leaf_module(const std::string& directory, Reader reader) {
  SetLeafModule module;
  module.directory = directory;
  module.path = reader.need_text("module");
  module.version = reader.version("version");
  module.go = reader.go("go");
  module.go_mod_sum = reader.h1("goMod");
  module.go_sum_hash = reader.sri("goSum");
  module.ignore = reader.texts("ignore");
  parse_packages(reader, reader.need("packages", Value::Kind::object), module.path,
                 module.packages);
  reader.done();
  return module;
}

// parse_optional_tags refuses what could not be told apart in the text of a choice, and more tags
// than a leaf may have.
void parse_optional_tags(Reader& reader, SetLeaf& leaf) {
  leaf.optional_tags = reader.texts("optionalTags");
  const auto is_odd = [](const std::string& tag) {
    return tag.empty() || tag.find_first_of(",[]") != std::string::npos;
  };
  const std::set<std::string> tags(leaf.optional_tags.begin(), leaf.optional_tags.end());
  if (tags.size() > tag_choice::most_tags || tags.size() != leaf.optional_tags.size() ||
      !std::equal(tags.begin(), tags.end(), leaf.optional_tags.begin()) ||
      std::any_of(tags.begin(), tags.end(), is_odd)) {
    reader.bad("optionalTags", tag_choice::text(leaf.optional_tags));
  }
}

std::map<std::string, std::string> parse_unsupported(Reader& reader, const std::string& key) {
  std::map<std::string, std::string> result = parse_texts(reader, key);
  for (const auto& [term, reason] : result) parse_constraint(reader, term);
  return result;
}

void parse_unsupported_with(Reader& reader, SetLeaf& leaf) {
  const std::optional<Value> found = reader.find("unsupportedWith", Value::Kind::object);
  if (!found) return;
  Reader choices(*found, reader.place("unsupportedWith"));
  const std::vector<TagChoice> all = tag_choice::all(leaf.optional_tags);
  for (const std::string& key : choices.keys()) {
    const TagChoice choice = tag_choice::parse(key);
    if (choice.empty() || std::find(all.begin(), all.end(), choice) == all.end()) {
      choices.bad("choice", key);
    }
    leaf.unsupported_with[choice] = parse_unsupported(choices, key);
  }
}

}  // namespace

SetLeaf parse_leaf(Reader reader) {
  SetLeaf leaf;
  leaf.module = reader.need_text("module");
  leaf.version = reader.version("version");
  leaf.path = reader.text("path");
  leaf.archive = reader.text("archive");
  leaf.archive_directory = reader.text("dir");
  leaf.track = reader.text("track");
  leaf.go = reader.go("go");
  leaf.hash = reader.sri("hash");
  leaf.archive_hash = reader.sri("archiveHash");
  leaf.sum = reader.h1("sum");
  if (!leaf.sum.empty()) parse_witness(reader, leaf.verified, leaf.unverified);
  leaf.license = parse_license(reader);
  if (reader.find("directory")) leaf.directory = reader.text("directory");
  leaf.go_mod_sum = reader.h1("goMod");
  leaf.go_sum_hash = reader.sri("goSum");
  leaf.work_hash = reader.sri("goWork");
  leaf.work_sum_hash = reader.sri("goWorkSum");
  leaf.workspace = !leaf.work_hash.empty();
  leaf.patterns = reader.texts("patterns");
  if (leaf.patterns.empty()) leaf.patterns = {"./..."};
  leaf.ignore = reader.texts("ignore");
  leaf.tags = reader.texts("tags");
  parse_optional_tags(reader, leaf);
  if (const std::optional<Value> tests = reader.find("tests")) leaf.tests = tests->is_true();
  leaf.unsupported = parse_unsupported(reader, "unsupported");
  parse_unsupported_with(reader, leaf);
  parse_packages(reader, reader.need("packages", Value::Kind::object), leaf.module, leaf.packages);
  if (const std::optional<Value> modules = reader.find("modules", Value::Kind::object)) {
    modules->each_member([&](const std::string& directory, const Value& value) {
      leaf.modules.push_back(parse_leaf_module(directory, Reader(value, reader.place("modules"))));
    });
  }
  reader.done();
  return leaf;
}

}  // namespace goset::lock
