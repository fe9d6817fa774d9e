#include "stage.hpp"

#include "cacheprog/file.hpp"
#include "layout.hpp"
#include "mod_text.hpp"

namespace goset::build {
namespace {

// synthetic_main is nobody's module path, so no dependency can import from it.
constexpr std::string_view synthetic_main = "goset.invalid/main";

std::string lines(const std::string& first, const std::vector<std::string>& others) {
  std::string text = first + "\n";
  for (const std::string& line : others) text += line + "\n";
  return text;
}

void write_lists(const StageDirectory& stage, const Closure& closure) {
  write_file_atomically(stage.root / "caches", lines(stage.std + "/cache", closure.caches()));
  write_file_atomically(stage.root / "indexes", lines(stage.std + "/modindex", closure.indexes()));
  std::string libraries;
  for (const std::string& directory : closure.libraries()) {
    libraries += "export NIX_LDFLAGS=\"${NIX_LDFLAGS-} -L" + directory +
                 "\"\nexport LIBRARY_PATH=\"" + directory + "${LIBRARY_PATH:+:$LIBRARY_PATH}\"\n";
  }
  write_file_atomically(stage.root / "libraries.sh", libraries);
}

// replace_line states what the go command takes a module from; empty where that is itself.
std::string replace_line(const std::string& path, const Module& module) {
  if (module.replace.empty()) return "";
  std::string provider = module.replace;
  provider[provider.find('@')] = ' ';
  return path + " " + module.version + " => " + provider;
}

// Requirements adds the modules of a closure to the module cache.
struct Requirements {
  std::vector<std::string> require;
  std::vector<std::string> replace;

  void add(ModuleCache& cache, const Closure& closure) {
    for (const auto& [path, module] : closure.modules()) {
      require.push_back(path + " " + module.version);
      if (std::string line = replace_line(path, module); !line.empty()) {
        replace.push_back(std::move(line));
      }
      cache.add(path, module);
    }
  }
};

}  // namespace

void stage_module(const StageDirectory& stage, const Closure& closure) {
  ModuleCache cache(stage.root / "mod");
  Requirements requirements;
  requirements.add(cache, closure);
  std::filesystem::create_directories(stage.root / "main");
  write_file_atomically(stage.root / "main/go.mod", "module " + std::string(synthetic_main) +
                                                        "\n\ngo " + stage.go_version + "\n" +
                                                        block("require", requirements.require) +
                                                        block("replace", requirements.replace));
  write_file_atomically(stage.root / "main/go.sum", cache.go_sum());
  write_lists(stage, closure);
}

namespace {

std::string normal(const std::filesystem::path& directory) {
  const std::string text = directory.lexically_normal().generic_string();
  if (text.size() > 1 && text.ends_with('/')) return text.substr(0, text.size() - 1);
  return text.empty() ? "." : text;
}

// as_directory writes a path so that the go command takes it for a directory.
std::string as_directory(const std::string& path) {
  return path == "." || path == ".." || path.starts_with("../") ? path : "./" + path;
}

// LeafStage is one run of stage_leaf, or of stage_shell.
class LeafStage {
 public:
  LeafStage(const StageDirectory& stage, const LeafLock& lock, Closure closure,
            const std::filesystem::path& source, bool in_place)
      : stage_(stage),
        lock_(lock),
        closure_(std::move(closure)),
        source_(source),
        in_place_(in_place) {
    for (const LeafModule& module : lock.modules) {
      files_.push_back(parse_mod_text(read_go_mod(source, module)));
    }
    decisive_ = lock.go_work.empty() ? files_[0] : parse_mod_text(read_file(source / "go.work"));
  }

