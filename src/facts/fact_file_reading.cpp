#include <algorithm>
#include <utility>

#include "fact_file_layout.hpp"
#include "goset/facts/fact_file.hpp"
#include "goset/facts/packed.hpp"
#include "goset/facts/packed_names.hpp"
#include "packed_constraints.hpp"

namespace goset::fact_file {
namespace {

std::optional<std::vector<BuildConstraint>> constraints_in(std::string_view contents) {
  PackedReader in(contents);
  std::optional<std::vector<BuildConstraint>> result = read_constraints(in);
  return in.at_end() ? std::move(result) : std::nullopt;
}

std::optional<std::vector<std::string_view>> read_imports(std::string_view contents) {
  PackedReader in(contents);
  std::vector<std::string_view> result;
  const std::size_t count = in.count();
  result.reserve(count);
  for (std::size_t i = 0; i < count; ++i) result.push_back(in.text());
  if (!in.at_end()) return std::nullopt;
  return result;
}

// read_packages fills in `scan`; false for what is damaged. The spans are set once the vectors that
// they show have all their elements.
bool read_packages(std::string_view contents, ModuleScan& scan) {
  PackedReader in(contents);
  const std::size_t count = in.count();
  const std::size_t edges = in.count();
  const std::size_t named = in.count();
  scan.packages.reserve(count);
  scan.all_edges.reserve(edges);
  scan.all_named.reserve(named);
  const std::size_t imports = scan.imports.size();
  const std::size_t constraints = scan.constraints.size();
  for (std::size_t i = 0; i < count && !in.failed(); ++i) {
    ModuleScan::Package& package = scan.packages.emplace_back();
    package.directory = in.text();
    package.when = in.index(constraints);
    const std::size_t own_edges = in.count();
    const std::size_t first_edge = scan.all_edges.size();
    if (own_edges > edges - first_edge) return false;
    for (std::size_t j = 0; j < own_edges; ++j) {
      const std::uint32_t import = in.index(imports);
      scan.all_edges.push_back({import, in.index(constraints)});
    }
    const std::size_t own_named = in.count();
    const std::size_t first_named = scan.all_named.size();
    if (own_named > named - first_named) return false;
    for (std::size_t j = 0; j < own_named; ++j) scan.all_named.push_back(in.index(constraints));
    // Neither vector is reallocated: both have room for all that they may hold.
    package.edges = {scan.all_edges.data() + first_edge, own_edges};
    package.named = {scan.all_named.data() + first_named, own_named};
  }
  return in.at_end();
}

// FilesReader reads the sections behind those of the packages.
class FilesReader {
 public:
  FilesReader(std::vector<std::string_view> imports, std::vector<BuildConstraint> constraints)
      : imports_(std::move(imports)), constraints_(std::move(constraints)) {}

  bool read_files(std::string_view contents, ZipFacts& facts) const {
    PackedReader in(contents);
    for (std::size_t left = in.count(); left > 0 && !in.failed(); --left) {
      std::vector<GoFile>& files = facts.packages[std::string(in.text())];
      const std::size_t count = in.count();
      files.reserve(std::min<std::size_t>(count, 1024));
      std::string_view package;
      for (std::size_t i = 0; i < count && !in.failed(); ++i) {
        files.push_back(read_file(in, package));
        package = files.back().package_name;
      }
    }
    return in.at_end();
  }

  bool read_others(std::string_view contents, ZipFacts& facts) const {
    PackedReader in(contents);
    for (std::size_t left = in.count(); left > 0 && !in.failed(); --left) {
      std::vector<BuildConstraint>& others = facts.constraints[std::string(in.text())];
      for (std::size_t n = in.count(); n > 0 && !in.failed(); --n) {
        others.push_back(constraint(in));
      }
    }
    return in.at_end();
  }

 private:
  GoFile read_file(PackedReader& in, std::string_view package) const {
    GoFile file;
    file.name = in.text();
    const std::uint64_t flags = in.number();
    file.is_test = (flags & is_test) != 0;
    file.constraint = constraint(in);
    const std::size_t imports = in.count();
    file.imports.reserve(imports);
    for (std::size_t i = 0; i < imports; ++i) {
      const std::uint32_t import = in.index(imports_.size());
      if (in.failed()) break;
      file.imports.emplace_back(imports_[import]);
    }
    file.package_name = (flags & has_package) != 0 ? in.text() : package;
    if ((flags & has_tags) != 0) {
      for (std::size_t n = in.count(); n > 0 && !in.failed(); --n) {
        file.cgo_tags.emplace_back(in.text());
      }
    }
    if ((flags & has_fault) != 0) file.fault = in.text();
    return file;
  }

  BuildConstraint constraint(PackedReader& in) const {
    const std::uint32_t number = in.index(constraints_.size());
    return in.failed() ? BuildConstraint::never() : constraints_[number];
  }

