#include "goset/facts/fact_file.hpp"

#include <algorithm>
#include <cstring>
#include <map>
#include <set>
#include <unordered_map>

#include "fact_file_layout.hpp"
#include "goset/facts/packed.hpp"
#include "goset/facts/packed_names.hpp"
#include "goset/hash/encoding.hpp"
#include "packed_constraints.hpp"

namespace goset::fact_file {
namespace {

class Encoder {
 public:
  explicit Encoder(const ZipFacts& facts) : facts_(facts) { number_imports(); }

  std::vector<Section> sections(std::string_view module) {
    std::string packages = packed_packages();
    std::string files = packed_files();
    std::string others = packed_others();
    std::vector<Section> result;
    result.push_back({tag_module, std::string(module)});
    result.push_back({tag_constraints, packed_constraints()});
    result.push_back({tag_imports, packed_imports()});
    result.push_back({tag_packages, std::move(packages)});
    result.push_back({tag_license, packed_license()});
    result.push_back({tag_files, deflated(files)});
    result.push_back({tag_others, std::move(others)});
    result.push_back({tag_texts, packed_texts()});
    result.push_back({tag_names, deflated(packed_names::pack(facts_.packages))});
    return result;
  }

 private:
  void number_imports() {
    for (const auto& [directory, files] : facts_.packages) {
      for (const GoFile& file : files) {
        for (const std::string& path : file.imports) imports_.try_emplace(path, 0);
      }
    }
    sorted_imports_.reserve(imports_.size());
    for (const auto& [path, number] : imports_) sorted_imports_.push_back(path);
    std::sort(sorted_imports_.begin(), sorted_imports_.end());
    for (std::uint32_t i = 0; i < sorted_imports_.size(); ++i) imports_[sorted_imports_[i]] = i;
  }

  std::string packed_imports() const {
    PackedWriter out;
    out.number(sorted_imports_.size());
    for (const std::string_view path : sorted_imports_) out.text(path);
    return std::move(out.bytes());
  }

  std::string packed_constraints() const {
    PackedWriter out;
    constraints_.pack(out);
    return std::move(out.bytes());
  }

  std::string packed_packages() {
    PackedWriter out;
    std::size_t edges = 0;
    std::size_t named = 0;
    for (const auto& [directory, files] : facts_.packages) {
      add_package(out, directory, files, edges, named);
    }
    PackedWriter head;
    head.number(facts_.packages.size());
    head.number(edges);
    head.number(named);
    return head.bytes() + out.bytes();
  }

  void add_package(PackedWriter& out, const std::string& directory,
                   const std::vector<GoFile>& files, std::size_t& edges, std::size_t& named) {
    BuildConstraint when = BuildConstraint::never();
    std::map<std::uint32_t, BuildConstraint> imports;
    for (const GoFile& file : files) {
      if (file.is_test) continue;
      when = when || file.constraint;
      for (const std::string& path : file.imports) {
        if (path == "C") continue;
        const auto [entry, is_new] = imports.try_emplace(imports_.at(path), file.constraint);
        if (!is_new) entry->second = entry->second || file.constraint;
      }
    }
    const std::set<std::uint32_t> naming = naming_constraints(directory, files);
    out.text(directory);
    out.number(constraints_.number(when));
    out.number(imports.size());
    for (const auto& [import, constraint] : imports) {
      out.number(import);
      out.number(constraints_.number(constraint));
    }
    out.number(naming.size());
    for (const std::uint32_t number : naming) out.number(number);
    edges += imports.size();
    named += naming.size();
  }

  // naming_constraints returns those that may name a leaf's tag.
  std::set<std::uint32_t> naming_constraints(const std::string& directory,
                                             const std::vector<GoFile>& files) {
    std::set<std::uint32_t> result;
    const auto add = [&](const BuildConstraint& constraint) {
      if (constraint.is_always() || constraint.is_never()) return;
      result.insert(constraints_.number(constraint));
    };
    for (const GoFile& file : files) {
      if (file.is_test) continue;
      add(file.constraint);
      for (const std::string& tag : file.cgo_tags) add(BuildConstraint::tag(tag));
    }
    if (const auto beside = facts_.constraints.find(directory);
        beside != facts_.constraints.end()) {
      std::for_each(beside->second.begin(), beside->second.end(), add);
    }
    return result;
  }

  std::string packed_license() const {
    const License& license = facts_.license;
    PackedWriter out;
    out.text(license.expression);
    out.number(license.nearer.size());
    for (const auto& [directory, expression] : license.nearer) {
      out.text(directory);
      out.text(expression);
    }
    out.number(license.unknown.size());
    for (const std::string& file : license.unknown) out.text(file);
    return std::move(out.bytes());
  }

  std::string packed_files() {
    PackedWriter out;
    out.number(facts_.packages.size());
    for (const auto& [directory, files] : facts_.packages) {
      out.text(directory);
      out.number(files.size());
      std::string_view package;
      for (const GoFile& file : files) {
        add_file(out, file, package);
        package = file.package_name;
      }
    }
    return std::move(out.bytes());
  }

  void add_file(PackedWriter& out, const GoFile& file, std::string_view package) {
    out.text(file.name);
    out.number((file.is_test ? is_test : 0) | (file.package_name != package ? has_package : 0) |
               (file.cgo_tags.empty() ? 0 : has_tags) | (file.fault ? has_fault : 0));
    out.number(constraints_.number(file.constraint));
    out.number(file.imports.size());
    for (const std::string& path : file.imports) out.number(imports_.at(path));
    if (file.package_name != package) out.text(file.package_name);
    if (!file.cgo_tags.empty()) {
      out.number(file.cgo_tags.size());
      for (const std::string& tag : file.cgo_tags) out.text(tag);
    }
    if (file.fault) out.text(*file.fault);
  }

  std::string packed_others() {
    PackedWriter out;
    out.number(facts_.constraints.size());
    for (const auto& [directory, constraints] : facts_.constraints) {
      out.text(directory);
      out.number(constraints.size());
      for (const BuildConstraint& constraint : constraints) {
        out.number(constraints_.number(constraint));
      }
    }
    return std::move(out.bytes());
  }

  std::string packed_texts() const {
    PackedWriter out;
    out.text(facts_.go_mod);
    out.text(facts_.go_sum);
    out.text(facts_.go_work);
    out.text(facts_.go_work_sum);
    return std::move(out.bytes());
  }

  const ZipFacts& facts_;
  std::unordered_map<std::string_view, std::uint32_t> imports_;
  std::vector<std::string_view> sorted_imports_;
  ConstraintNumbers constraints_;
};

}  // namespace

std::string encode(std::string_view module, const ZipFacts& facts) {
  const std::vector<Section> sections = Encoder(facts).sections(module);
  Header header;
  header.sum = digest_of(facts.sum);
  header.nar = facts.nar;
  header.unpacked_size = facts.unpacked_size;
  return write_file(header, sections);
}

}  // namespace goset::fact_file
