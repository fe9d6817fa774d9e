#include "goset/facts/packed_names.hpp"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <utility>

#include "goset/facts/packed.hpp"
#include "packed_constraints.hpp"

namespace goset::packed_names {
namespace {

// Under is a name, and the constraint of a file that has it.
struct Under {
  std::string_view name;
  std::uint32_t when;
  friend auto operator<=>(const Under&, const Under&) = default;
};

class Packer {
 public:
  explicit Packer(const std::map<std::string, std::vector<GoFile>>& directories)
      : directories_(directories) {
    for (const auto& [directory, files] : directories) {
      for (const GoFile& file : files) {
        if (!counts(file) || !file.names) continue;
        for (const go_names::Use& use : file.names->used) imports_.push_back(use.import);
      }
    }
    std::sort(imports_.begin(), imports_.end());
    imports_.erase(std::unique(imports_.begin(), imports_.end()), imports_.end());
  }

  std::string pack() {
    PackedWriter packages;
    for (const auto& [directory, files] : directories_) {
      packages.text(directory);
      packages.text(packed(files));
    }
    PackedWriter out;
    out.number(imports_.size());
    for (const std::string_view import : imports_) out.text(import);
    constraints_.pack(out);
    out.number(directories_.size());
    return out.bytes() + packages.bytes();
  }

 private:
  using Groups = std::map<std::uint32_t, std::vector<std::string_view>>;  // by constraint
  using Used = std::map<std::pair<std::size_t, std::string_view>, std::vector<Under>>;

  static bool counts(const GoFile& file) { return !file.is_test && !file.constraint.is_never(); }

  std::string packed(const std::vector<GoFile>& files) {
    package_ = {};
    name_count_ = name_bytes_ = group_count_ = use_count_ = 0;
    add_package(files);
    PackedWriter out;
    out.number(name_count_);
    out.number(name_bytes_);
    out.number(group_count_);
    out.number(use_count_);
    return out.bytes() + package_.bytes();
  }

  void add_package(const std::vector<GoFile>& files) {
    std::vector<Under> called;
    std::vector<Under> exported;
    ConstraintNumbers::Set open;
    Used used;  // by import and qualifier
    for (const GoFile& file : files) {
      if (!counts(file)) continue;
      const std::uint32_t when = constraints_.number(file.constraint);
      if (!file.package_name.empty()) called.push_back({file.package_name, when});
      if (!file.names) {
        open.push_back(when);
        continue;
      }
      for (const std::string& name : file.names->exported) exported.push_back({name, when});
      for (const go_names::Use& use : file.names->used) {
        std::vector<Under>& names = used[{import(use.import), use.qualifier}];
        for (const std::string& name : use.names) names.push_back({name, when});
      }
    }
    add_groups(std::move(called));
    add_groups(std::move(exported));
    std::sort(open.begin(), open.end());
    open.erase(std::unique(open.begin(), open.end()), open.end());
    package_.number(open.empty() ? 0 : constraints_.any_of(open) + 1);
    add_uses(std::move(used));
  }

  std::size_t import(std::string_view path) const {
    const auto found = std::lower_bound(imports_.begin(), imports_.end(), path);
    return static_cast<std::size_t>(found - imports_.begin());
  }

  // grouped puts names together that hold under one constraint.
  Groups grouped(std::vector<Under> names) {
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    Groups result;
    ConstraintNumbers::Set whens;
    for (auto at = names.begin(); at != names.end();) {
      const std::string_view name = at->name;
      whens.clear();
      for (; at != names.end() && at->name == name; ++at) whens.push_back(at->when);
      result[constraints_.any_of(whens)].push_back(name);
    }
    return result;
  }

  void add_groups(std::vector<Under> names) {
    const auto groups = grouped(std::move(names));
    package_.number(groups.size());
    group_count_ += groups.size();
    for (const auto& [when, group] : groups) add_group(when, group);
  }

  void add_group(std::uint32_t when, const std::vector<std::string_view>& names) {
    package_.number(when);
    package_.number(names.size());
    name_count_ += names.size();
    std::string_view before;
    for (const std::string_view name : names) {
      const auto [end, ignored] =
          std::mismatch(name.begin(), name.end(), before.begin(), before.end());
      const auto shared = static_cast<std::size_t>(end - name.begin());
      package_.number(shared);
      package_.text(name.substr(shared));
      name_bytes_ += name.size();
      before = name;
    }
  }

  void add_uses(Used used) {
    std::size_t count = 0;
    std::map<Used::key_type, Groups> uses;
    for (auto& [of, names] : used) {
      const Groups& groups = uses[of] = grouped(std::move(names));
      count += groups.size();
    }
    use_count_ += count;
    package_.number(count);
    for (const auto& [of, groups] : uses) {
      for (const auto& [when, group] : groups) {
        package_.number(of.first);
        package_.text(of.second);
        add_group(when, group);
      }
    }
  }

