#include "mod_patch.hpp"

#include "cacheprog/failure.hpp"
#include "cacheprog/file.hpp"
#include "mod_text.hpp"
#include "version.hpp"

namespace goset::build {
namespace {

// PatchCheck reads one file after the other and collects what the set lacks.
class PatchCheck {
 public:
  PatchCheck(const LeafLock& lock, const Closure& closure) : lock_(lock), closure_(closure) {}

  void read(const std::string& file, const ModText& text) {
    for (const ModText::Requirement& required : text.require) check(file, required);
    for (const ModText::Replace& replace : text.replace) check(file, replace);
  }

  void finish() const {
    if (found_.empty()) return;
    throw Failure("leaf " + lock_.name + ": a patch asks for what the set does not have" + found_ +
                  "\n  the build would go on with the set's version: say it in goset.toml," +
                  "\n  under [pin] or [replace], and run: goset lock");
  }

 private:
  void check(const std::string& file, const ModText::Requirement& required) {
    const auto module = closure_.modules().find(required.path);
    if (module == closure_.modules().end()) return;
    if (!is_newer(required.version, module->second.version)) return;
    found_ += "\n  " + file + " requires " + required.path + " " + required.version +
              ", the set has " + module->second.version;
  }

  void check(const std::string& file, const ModText::Replace& replace) {
    const auto module = closure_.modules().find(replace.old_path);
    if (module == closure_.modules().end()) return;
    const auto& [path, in_set] = *module;
    // What the set replaces itself goes before what any leaf says.
    if (!in_set.replace.empty() || !replace.applies_to(path, in_set.version)) return;
    for (const LeafModule& own : lock_.modules) {
      if (own.path == path) return;
    }
    found_ += "\n  " + file + " replaces " + path + " by " + replace.new_path +
              (replace.to_directory() ? "" : " " + replace.new_version) + ", the set does not";
  }

  const LeafLock& lock_;
  const Closure& closure_;
  std::string found_;  // a line for each, as they are printed
};

}  // namespace

void check_mod_patch(const LeafLock& lock, const Closure& closure,
                     const std::filesystem::path& source) {
  PatchCheck check(lock, closure);
  if (!lock.go_work.empty()) check.read("go.work", parse_mod_text(read_file(source / "go.work")));
  for (const LeafModule& module : lock.modules) {
    const std::string prefix = module.directory == "." ? "" : module.directory + "/";
    check.read(prefix + "go.mod", parse_mod_text(read_go_mod(source, module)));
  }
  check.finish();
}

}  // namespace goset::build
