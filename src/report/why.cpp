#include "goset/report/why.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "json_text.hpp"

namespace goset::why_output {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t most_lines = 10;  // of an answer, if there is more than it takes
constexpr std::size_t most_reasons = 2;
constexpr std::size_t most_names = 3;

TerminalText user_text(const Why::User& user, const Paint& paint) {
  std::string with;
  for (const std::string& tag : user.tags) with += (with.empty() ? " with " : ", ") + tag;
  TerminalText out =
      TerminalText::format("{}{} ({})\n", paint.strong(user.leaf), with, user.module);
  ModuleVersion last;
  for (const Why::Step& step : user.line) {
    const bool is_own = step.module.version.empty();
    out.add("  {} {}{}\n", is_own ? "has" : "imports", step.package,
            is_own || step.module == last ? "" : "  " + step.module.version);
    last = step.module;
  }
  return out;
}

// where says whose version it is, if not the set's.
std::string where(const Why::Version& version) {
  if (!version.track.empty()) return " in track " + version.track;
  constexpr std::size_t most_owners = 8;
  return version.owners.empty() ? "" : " of " + some_of(version.owners, most_owners);
}

// Lines adds lines to a text, at most so many, and says how many more there are.
class Lines {
 public:
  Lines(TerminalText& out, std::size_t most) : out_(out), most_(most) {}
  ~Lines() {
    if (count_ > most_) out_.add("  and {} more (--all)\n", count_ - most_);
  }
  void add(const TerminalText& line) {
    if (++count_ <= most_) out_ += line;
  }

 private:
  TerminalText& out_;
  const std::size_t most_;
  std::size_t count_ = 0;
};

TerminalText version_text(const Why::Version& version, const Paint& paint, bool all) {
  TerminalText out = TerminalText::format(
      "{}{} because\n", paint.strong(version.module.path + " " + version.module.version),
      where(version));
  {
    Lines lines(out, all ? version.because.size() : most_reasons);
    for (const std::string& reason : version.because) {
      lines.add(TerminalText::format("  {}\n", reason));
    }
  }
  std::vector<std::string> others;
  for (const auto& [leaf, own] : version.alone) {
    if (all) out.add("  {} alone has {}\n", leaf, own);
    others.push_back(leaf);
  }
  if (all || others.empty()) return out;
  return out.add("  other versions alone: {}\n", some_of(others, most_names));
}

TerminalText users_text(const std::vector<Why::User>& users, const Paint& paint, bool all) {
  TerminalText out;
  for (const Why::User& user : users) {
    out += user_text(user, paint);
    if (!all) break;
  }
  if (all || users.size() < 2) return out;
  std::vector<std::string> names;
  for (std::size_t i = 1; i < users.size(); ++i) names.push_back(users[i].leaf);
  return out.add("used by {} more: {} (--all)\n", plural(names.size(), "program"),
                 some_of(names, most_names));
}

Json user_json(const Why::User& user) {
  Json result{{"leaf", user.leaf}, {"module", user.module}, {"imports", Json::array()}};
  if (!user.tags.empty()) result["tags"] = user.tags;
  for (const Why::Step& step : user.line) {
    Json& entry = result["imports"].emplace_back(
        Json{{"package", step.package}, {"module", step.module.path}});
    if (!step.module.version.empty()) entry["version"] = step.module.version;
  }
  return result;
}

Json version_json(const Why::Version& version) {
  Json result{{"path", version.module.path}, {"version", version.module.version}};
  if (!version.track.empty()) result["track"] = version.track;
  if (!version.owners.empty()) result["owners"] = version.owners;
  result["because"] = version.because;
  result["alone"] = version.alone;
  return result;
}

}  // namespace

namespace {

TerminalText whole_text(const Why& why, const Paint& paint, bool all) {
  TerminalText out;
  for (const Why::Version& version : why.versions) out += version_text(version, paint, all);
  out += users_text(why.users, paint, all);
  if (why.users.empty()) out.add("no leaf needs a package of {}\n", why.subject);
  Lines lines(out, all ? why.listed.size() : most_lines);
  for (const auto& [leaf, listed] : why.listed) {
    lines.add(TerminalText::format(
        "  {} alone has {} in its build list{}\n", leaf, listed.version,
        listed.requirer.empty() ? "" : ": " + listed.requirer + " requires it"));
  }
  return out;
}

// has_more_lines: whether a text is too long to be shown unasked.
bool has_more_lines(const TerminalText& text) {
  return std::count(text.str().begin(), text.str().end(), '\n') >
         static_cast<std::ptrdiff_t>(most_lines);
}

}  // namespace

TerminalText text(const Why& why, const Paint& paint, bool all) {
  TerminalText whole = whole_text(why, paint, true);
  return all || !has_more_lines(whole) ? whole : whole_text(why, paint, false);
}

JsonText json(const Why& why) {
  Json result{{"subject", why.subject}, {"users", Json::array()}};
  for (const Why::User& user : why.users) result["users"].push_back(user_json(user));
  result["versions"] = Json::array();
  for (const Why::Version& one : why.versions) result["versions"].push_back(version_json(one));
  for (const auto& [leaf, listed] : why.listed) result["alone"][leaf] = listed.version;
  return json_text(result);
}

TerminalText text(const WhyGo& why, bool all) {
  if (why.go.empty()) return TerminalText::format("no module or leaf has a go line\n");
  TerminalText out = TerminalText::format("go {} because\n", why.go);
  std::size_t left = why.by.size();
  for (const WhyGo::Demand& demand : why.by) {
    TerminalText lines = TerminalText::format("  {} says so\n", demand.who);
    for (const std::string& who : demand.required_by.value_or(std::vector<std::string>())) {
      lines.add("    required by {}\n", who);
    }
    TerminalText more = out;
    more += lines;
    const bool is_first = left == why.by.size();
    if (!all && !is_first && has_more_lines(more)) break;
    out = std::move(more);
    --left;
  }
  return left == 0 ? out : out.add("  and {} more (--all)\n", left);
}

JsonText json(const WhyGo& why) {
  Json by = Json::array();
  for (const WhyGo::Demand& demand : why.by) {
    Json& entry = by.emplace_back(Json{{"who", demand.who}});
    if (demand.required_by) entry["requiredBy"] = *demand.required_by;
  }
  return json_text({{"go", why.go}, {"by", by}});
}

}  // namespace goset::why_output
