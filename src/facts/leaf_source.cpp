#include "goset/facts/leaf_source.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "goset/error.hpp"
#include "goset/facts/package_facts.hpp"
#include "goset/facts/packed_names.hpp"
#include "goset/facts/root_license.hpp"
#include "goset/go/std_packages.hpp"
#include "goset/go/toolchain_version.hpp"
#include "goset/go/work_file.hpp"
#include "goset/hash/dirhash.hpp"
#include "goset/hash/encoding.hpp"
#include "goset/model/directory.hpp"
#include "goset/os/whole_file.hpp"

// A leaf is one main module, or with a go.work all that this uses. What replaces a module by a
// directory belongs to the leaf's source too. Rules: https://go.dev/ref/mod#workspaces and
// #go-mod-file-replace; cmd/go/internal/modload: makeMainModules.

namespace goset {

namespace fs = std::filesystem;

namespace {

std::string text_hash(const std::string& text) {
  return text.empty() ? "" : encoding::sri(sha256(text));
}

bool is_main_package(const std::vector<GoFile>& files) {
  return std::any_of(files.begin(), files.end(), [](const GoFile& file) {
    return !file.is_test && file.package_name == "main";
  });
}

class Reader {
 public:
  Reader(const std::string& name, const Manifest::Leaf& declared, const LeafFiles& files,
         const Configurations& configurations, const SetLeaf* locked = nullptr,
         bool leaves_unread = false)
      : declared_(declared),
        files_(files),
        configurations_(configurations),
        locked_(locked),
        leaves_unread_(leaves_unread) {
    leaf_.input.name = name;
    leaf_.input.patterns = declared.packages;
    leaf_.input.tests = declared.tests;
    leaf_.input.tags.insert(declared.tags.begin(), declared.tags.end());
  }

  LeafSource read() {
    const std::optional<std::string> work_text = files_.text("go.work");
    // A published module's go.work is its developers': it names directories that are not in the
    // zip.
    const bool by_default = declared_.module.empty() && work_text;
    leaf_.input.workspace = declared_.workspace.value_or(by_default);
    if (leaf_.input.workspace) {
      if (!work_text) throw Error(fmt::format("{}: no such file", shown("go.work")));
      read_workspace(*work_text);
    } else {
      read_main(".", "");
    }
    for (std::size_t i = 0; i < leaf_.input.mains.size(); ++i) add_replacements(i);
    read_locals();
    if (!leaves_unread_) check_patterns();
    return std::move(leaf_);
  }

 private:
  std::string shown(const std::string& file) const { return files_.shown + "/" + file; }
  std::string shown_in(const std::string& directory, const std::string& file) const {
    const std::string place = shown(directory == "." ? file : directory + "/" + file);
    return declared_.module.empty() && declared_.archive.empty()
               ? fs::path(place).lexically_normal().generic_string()
               : place;
  }

  void read_workspace(const std::string& text) {
    const WorkFile work = WorkFile::parse(shown("go.work"), text);
    const std::string sums = files_.text("go.work.sum").value_or("");
    leaf_.digests.workspace = true;
    leaf_.digests.work_hash = text_hash(text);
    leaf_.digests.work_sum_hash = text_hash(sums);
    read_sums("go.work.sum", sums);
    if (work.use.empty()) {
      throw Error(
          fmt::format("{}: no modules were found in the current workspace", shown("go.work")),
          {"`go work use` adds them"});
    }
    std::set<std::string> seen;
    for (const WorkFile::Use& use : work.use) {
      const std::string place = fmt::format("{}:{}", shown("go.work"), use.line);
      refuse_rooted(use.directory, place);
      const std::string directory = directory::resolved(".", use.directory);
      if (!seen.insert(directory).second) {
        throw Error(fmt::format("{}: path {} appears twice", place, use.directory));
      }
      read_main(directory, place);
      check_go_line(work, leaf_.input.mains.back());
    }
    for (const ModFile::Replace& replace : work.replace) {
      if (replace.old_version.empty() && is_main(replace.old_path)) {
        throw Error(fmt::format("{}:{}: workspace module {} is replaced at all versions",
                                shown("go.work"), replace.line, replace.old_path));
      }
      add_replacement(replace, ".", "go.work");
      replaced_by_work_.insert(replace.old_path);
    }
  }

  // check_go_line: from go 1.21 on a module is not in a workspace with an older go line; none says
  // 1.18 (cmd/go/internal/modload: loadModFile).
  void check_go_line(const WorkFile& work, const LeafModule& main) const {
    const std::string has = work.go.value_or("1.18");
    if (!main.mod.go || toolchain_version::compare(*main.mod.go, has) <= 0 ||
        toolchain_version::compare(*main.mod.go, "1.21") < 0) {
      return;
    }
    throw Error(
        fmt::format("{}: module {} requires go >= {}, but go.work {} go {}", shown("go.work"),
                    main.directory, *main.mod.go, work.go ? "lists" : "implicitly requires", has),
        {"to update it: go work use"});
  }

