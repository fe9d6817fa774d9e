#include "stage.hpp"

#include "cacheprog/file.hpp"
#include "layout.hpp"
#include "mod_text.hpp"

namespace goset::build {
namespace {

// synthetic_main is nobody's module path, so no dependency can import from it.
constexpr std::string_view synthetic_main = "goset.invalid/main";

void write_caches(const StageDirectory& stage, const Closure& closure) {
  std::string text = stage.std_cache + "\n";
  for (const std::string& cache : closure.caches()) text += cache + "\n";
  write_file_atomically(stage.root / "caches", text);
}

bool is_replaced_by_name(const std::string& path, const Module& module) {
  return !module.declared.empty() && module.declared != path;
}

// A module whose go.mod declares another path is accepted by the go command only as that path's
// replacement.
std::string replace_line(const std::string& path, const Module& module) {
  return "replace " + path + " => " + module.declared + " " + module.version + "\n";
}

}  // namespace

void stage_module(const StageDirectory& stage, const Closure& closure) {
  ModuleCache cache(stage.root / "mod");
  std::vector<ModText::Require> require;
  std::string replace;
  for (const auto& [path, module] : closure.modules()) {
    require.push_back({path, module.version});
    if (is_replaced_by_name(path, module)) {
      replace += replace_line(path, module);
      cache.add(module.declared, module.version, path, module);
    } else {
      cache.add(path, module.version, path, module);
    }
  }
  std::filesystem::create_directories(stage.root / "main");
  write_file_atomically(stage.root / "main/go.mod", "module " + std::string(synthetic_main) +
                                                        "\n\ngo " + stage.go_version + "\n" +
                                                        require_block(require) + replace);
  write_file_atomically(stage.root / "main/go.sum", cache.go_sum());
  write_caches(stage, closure);
}

namespace {

// LeafStage is one run of stage_leaf.
class LeafStage {
 public:
  LeafStage(const StageDirectory& stage, const LeafLock& lock, Closure closure,
            const std::filesystem::path& source)
      : stage_(stage),
        closure_(std::move(closure)),
        source_(source),
        file_(parse_mod_text(read_go_mod(lock))),
        cache_(stage.root / "mod") {}

  void run() {
    drop_local_modules();
    for (const auto& [path, module] : closure_.modules()) add(path, module);
    write_file_atomically(source_ / "go.mod", file_.rest + require_block(require_));
    write_file_atomically(source_ / "go.sum", cache_.go_sum());
    write_file_atomically(source_ / "go.work", go_work());
    write_caches(stage_, closure_);
  }

 private:
  // A module from before go.mod is served with a synthetic one.
  std::string read_go_mod(const LeafLock& lock) const {
    const std::filesystem::path file = source_ / "go.mod";
    if (!std::filesystem::exists(file)) return "module " + lock.module_path + "\n";
    return read_file(file);
  }

  // The leaf itself and what it replaces by directories are built from the source at hand, also
  // where a module of the set was resolved with another version of them. Requirements of such a
  // directory would make Go look for versions that the set does not have.
  void drop_local_modules() {
    closure_.remove(file_.module_path);
    for (const ModText::Replace& replace : file_.replace) {
      if (replace.to_directory()) drop_replaced(replace);
    }
  }

  void drop_replaced(const ModText::Replace& replace) {
    bool applies = replace.old_version.empty();
    for (const ModText::Require& r : file_.require) {
      if (!replace.applies_to(r.path, r.version)) continue;
      require_.push_back(r);
      applies = true;
    }
    if (applies) closure_.remove(replace.old_path);
    const std::filesystem::path go_mod = source_ / replace.new_path / "go.mod";
    if (std::filesystem::exists(go_mod)) {
      write_file_atomically(go_mod, parse_mod_text(read_file(go_mod)).rest);
    }
  }

  void add(const std::string& path, const Module& module) {
    require_.push_back({path, module.version});
    cache_.add(path, module.version, path, module);
    bool replaced = false;
    for (const ModText::Replace& replace : file_.replace) {
      if (replace.to_directory() || !replace.applies_to(path, module.version)) continue;
      cache_.add(replace.new_path, replace.new_version, path, module);
      replaced = true;
    }
    if (!replaced && is_replaced_by_name(path, module)) {
      work_replace_ += replace_line(path, module);
      cache_.add(module.declared, module.version, path, module);
    }
  }

  // The set may hold a module whose go line is newer than the leaf's, which a main module on its
  // own must not have; a workspace may. It takes GODEBUG defaults from the go.work, so these are
  // stated as the leaf's own go.mod decides them (no go line means 1.16).
  std::string go_work() const {
    std::string text = "go " + stage_.go_version + "\n\nuse .\n\ngodebug (\n";
    bool has_default = false;
    for (const std::string& setting : file_.godebug) {
      has_default |= setting.starts_with("default=");
      text += "\t" + setting + "\n";
    }
    if (!has_default) text += "\tdefault=go" + (file_.go.empty() ? "1.16" : file_.go) + "\n";
    return text + ")\n\n" + work_replace_;
  }

  const StageDirectory& stage_;
  Closure closure_;
  std::filesystem::path source_;
  ModText file_;
  ModuleCache cache_;
  std::vector<ModText::Require> require_;
  std::string work_replace_;
};

}  // namespace

void stage_leaf(const StageDirectory& stage, const LeafLock& lock, Closure closure,
                const std::filesystem::path& source) {
  check_drift(lock, source);
  std::filesystem::create_directories(stage.root / "mod");
  LeafStage(stage, lock, std::move(closure), source).run();
}

}  // namespace goset::build