  std::vector<std::string_view> imports_;
  std::vector<BuildConstraint> constraints_;
};

bool read_texts(std::string_view contents, ZipFacts& facts) {
  PackedReader in(contents);
  for (std::string* text : {&facts.go_mod, &facts.go_sum, &facts.go_work, &facts.go_work_sum}) {
    *text = in.text();
  }
  return in.at_end();
}

std::optional<License> read_license(std::string_view contents) {
  PackedReader in(contents);
  License result;
  result.expression = in.text();
  for (std::size_t left = in.count(); left > 0 && !in.failed(); --left) {
    const std::string directory(in.text());
    result.nearer[directory] = in.text();
  }
  for (std::size_t left = in.count(); left > 0 && !in.failed(); --left) {
    result.unknown.emplace(in.text());
  }
  if (!in.at_end()) return std::nullopt;
  return result;
}

bool is_of(const Layout& layout, std::string_view file, std::string_view module) {
  const std::optional<std::string_view> named = layout.contents(file, tag_module);
  return named && *named == module;
}

}  // namespace

std::optional<std::size_t> head_size(std::string_view begin) {
  const std::optional<Layout> layout = Layout::read(begin);
  if (!layout) return std::nullopt;
  std::uint64_t end = 0;
  for (const std::string_view tag :
       {tag_module, tag_constraints, tag_imports, tag_packages, tag_license}) {
    const std::optional<std::uint64_t> place = layout->end_of(tag);
    if (!place) return std::nullopt;
    end = std::max(end, *place);
  }
  return end;
}

std::optional<ModuleScan> decode(std::string_view module, std::shared_ptr<const char[]> bytes,
                                 std::size_t size) {
  const std::string_view file(bytes.get(), size);
  const std::optional<Layout> layout = Layout::read(file);
  if (!layout || !is_of(*layout, file, module)) return std::nullopt;
  const std::optional<std::string_view> constraints = layout->contents(file, tag_constraints);
  const std::optional<std::string_view> imports = layout->contents(file, tag_imports);
  const std::optional<std::string_view> packages = layout->contents(file, tag_packages);
  const std::optional<std::string_view> license = layout->contents(file, tag_license);
  if (!constraints || !imports || !packages || !license) return std::nullopt;
  auto constraint_table = constraints_in(*constraints);
  auto import_table = read_imports(*imports);
  std::optional<License> known_license = read_license(*license);
  if (!constraint_table || !import_table || !known_license) return std::nullopt;
  ModuleScan scan;
  scan.license = *std::move(known_license);
  scan.nar = layout->header().nar;
  scan.sum = sum_of(layout->header().sum);
  scan.unpacked_size = layout->header().unpacked_size;
  scan.constraints = std::move(*constraint_table);
  scan.imports = std::move(*import_table);
  if (!read_packages(*packages, scan)) return std::nullopt;
  scan.bytes = std::move(bytes);
  return scan;
}

std::optional<ModuleNames> decode_names(std::string_view module, std::string_view bytes) {
  const std::optional<Layout> layout = Layout::read(bytes);
  if (!layout || !is_of(*layout, bytes, module)) return std::nullopt;
  std::optional<std::string> contents = layout->inflated(bytes, tag_names);
  if (!contents) return std::nullopt;
  std::optional<ModuleNames> names = packed_names::unpack(std::move(*contents));
  if (names) names->sum = sum_of(layout->header().sum);
  return names;
}

std::optional<ZipFacts> decode_all(std::string_view module, std::string_view bytes) {
  const std::optional<Layout> layout = Layout::read(bytes);
  if (!layout || !is_of(*layout, bytes, module)) return std::nullopt;
  const std::optional<std::string_view> constraints = layout->contents(bytes, tag_constraints);
  const std::optional<std::string_view> imports = layout->contents(bytes, tag_imports);
  const std::optional<std::string> files = layout->inflated(bytes, tag_files);
  const std::optional<std::string_view> others = layout->contents(bytes, tag_others);
  const std::optional<std::string_view> texts = layout->contents(bytes, tag_texts);
  const std::optional<std::string_view> license = layout->contents(bytes, tag_license);
  if (!layout->contents(bytes, tag_names) || !license) return std::nullopt;
  if (!constraints || !imports || !files || !others || !texts) return std::nullopt;
  auto constraint_table = constraints_in(*constraints);
  auto import_table = read_imports(*imports);
  if (!constraint_table || !import_table) return std::nullopt;
  ZipFacts facts;
  facts.nar = layout->header().nar;
  facts.sum = sum_of(layout->header().sum);
  facts.unpacked_size = layout->header().unpacked_size;
  const FilesReader reader(std::move(*import_table), std::move(*constraint_table));
  const bool is_whole = reader.read_files(*files, facts) && reader.read_others(*others, facts) &&
                        read_texts(*texts, facts);
  std::optional<License> known_license = read_license(*license);
  if (!is_whole || !known_license) return std::nullopt;
  facts.license = *std::move(known_license);
  return facts;
}

std::optional<ZipFacts> decode_texts(std::string_view module, std::string_view begin,
                                     const ReadAt& read) {
  const std::optional<Layout> layout = Layout::read(begin);
  if (!layout || !is_of(*layout, begin, module)) return std::nullopt;
  const auto section = [&](std::string_view tag) -> std::optional<std::string> {
    const auto place = layout->place_of(tag);
    if (!place) return std::nullopt;
    std::string contents = read(place->first, place->second);
    if (!layout->is_whole(contents, tag)) return std::nullopt;
    return contents;
  };
  const std::optional<std::string> texts = section(tag_texts);
  const std::optional<std::string> license = section(tag_license);
  ZipFacts facts{};
  if (!texts || !license || !read_texts(*texts, facts)) return std::nullopt;
  std::optional<License> known_license = read_license(*license);
  if (!known_license) return std::nullopt;
  facts.license = *std::move(known_license);
  facts.nar = layout->header().nar;
  facts.sum = sum_of(layout->header().sum);
  facts.unpacked_size = layout->header().unpacked_size;
  return facts;
}

}  // namespace goset::fact_file