  // has_go_mod: on disk an empty go.mod is one too.
  bool has_go_mod(const std::string& directory, const ZipFacts& tree) const {
    return !tree.go_mod.empty() || files_.text(directory::joined(directory, "go.mod"));
  }

  void read_sums(const std::string& file, const std::string& text) {
    leaf_.sum_files[file] = SumLines::parse(shown(file), text);
  }

  bool is_main(const std::string& path) const {
    return std::any_of(leaf_.input.mains.begin(), leaf_.input.mains.end(),
                       [&](const LeafModule& m) { return m.mod.module_path == path; });
  }

  static void refuse_rooted(const std::string& directory, const std::string& place) {
    if (!fs::path(directory).is_absolute()) return;
    throw Error(fmt::format("{}: {} is not relative", place, directory),
                {"a leaf's source must be whole in itself, wherever it lies"});
  }

  void read_main(const std::string& directory, const std::string& used_by) {
    const std::string go_mod = shown_in(directory, "go.mod");
    const std::shared_ptr<const ZipFacts> tree = files_.tree(directory);
    if (!tree || !has_go_mod(directory, *tree)) {
      if (!used_by.empty())
        throw Error(fmt::format("{}: no such file", go_mod), {used_by + " uses it"});
      throw Error(fmt::format("{}: no such file", go_mod),
                  {declared_.archive.empty()
                       ? "a leaf is the main module of a program: a directory with a go.mod"
                       : "`dir` says in which directory of the archive the program's go.mod is"});
    }
    LeafModule main;
    main.directory = directory;
    main.mod = mod_file::parse(go_mod, tree->go_mod);
    try {
      module::check_main_path(main.mod.module_path);
    } catch (const Error& error) {
      throw Error(fmt::format("{}: {}", go_mod, error.message()), error.notes());
    }
    if (directory == ".") check_path(main.mod.module_path);
    if (is_main(main.mod.module_path)) {
      throw Error(fmt::format("{}: module {} appears twice", used_by, main.mod.module_path));
    }
    read_sums(directory == "." ? "go.sum" : directory + "/go.sum", tree->go_sum);
    main.go_mod_sum = dirhash::h1_mod(tree->go_mod);
    if (declared_.module.empty()) {
      main.names = std::make_shared<const ModuleNames>(packed_names::of(tree->packages));
    } else {
      main.published = {declared_.module, declared_.version};
    }
    if (leaf_.input.mains.empty()) {
      leaf_.digests.license = locked_ && !leaves_unread_ ? locked_->license : tree->license;
    }
    note_digests(main, text_hash(tree->go_sum));
    add_packages(main, *tree);
    leaf_.input.mains.push_back(std::move(main));
  }

  void add_packages(LeafModule& main, const ZipFacts& tree) {
    if (leaves_unread_) {
      main.unread.emplace(LeafModule::Unread{&locked_->packages, {}});
      return;
    }
    if (locked_) {
      main.packages.packages = locked_->packages;
      return;
    }
    SharedTexts texts;
    for (const auto& [package, files] : tree.packages) {
      const bool is_asked = is_asked_for(leaf_.input, main, package);
      const bool with_tests = declared_.tests && is_asked;
      leaf_.has_program = leaf_.has_program || (is_asked && is_main_package(files));
      main.packages.packages.emplace(
          package, package_facts::of_files(files, configurations_, with_tests, texts));
    }
    main.packages.complete = true;
  }

  // check_path refuses a program of the module proxy under another path than its go.mod declares,
  // as `go install PATH@VERSION` does.
  // Rule: cmd/go/internal/modload: goModSummary, which compares with the path that was asked for.
  void check_path(const std::string& module_path) const {
    if (declared_.module.empty() || declared_.module == module_path) return;
    throw Error(fmt::format("{}: its go.mod declares its path as {}", files_.shown, module_path),
                {"but it was required as " + declared_.module,
                 fmt::format("name it {} in goset.toml, or take it from an archive of its source",
                             module_path)});
  }

  void note_digests(const LeafModule& main, const std::string& go_sum_hash) {
    SetLeaf& leaf = leaf_.digests;
    if (leaf.module.empty()) {
      leaf.module = main.mod.module_path;
      leaf.directory = main.directory;
      leaf.go = main.mod.go;
      leaf.go_mod_sum = main.go_mod_sum;
      leaf.go_sum_hash = go_sum_hash;
      leaf.ignore = main.mod.ignore;
      return;
    }
    SetLeafModule& further = leaf.modules.emplace_back();
    further.path = main.mod.module_path;
    further.directory = main.directory;
    further.go = main.mod.go;
    further.go_mod_sum = main.go_mod_sum;
    further.go_sum_hash = go_sum_hash;
    further.ignore = main.mod.ignore;
  }