  const std::map<std::string, std::vector<GoFile>>& directories_;
  std::vector<std::string_view> imports_;
  ConstraintNumbers constraints_;
  // Of the package that is being packed.
  PackedWriter package_;
  std::size_t name_count_ = 0;
  std::size_t name_bytes_ = 0;
  std::size_t group_count_ = 0;
  std::size_t use_count_ = 0;
};

// Unpacker fills in PackageNames. What its spans and texts show is not moved: there is room for as
// much as the contents state in front, and more makes it fail.
class Unpacker {
 public:
  Unpacker(const ModuleNames& module, std::string_view packed) : module_(module), in_(packed) {}

  bool unpack() {
    const std::size_t names = in_.count();
    const std::uint64_t bytes = in_.number();
    if (bytes > most_bytes) return false;
    const std::size_t groups = in_.count();
    const std::size_t uses = in_.count();
    names_.all_names.reserve(names);
    names_.all_groups.reserve(groups);
    names_.all_uses.reserve(uses);
    std::shared_ptr<char[]> memory(new char[bytes + 1]);
    to_ = memory.get();
    end_ = to_ + bytes;
    names_.bytes = std::move(memory);
    read_package();
    return is_sound() && in_.at_end();
  }

  PackageNames take() { return std::move(names_); }

 private:
  static constexpr std::uint64_t most_bytes = 256 << 20;

  bool is_sound() const { return !in_.failed() && !is_too_much_; }

  template <typename T>
  bool has_room(const std::vector<T>& all, std::size_t more) {
    is_too_much_ = is_too_much_ || more > all.capacity() - all.size();
    return !is_too_much_;
  }

  void read_package() {
    names_.called = read_groups();
    names_.exported = read_groups();
    names_.open = in_.index(module_.constraints.size() + 1) - 1;
    const std::size_t count = in_.count();
    if (!has_room(names_.all_uses, count)) return;
    const PackageNames::Use* const first = names_.all_uses.data() + names_.all_uses.size();
    for (std::size_t i = 0; i < count && is_sound(); ++i) {
      PackageNames::Use& use = names_.all_uses.emplace_back();
      use.import = in_.index(module_.imports.size());
      use.qualifier = in_.text();
      use.group = read_group();
    }
    names_.used = {first, count};
  }

  std::span<const PackageNames::Group> read_groups() {
    const std::size_t count = in_.count();
    if (!has_room(names_.all_groups, count)) return {};
    const PackageNames::Group* const first = names_.all_groups.data() + names_.all_groups.size();
    for (std::size_t i = 0; i < count && is_sound(); ++i) {
      names_.all_groups.push_back(read_group());
    }
    return {first, count};
  }

  PackageNames::Group read_group() {
    const std::uint32_t when = in_.index(module_.constraints.size());
    const std::size_t count = in_.count();
    if (!has_room(names_.all_names, count)) return {};
    const std::string_view* const first = names_.all_names.data() + names_.all_names.size();
    std::string_view before;
    for (std::size_t i = 0; i < count && is_sound(); ++i) {
      before = read_name(before);
      names_.all_names.push_back(before);
    }
    return {when, {first, count}};
  }

  std::string_view read_name(std::string_view before) {
    const std::size_t shared = in_.index(before.size() + 1);
    const std::string_view rest = in_.text();
    if (shared + rest.size() > static_cast<std::size_t>(end_ - to_)) {
      is_too_much_ = true;
      return {};
    }
    char* const begin = to_;
    to_ = std::copy_n(before.begin(), shared, to_);
    to_ = std::copy(rest.begin(), rest.end(), to_);
    return {begin, to_};
  }

  const ModuleNames& module_;
  PackedReader in_;
  PackageNames names_;
  char* to_ = nullptr;
  char* end_ = nullptr;
  bool is_too_much_ = false;
};

}  // namespace

std::string pack(const std::map<std::string, std::vector<GoFile>>& directories) {
  return Packer(directories).pack();
}

std::optional<ModuleNames> unpack(std::string contents) {
  ModuleNames result;
  result.contents = std::make_shared<const std::string>(std::move(contents));
  PackedReader in(*result.contents);
  for (std::size_t i = in.count(); i > 0; --i) result.imports.push_back(in.text());
  std::optional<std::vector<BuildConstraint>> constraints = read_constraints(in);
  if (!constraints) return std::nullopt;
  result.constraints = std::move(*constraints);
  const std::size_t packages = in.count();
  result.packages.reserve(packages);
  for (std::size_t i = 0; i < packages; ++i) {
    const std::string_view directory = in.text();
    result.packages.push_back({directory, in.text()});
  }
  if (!in.at_end()) return std::nullopt;
  return result;
}

std::optional<PackageNames> unpack_package(const ModuleNames& module,
                                           const ModuleNames::Package& package) {
  Unpacker unpacker(module, package.packed);
  if (!unpacker.unpack()) return std::nullopt;
  return unpacker.take();
}

ModuleNames of(const std::map<std::string, std::vector<GoFile>>& directories) {
  return unpack(pack(directories)).value();
}

}  // namespace goset::packed_names