  void run() {
    ModuleCache cache(stage_.root / "mod", !in_place_);
    Requirements requirements;
    // What is in the leaf's source is built from there, also where a module of the set was resolved
    // with another version of it.
    for (const LeafModule& module : lock_.modules) {
      closure_.remove(module.path);
      if (module.is_main()) continue;
      requirements.require.push_back(module.path + " " + module.version);
      requirements.replace.push_back(module.path + " " + module.version + " => " +
                                     quoted(written_directory(module)));
    }
    requirements.add(cache, closure_);
    std::string overlay;
    for (std::size_t i = 0; i < files_.size(); ++i) {
      const std::filesystem::path directory = source_ / lock_.modules[i].directory;
      const std::string require = i == 0 ? block("require", requirements.require) : "";
      const std::string text = files_[i].rest + require;
      if (in_place_) {
        write_file_atomically(directory / "go.mod", text);
        std::filesystem::remove(directory / "go.sum");
        continue;
      }
      const std::filesystem::path written = stage_.root / ("go." + std::to_string(i) + ".mod");
      write_file_atomically(written, text);
      overlay += (i == 0 ? "" : ",") + json_string(normal(directory / "go.mod")) + ":" +
                 json_string(written.string());
    }
    const std::filesystem::path& work = in_place_ ? source_ : stage_.root;
    write_file_atomically(work / "go.work", go_work(requirements.replace));
    write_file_atomically(work / "go.work.sum", cache.go_sum());
    if (!in_place_) {
      write_file_atomically(stage_.root / "overlay.json", "{\"Replace\":{" + overlay + "}}\n");
    }
    write_lists(stage_, closure_);
  }

 private:
  // json_string quotes a path of this system for the go command.
  static std::string json_string(const std::string& path) {
    std::string text = "\"";
    for (const char c : path) {
      if (c == '"' || c == '\\') text += '\\';
      text += c;
    }
    return text + '"';
  }

  // written_directory returns the directory that replaces a module as the go command prints it into
  // programs: as the deciding file has it, and for the go.mod of one of several main modules as
  // seen from the go.work.
  std::string written_directory(const LeafModule& local) const {
    if (!in_place_) return normal(source_ / local.directory);
    for (const ModText::Replace& replace : decisive_.replace) {
      if (replace.to_directory() && replace.applies_to(local.path, local.version) &&
          normal(replace.new_path) == normal(local.directory)) {
        return replace.new_path;
      }
    }
    return as_directory(local.directory);
  }

  // The set may hold a module whose go line is newer than the leaf's, which a main module on its
  // own must not have; a workspace may. It takes GODEBUG defaults from the go.work, so these are
  // stated as the leaf's own file decides them (no go line means 1.16, or 1.18 in a go.work).
  std::string go_work(const std::vector<std::string>& replace) const {
    std::vector<std::string> use;
    for (const LeafModule& module : lock_.modules) {
      if (!module.is_main()) continue;
      use.push_back(
          quoted(in_place_ ? as_directory(module.directory) : normal(source_ / module.directory)));
    }
    std::vector<std::string> godebug = decisive_.godebug;
    bool has_default = false;
    for (const std::string& setting : godebug) has_default |= setting.starts_with("default=");
    if (!has_default) {
      const std::string none = lock_.go_work.empty() ? "1.16" : "1.18";
      godebug.push_back("default=go" + (decisive_.go.empty() ? none : decisive_.go));
    }
    return "go " + stage_.go_version + "\n" + block("use", use) + block("godebug", godebug) +
           block("replace", replace);
  }

  const StageDirectory& stage_;
  const LeafLock& lock_;
  Closure closure_;
  std::filesystem::path source_;
  const bool in_place_;
  std::vector<ModText> files_;  // go.mod of each of the leaf's modules
  ModText decisive_;            // the go.work, or the go.mod of the one main module
};

}  // namespace

void stage_leaf(const StageDirectory& stage, const LeafLock& lock, Closure closure,
                const std::filesystem::path& source) {
  std::filesystem::create_directories(stage.root / "mod");
  LeafStage(stage, lock, std::move(closure), source, true).run();
}

void stage_shell(const StageDirectory& stage, const LeafLock& lock, Closure closure,
                 const std::filesystem::path& source) {
  std::filesystem::remove_all(stage.root / "mod");
  std::filesystem::create_directories(stage.root / "mod");
  LeafStage(stage, lock, std::move(closure), source, false).run();
}

}  // namespace goset::build