  void add_replacements(std::size_t i) {
    const std::string directory = leaf_.input.mains[i].directory;
    const std::string file = directory == "." ? "go.mod" : directory + "/go.mod";
    for (const ModFile::Replace& replace : leaf_.input.mains[i].mod.replace) {
      add_replacement(replace, directory, file);
    }
  }

  void add_replacement(const ModFile::Replace& replace, const std::string& directory,
                       const std::string& file) {
    const std::string place = fmt::format("{}:{}", shown(file), replace.line);
    const ModuleVersion old{replace.old_path, replace.old_version};
    Replacement by;
    if (replace.to_directory()) {
      refuse_rooted(replace.new_path, place);
      by.directory = directory::resolved(directory, replace.new_path);
    } else {
      by.module = {replace.new_path, replace.new_version};
    }
    const auto& lines = leaf_.input.replace.lines();
    if (const auto known = lines.find(old);
        !replaced_by_work_.contains(old.path) && known != lines.end() && known->second != by) {
      throw Error(fmt::format("{}: conflicting replacements of {}", place, old.str()),
                  {"by " + known->second.str(), "by " + by.str()});
    }
    leaf_.input.replace.add(old, std::move(by), shown(file));
  }

  // read_locals reads the directories that replace modules. One that is missing is a fault only if
  // the module is needed.
  void read_locals() {
    for (const auto& [old, by] : leaf_.input.replace.lines()) {
      if (!by.is_directory() || leaf_.input.locals.contains(by.directory)) continue;
      LeafModule& local = leaf_.input.locals[by.directory];
      local.directory = by.directory;
      local.packages.complete = true;
      const std::shared_ptr<const ZipFacts> tree = files_.tree(by.directory);
      if (!tree || !has_go_mod(by.directory, *tree)) {
        local.fault = Error(fmt::format("{}: no such file", shown_in(by.directory, "go.mod")),
                            {fmt::format("{} is replaced by that directory", old.str())});
        if (!declared_.module.empty()) {
          local.fault->add_note("a module zip holds one module only: use an archive of the source");
        }
        continue;
      }
      local.mod = mod_file::parse_lax(shown_in(by.directory, "go.mod"), tree->go_mod);
      local.go_mod_sum = dirhash::h1_mod(tree->go_mod);
      local.names = std::make_shared<const ModuleNames>(packed_names::of(tree->packages));
      local.packages = package_facts::of_directories(tree->packages, configurations_, false);
      local.packages.complete = !locked_;  // it is the leaf's own directory
    }
  }

  void check_patterns() const {
    for (const LeafModule& main : leaf_.input.mains) {
      for (const auto& [directory, facts] : main.packages.packages) {
        if (is_asked_for(leaf_.input, main, directory)) return;
      }
    }
    throw Error(fmt::format("{}: no package matches {}", files_.shown, declared_.packages.front()));
  }

