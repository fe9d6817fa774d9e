#include "parse_leaf.hpp"

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
  if (const std::optional<Value> tests = reader.find("tests")) leaf.tests = tests->is_true();
  leaf.unsupported = parse_texts(reader, "unsupported");
  for (const auto& [term, reason] : leaf.unsupported) parse_constraint(reader, term);
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
