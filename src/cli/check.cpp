#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "choice.hpp"
#include "commands.hpp"
#include "goset/app/drift.hpp"
#include "goset/app/refetch.hpp"
#include "goset/app/session.hpp"
#include "goset/set/unused.hpp"
#include "goset/store/conflict.hpp"
#include "goset/store/folder.hpp"
#include "goset/store/set_files.hpp"
#include "terminal.hpp"

namespace goset::cli {

namespace {

struct CheckOptions {
  std::string format = "text";
  bool verify = false;
};

// Told is a finding with what it weighs and what mends it.
struct Told {
  enum class Kind { note, drift, failure, security } kind;
  Finding finding;
  std::string command;

  const char* word() const {
    switch (kind) {
      case Kind::note:
        return "note";
      case Kind::drift:
        return "drift";
      case Kind::failure:
        return "failure";
      case Kind::security:
        return "security";
    }
    return "";
  }
};

std::vector<Told> look(const Options& options, const CheckOptions& check, const Folder& folder) {
  const Manifest manifest = read_manifest(folder);
  const std::string in =
      options.directory == "." ? "goset" : fmt::format("goset -C {}", options.directory);
  std::vector<Told> result;
  const KnownLock known = KnownLock::read(folder);
  if (known.has_conflict) {
    const std::string name = folder.shown(Folder::lock_name);
    result.push_back({Told::Kind::drift,
                      {name + " has the conflict markers of a merge", "", "", name},
                      in + " lock"});
    return result;
  }
  const std::optional<Lock>& lock = known.before;
  for (Finding& finding : find_drift(folder, manifest, known)) {
    const std::string command = finding.command.empty() ? "lock" : finding.command;
    result.push_back({Told::Kind::drift, std::move(finding), in + " " + command});
  }
  if (!lock) return result;
  for (const Unused& unused : unused_decisions(manifest, lock->set)) {
    result.push_back({Told::Kind::note,
                      {fmt::format("{} decides nothing: {}", unused.what, unused.reason), "",
                       unused.pin, folder.shown(Folder::manifest_name)},
                      unused.pin.empty() ? "" : in + " lock --prune"});
  }
  if (check.verify) {
    Session session(options);
    Progress progress(options.quiet);
    Refetched again = refetch(*lock, folder.directory(), session,
                              [&](const std::string& line) { progress.show(line); });
    for (Finding& finding : again.different) {
      result.push_back({Told::Kind::security, std::move(finding), ""});
    }
    for (Finding& finding : again.missing) {
      result.push_back({Told::Kind::failure, std::move(finding), ""});
    }
  }
  return result;
}

// print_text puts findings with the same remedy together.
void print_text(const std::vector<Told>& all, const Paint& paint) {
  for (std::size_t i = 0; i < all.size(); ++i) {
    const std::string word = fmt::format("{}:", all[i].word());
    const std::string shown = all[i].kind == Told::Kind::note    ? paint.faint(word)
                              : all[i].kind == Told::Kind::drift ? paint.warning(word)
                                                                 : paint.bad(word);
    fmt::print("{} {}\n", shown, all[i].finding.text);
    const bool is_last = i + 1 == all.size() || all[i + 1].command != all[i].command;
    if (is_last && !all[i].command.empty()) fmt::print("  run: {}\n", all[i].command);
  }
}

// print_github prints workflow commands, which show up beside the files of a pull request:
// https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands.
void print_github(const std::vector<Told>& all) {
  const auto escaped = [](const std::string& text, bool is_property) {
    std::string out;
    for (const char c : text) {
      const bool special =
          c == '%' || c == '\n' || c == '\r' || (is_property && (c == ':' || c == ','));
      out += special ? fmt::format("%{:02X}", static_cast<unsigned char>(c)) : std::string(1, c);
    }
    return out;
  };
  for (const Told& told : all) {
    std::string message = told.finding.text;
    if (!told.command.empty()) message += "\nrun: " + told.command;
    fmt::print("::{} ", told.kind == Told::Kind::note ? "notice" : "error");
    if (!told.finding.file.empty()) fmt::print("file={},", escaped(told.finding.file, true));
    fmt::print("title=goset {}::{}\n", told.word(), escaped(message, false));
  }
}

void print_json(const std::vector<Told>& all) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const Told& told : all) {
    nlohmann::ordered_json entry{{"kind", told.word()}, {"text", told.finding.text}};
    const auto put = [&](const char* key, const std::string& value) {
      if (!value.empty()) entry[key] = value;
    };
    put("leaf", told.finding.leaf);
    put("module", told.finding.module);
    put("file", told.finding.file);
    put("command", told.command);
    list.push_back(std::move(entry));
  }
  fmt::print("{}\n", list.dump(1));
}

int check(const Options& options, const CheckOptions& check) {
  const std::vector<Told> all = look(options, check, Folder(options.directory));
  if (check.format == "json") {
    print_json(all);
  } else if (check.format == "github") {
    print_github(all);
  } else {
    print_text(all, Paint(options.color, stdout));
  }
  int code = exit_ok;
  for (const Told& told : all) {
    if (told.kind == Told::Kind::drift) code = std::max(code, exit_drift);
    if (told.kind == Told::Kind::failure) code = std::max(code, exit_failed);
    if (told.kind == Told::Kind::security) code = exit_security;
  }
  return code;
}

}  // namespace

void add_check(CLI::App& app, Run& run) {
  auto options = std::make_shared<CheckOptions>();
  CLI::App* const command =
      app.add_subcommand("check", "Say whether lock and generated file are up to date");
  add_choice(*command, "--format", options->format, {"text", "json", "github"},
             "text, json, or github (annotations)")
      ->type_name("FORMAT");
  command->add_flag("--verify", options->verify, "fetch and hash all modules once more");
  command->footer(
      "Offline without --verify, and writes nothing. Names every difference. The exit\n"
      "code is 1 if there is one, 2 if something can't be fetched, 3 if bytes are not\n"
      "those that were locked, 0 for notes alone.\n"
      "\n"
      "Examples:\n"
      "  goset check\n"
      "  goset check --format github\n"
      "  goset check --verify");
  command->callback([&run, options] {
    run = [options](const Options& global) { return check(global, *options); };
  });
}

}  // namespace goset::cli