  const Manifest::Leaf& declared_;
  const LeafFiles& files_;
  const Configurations& configurations_;
  const SetLeaf* const locked_;  // has the packages, if it is given
  const bool leaves_unread_;     // packages
  LeafSource leaf_;
  std::set<std::string> replaced_by_work_;
};

}  // namespace

LeafSource leaf_source(const std::string& name, const Manifest::Leaf& leaf, const LeafFiles& files,
                       const Configurations& configurations) {
  return Reader(name, leaf, files, configurations).read();
}

bool is_as_locked(const Manifest::Leaf& leaf, const SetLeaf& locked) {
  return !leaf.module.empty() && leaf.module == locked.module && leaf.version == locked.version &&
         leaf.packages == locked.patterns && leaf.tags == locked.tags &&
         leaf.optional_tags == locked.optional_tags && leaf.tests == locked.tests &&
         !leaf.workspace.value_or(false) && !locked.workspace && !locked.sum.empty() &&
         !locked.hash.empty() && !locked.go_mod_sum.empty();
}

LeafSource locked_leaf_source(const std::string& name, const Manifest::Leaf& leaf,
                              const SetLeaf& locked, const ModuleSource::ModFiles& files,
                              const Configurations& configurations) {
  ZipFacts tree{};
  tree.go_mod = files.go_mod;
  tree.go_sum = files.go_sum;
  const LeafFiles source = zip_files(ModuleVersion{leaf.module, leaf.version}.str(), tree);
  LeafSource result = Reader(name, leaf, source, configurations, &locked).read();
  result.digests.hash = locked.hash;
  result.digests.sum = locked.sum;
  return result;
}

namespace {

// imports_std_named reports whether some import could be the standard library's by its name. A lock
// has those that are found elsewhere: which these are depends on more than the leaf.
bool imports_std_named(const std::map<std::string, PackageFacts>& packages) {
  return std::any_of(packages.begin(), packages.end(), [](const auto& entry) {
    const std::vector<Import>& imports = entry.second.imports;
    return std::any_of(imports.begin(), imports.end(), [](const Import& import) {
      return std_packages::is_reserved(import.path.str());
    });
  });
}

}  // namespace

std::optional<LeafSource> unread_leaf_source(const std::string& name, const Manifest::Leaf& leaf,
                                             const SetLeaf& locked, const ZipFacts& texts,
                                             const Configurations& configurations) {
  if (imports_std_named(locked.packages)) return std::nullopt;
  const LeafFiles source = zip_files(ModuleVersion{leaf.module, leaf.version}.str(), texts);
  LeafSource result = Reader(name, leaf, source, configurations, &locked, true).read();
  if (!result.input.locals.empty()) return std::nullopt;
  result.digests.hash = encoding::sri(texts.nar);
  result.digests.sum = texts.sum;
  return result;
}

std::string leaf_identity(const Manifest::Leaf& leaf, const std::string& hash, bool as_locked) {
  if (!leaf.path.empty()) return "";
  return fmt::format("{} {} {} {} {} {}{}", leaf.module, hash, leaf.dir,
                     fmt::join(leaf.packages, ","), fmt::join(leaf.tags, ","), leaf.tests,
                     as_locked ? " as locked" : "");
}

fs::path leaf_directory(const fs::path& folder, const Manifest::Leaf& leaf) {
  return (folder / leaf.path).lexically_normal();
}

namespace {

// tree_files reads a leaf in a directory of the tree `root`.
LeafFiles tree_files(const fs::path& directory, const fs::path& root) {
  std::string shown = directory.string();
  while (shown.size() > 1 && shown.ends_with('/')) shown.pop_back();
  std::error_code ignored;
  if (!fs::is_directory(directory, ignored)) {
    throw Error(fmt::format("{}: no such directory", shown));
  }
  return {shown,
          [directory, root](const std::string& below) -> std::shared_ptr<const ZipFacts> {
            const fs::path place = directory / below;
            std::error_code absent;
            if (!fs::is_directory(place, absent)) return nullptr;
            auto facts =
                std::make_shared<ZipFacts>(module_zip::read_tree(place.lexically_normal()));
            root_license::add(facts->license, root);
            return facts;
          },
          [directory](const std::string& file) { return read_file(directory / file); }};
}

}  // namespace

LeafFiles disk_files(const fs::path& directory) {
  return tree_files(directory, directory);
}

LeafFiles archive_files(const fs::path& tree, const Manifest::Leaf& leaf) {
  const fs::path root = tree.lexically_normal();
  const fs::path directory = (root / leaf.dir).lexically_normal();
  // Links that lead out are not there; what goset.toml or go.mod name may.
  const auto is_inside = [root](const fs::path& place) {
    const fs::path relative = place.lexically_relative(root);
    return !relative.empty() && *relative.begin() != "..";
  };
  std::error_code absent;
  std::string shown = leaf.archive;
  if (!leaf.dir.empty()) shown += "/" + leaf.dir;
  if (!fs::is_directory(directory, absent)) {
    throw Error(fmt::format("{}: has no directory {}", leaf.archive, leaf.dir));
  }
  const LeafFiles disk = tree_files(directory, root);
  return {shown,
          [=](const std::string& below) -> std::shared_ptr<const ZipFacts> {
            if (!is_inside((directory / below).lexically_normal())) return nullptr;
            return disk.tree(below);
          },
          disk.text};
}

LeafFiles zip_files(const std::string& shown, const ZipFacts& facts) {
  return {shown,
          [&facts](const std::string& directory) {
            // They are the caller's: nothing is copied, or destroyed at the end.
            const std::shared_ptr<const void> nothing;
            return std::shared_ptr<const ZipFacts>(nothing, directory == "." ? &facts : nullptr);
          },
          [&facts](const std::string& file) -> std::optional<std::string> {
            if (file == "go.work" && !facts.go_work.empty()) return facts.go_work;
            if (file == "go.work.sum" && !facts.go_work_sum.empty()) return facts.go_work_sum;
            return std::nullopt;
          }};
}

bool is_asked_for(const LeafToResolve& leaf, const LeafModule& module,
                  const std::string& directory) {
  return package_facts::matches(directory::joined(module.directory, directory), leaf.patterns,
                                {directory, module.mod.ignore});
}

}  // namespace goset
