#include "goset/report/prove.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "goset/store/edit.hpp"
#include "json_text.hpp"
#include "wrapped.hpp"

namespace goset::prove_output {

namespace {

using Json = nlohmann::ordered_json;
using Verdict = Proof::Verdict;

constexpr std::size_t most_problems = 3;  // of a package, in texts for people
constexpr std::size_t most_leaves = 8;

const char* word(Verdict verdict) {
  switch (verdict) {
    case Verdict::builds:
      return "builds";
    case Verdict::fails:
      return "fails";
    case Verdict::fails_alone:
      return "fails alone as well";
    case Verdict::not_proven:
      return "not proven";
  }
  return "";
}

const char* what_they_do(const Proof& proof) {
  if (proof.is_by_nix) return "build with Nix";
  return proof.depth == Depth::compile ? "compile" : "type-check";
}

// is_of_own reports whether a failure is one with the versions that a leaf keeps.
bool is_of_own(const Proof& proof, const Proof::Failure& failure) {
  return !failure.track.empty() &&
         std::any_of(proof.leaves.begin(), proof.leaves.end(), [&](const Proof::Leaf& leaf) {
           return leaf.keeps_own && leaf.track == failure.track;
         });
}

// module_name is how a text names the module that has a package.
std::string module_name(const Proof& proof, const Proof::Failure& failure) {
  std::string result = failure.module.version.empty()
                           ? "the program itself"
                           : failure.module.path + " " + failure.module.version;
  if (is_of_own(proof, failure)) return result + " with own versions of " + failure.track;
  if (!failure.track.empty()) result += " in track " + failure.track;
  return result;
}

std::string some_leaves(const std::set<std::string>& leaves) {
  return some_of({leaves.begin(), leaves.end()}, most_leaves);
}

// lines has the first problems of a package, a line each; messages of several lines are cut.
std::vector<std::string> lines(const Proof::Failure& failure) {
  std::vector<std::string> result;
  for (const PackageProblem& problem : failure.problems) {
    if (result.size() == most_problems) break;
    const std::string line = problem.str();
    result.push_back(line.substr(0, line.find('\n')));
  }
  if (failure.count > result.size()) {
    result.push_back(fmt::format("and {} more", failure.count - result.size()));
  }
  return result;
}

std::string verdict_text(const Proof& proof, const Proof::Leaf& leaf) {
  if (leaf.verdict == Verdict::not_proven) return fmt::format("is not proven: {}", leaf.reason);
  const auto package = [&](std::size_t number) { return proof.failures[number].package; };
  std::string result = fmt::format("fails at {}", package(leaf.failures.front()));
  const std::size_t more = leaf.failures.size() - 1;
  if (more > 0) result += fmt::format(" and {} more", plural(more, "package"));
  if (leaf.verdict == Verdict::fails_alone) return result + ", and alone as well";
  if (!leaf.failures_alone.empty()) {
    result += fmt::format("; alone at {}", package(*leaf.failures_alone.begin()));
    const std::size_t more_alone = leaf.failures_alone.size() - 1;
    if (more_alone > 0) result += fmt::format(" and {} more", plural(more_alone, "package"));
  }
  if (!leaf.untried.empty())
    result += fmt::format("; it could not be tried alone: {}", leaf.untried);
  if (!leaf.unmended.empty()) result += fmt::format("; no fix was found: {}", leaf.unmended);
  return result;
}

// blame_text says which module is another version, and why; empty if there is none to blame.
std::string blame_text(const Proof& proof, const Proof::Failure& failure) {
  if (!failure.blame) return "";
  const Proof::Blame& blame = *failure.blame;
  const std::string alone = blame.alone.empty() ? "no version" : blame.alone;
  const char* const here = is_of_own(proof, failure) ? "here it"
                           : failure.track.empty()   ? "the set"
                                                     : "the track";
  std::string result = fmt::format("{}: {} alone has {}, {} has {}", blame.module.path, blame.leaf,
                                   alone, here, blame.module.version);
  if (blame.because.empty()) return result;
  result += ", " + blame.because.front();
  const std::size_t more = blame.because.size() - 1;
  if (more > 0) result += fmt::format(" and {} more", more);
  return result;
}

// more_parts says what a remedy costs.
std::string more_parts(long parts) {
  const std::size_t count = static_cast<std::size_t>(parts < 0 ? -parts : parts);
  return fmt::format("{} {}", plural(count, "part"), parts < 0 ? "fewer" : "more");
}

// remedy_text says what a remedy does, and what it costs.
std::string remedy_text(const Remedy& remedy) {
  const Manifest::Track& change = remedy.change;
  const std::string in = fmt::format("track {}", remedy.track);
  std::string what;
  if (remedy.keeps_own()) {
    what = fmt::format("versions = \"own\" for {}", remedy.leaf());
  } else if (remedy.kind == Remedy::Kind::apart) {
    what = fmt::format("{} for {}", in, fmt::join(change.leaves, ", "));
  } else if (remedy.kind == Remedy::Kind::own) {
    what = fmt::format("{} with own versions of {}", in, plural(change.pins.size(), "module"));
  } else {
    const auto& [path, pin] = *change.pins.begin();
    what = fmt::format("{} with {} {}", in, path, pin.version);
    const std::size_t more = change.pins.size() - 1;
    if (more > 0) what += fmt::format(" and {} more held back", plural(more, "module"));
  }
  return fmt::format("{}: {}", what, more_parts(remedy.parts));
}

// remedies_of returns the remedies of a failure, each once.
std::vector<const Remedy*> remedies_of(const Proof& proof, const Proof::Failure& failure) {
  std::vector<const Remedy*> result;
  for (const Remedy& remedy : proof.remedies) {
    const bool mends = std::any_of(failure.leaves.begin(), failure.leaves.end(),
                                   [&](const auto& leaf) { return remedy.mends.contains(leaf); });
    if (mends) result.push_back(&remedy);
  }
  return result;
}

// remedies_text says what mends a failure; empty if nothing does.
std::string remedies_text(const Proof& proof, const Proof::Failure& failure) {
  std::string result;
  for (const Remedy* const remedy : remedies_of(proof, failure)) {
    result += (result.empty() ? "fixed by " : "; ") + remedy_text(*remedy);
  }
  return result;
}

std::string change_text(const Remedy& remedy) {
  if (!remedy.keeps_own()) return manifest::track_table(remedy.track, remedy.change);
  return manifest::leaf_value_table(remedy.leaf(), "versions", "own", remedy.change.reason);
}

// change_text is what goset.toml would get.
std::string change_text(const Proof& proof) {
  std::string result;
  for (const Remedy& remedy : proof.remedies) {
    result += (result.empty() ? "" : "\n") + change_text(remedy);
  }
  return result;
}

// offer introduces what goset.toml would get, or gets if the set with it was asked for.
template <typename Target>
escape::Text<Target> offer(const Proof& proof) {
  escape::Text<Target> result = escape::Text<Target>::format(
      "{} of {} {} with this in {} (tried; {} -> {} module parts)", proof.count_mended(),
      plural(proof.leaves.size(), "program"), what_they_do(proof), Manifest::file_name, proof.parts,
      proof.mended_parts);
  return proof.mended ? result.add(":") : result.add(".\n`goset prove --write` writes it:");
}

std::string heading(const Proof& proof, const Proof::Failure& failure) {
  const std::string errors = plural(failure.count, "error");
  if (proof.is_by_nix) return errors;
  const std::string tags =
      failure.choice.empty() ? "" : ", with the tags " + tag_choice::text(failure.choice);
  return fmt::format("{} on {}{}", errors, failure.configuration.str(), tags);
}

std::string summary_line(const Proof& proof) {
  const std::string build =
      fmt::format("{} of {} {}", proof.count(Verdict::builds),
                  plural(proof.leaves.size(), "program"), what_they_do(proof));
  if (proof.is_by_nix) return build;
  return fmt::format("{}: {}, {} checked now", build, plural(proof.packages, "package"),
                     proof.checked);
}

Json problem_json(const PackageProblem& problem) {
  Json result = Json::object();
  if (!problem.file.empty()) {
    result = {{"file", problem.file}, {"line", problem.line}, {"column", problem.column}};
  }
  result["message"] = problem.message;
  return result;
}

Json failure_json(const Proof& proof, const Proof::Failure& failure) {
  Json result{{"package", failure.package}, {"module", failure.module.path}};
  if (!failure.choice.empty()) result["tags"] = failure.choice;
  if (!failure.module.version.empty()) result["version"] = failure.module.version;
  if (is_of_own(proof, failure)) {
    result["versions"] = "own";
  } else if (!failure.track.empty()) {
    result["track"] = failure.track;
  }
  if (!proof.is_by_nix) {
    result["platform"] = failure.configuration.platform.str();
    result["cgo"] = failure.configuration.cgo;
  }
  result["count"] = failure.count;
  result["errors"] = Json::array();
  for (const PackageProblem& problem : failure.problems) {
    result["errors"].push_back(problem_json(problem));
  }
  result["leaves"] = failure.leaves;
  if (failure.blame) {
    const Proof::Blame& blame = *failure.blame;
    result["blame"] = {{"module", blame.module.path},
                       {"version", blame.module.version},
                       {"leaf", blame.leaf},
                       {"because", blame.because}};
    if (!blame.alone.empty()) result["blame"]["alone"] = blame.alone;
  }
  return result;
}

const char* word(Remedy::Kind kind) {
  switch (kind) {
    case Remedy::Kind::apart:
      return "apart";
    case Remedy::Kind::hold:
      return "hold";
    case Remedy::Kind::family:
      return "family";
    case Remedy::Kind::own:
      return "own";
  }
  return "";
}

Json remedy_json(const Remedy& remedy) {
  Json result{{"kind", word(remedy.kind)}};
  if (remedy.keeps_own()) {
    result["versions"] = "own";
  } else {
    result["track"] = remedy.track;
    result["new"] = remedy.is_new;
  }
  result["leaves"] = remedy.change.leaves;
  result["reason"] = remedy.change.reason;
  result["pin"] = Json::object();
  for (const auto& [path, pin] : remedy.change.pins) result["pin"][path] = pin.version;
  result["fixes"] = remedy.mends;
  result["parts"] = remedy.parts;
  return result;
}

Json leaf_json(const Proof& proof, const Proof::Leaf& leaf) {
  Json result{{"name", leaf.name}, {"verdict", word(leaf.verdict)}};
  if (leaf.keeps_own) {
    result["versions"] = "own";
  } else if (!leaf.track.empty()) {
    result["track"] = leaf.track;
  }
  if (!leaf.reason.empty()) result["reason"] = leaf.reason;
  result["packages"] = leaf.packages;
  if (leaf.failures.empty()) return result;
  result["failures"] = Json::array();
  for (const std::size_t number : leaf.failures) {
    result["failures"].push_back(proof.failures[number].package);
  }
  if (!leaf.failures_alone.empty()) {
    Json& alone = result["alone"] = Json::array();
    for (const std::size_t number : leaf.failures_alone) {
      alone.push_back(proof.failures[number].package);
    }
  }
  if (!leaf.untried.empty()) result["untried"] = leaf.untried;
  if (!leaf.unmended.empty()) result["unfixed"] = leaf.unmended;
  return result;
}

}  // namespace

TerminalText text(const Proof& proof, const Paint& paint) {
  TerminalText out;
  for (const Proof::Leaf& leaf : proof.leaves) {
    if (leaf.verdict == Verdict::builds) continue;
    out.add("{} {}\n", paint.strong(leaf.name), verdict_text(proof, leaf));
  }
  for (const Proof::Failure& failure : proof.failures) {
    out.add("\n{} ({}): {}\n", paint.bad(failure.package), module_name(proof, failure),
            heading(proof, failure));
    for (const std::string& line : lines(failure)) out.add("  {}\n", line);
    for (const std::string& line : {blame_text(proof, failure), remedies_text(proof, failure)}) {
      if (!line.empty()) out += wrapped(line);
    }
    out += wrapped("needed by " + some_leaves(failure.leaves));
  }
  if (!proof.remedies.empty()) {
    out.add("\n{}\n\n{}", offer<escape::Terminal>(proof), terminal_lines(change_text(proof)));
  }
  if (proof.is_by_nix && !proof.failures.empty()) {
    out.add(
        "\n`goset prove` finds out whether a program fails alone as well, and what fixes it.\n");
  }
  return out;
}

TerminalText summary(const Proof& proof) {
  return TerminalText::format("{}\n", summary_line(proof));
}

JsonText json(const Proof& proof) {
  Json result{{"packages", proof.packages},
              {"checked", proof.checked},
              {"leaves", Json::array()},
              {"failures", Json::array()}};
  for (const Proof::Leaf& leaf : proof.leaves) result["leaves"].push_back(leaf_json(proof, leaf));
  for (const Proof::Failure& failure : proof.failures) {
    result["failures"].push_back(failure_json(proof, failure));
  }
  if (!proof.remedies.empty()) {
    result["remedies"] = Json::array();
    for (const Remedy& remedy : proof.remedies) result["remedies"].push_back(remedy_json(remedy));
    result["parts"] = {{"now", proof.parts}, {"then", proof.mended_parts}};
  }
  return json_text(result);
}

MarkdownText markdown(const Proof& proof) {
  MarkdownText out = MarkdownText::format("{}\n", summary_line(proof));
  if (proof.count(Verdict::builds) == proof.leaves.size()) return out;
  out.add("\n| program | |\n| --- | --- |\n");
  for (const Proof::Leaf& leaf : proof.leaves) {
    if (leaf.verdict == Verdict::builds) continue;
    out.add("| {} | {} |\n", leaf.name, verdict_text(proof, leaf));
  }
  for (const Proof::Failure& failure : proof.failures) {
    TerminalText code;
    for (const std::string& line : lines(failure)) code.add("{}\n", line);
    out.add("\n**{}** ({}): {}\n\n{}\n", failure.package, module_name(proof, failure),
            heading(proof, failure), fenced_code("", code));
    if (const std::string blame = blame_text(proof, failure); !blame.empty()) {
      out.add("{}.\n", blame);
    }
    out.add("Needed by {}.\n", some_leaves(failure.leaves));
    if (std::string text = remedies_text(proof, failure); !text.empty()) {
      text.front() = 'F';
      out.add("{}.\n", text);
    }
  }
  if (!proof.remedies.empty()) {
    out.add("\n{}\n\n{}", offer<escape::Markdown>(proof),
            fenced_code("toml", terminal_lines(change_text(proof))));
  }
  return out;
}

WorkflowText github(const Proof& proof) {
  WorkflowText out;
  for (const Proof::Leaf& leaf : proof.leaves) {
    if (leaf.verdict == Verdict::builds) continue;
    TerminalText message = TerminalText::format("{} {}", leaf.name, verdict_text(proof, leaf));
    for (const std::size_t number : leaf.failures) {
      const Proof::Failure& failure = proof.failures[number];
      message.add("\n{} ({})", failure.package, module_name(proof, failure));
      for (const std::string& line : lines(failure)) message.add("\n  {}", line);
      for (const std::string& line : {blame_text(proof, failure), remedies_text(proof, failure)}) {
        if (!line.empty()) message.add("\n  {}", line);
      }
    }
    const bool is_error = leaf.verdict == Verdict::fails;
    out += workflow_command(is_error ? "error" : "warning", "",
                            fmt::format("goset {}", word(leaf.verdict)), message);
  }
  return out;
}

}  // namespace goset::prove_output
