#include "goset/fetch/version_query.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <nlohmann/json.hpp>
#include <sstream>

#include "goset/go/semver.hpp"
#include "goset/go/unicode.hpp"

// The steps of cmd/go/internal/modload/query.go. A query either names a revision, which the proxy
// makes a version of (`@v/REVISION.info`), or chooses among the tagged versions: those that match
// and are not retracted; releases before pre-releases; +incompatible ones only where the highest
// other has no go.mod, or where the query asks for them. Retractions stand in the go.mod of the
// highest version, retracted ones included.
//
// One step is left out: Go asks for the .info of a tag that it chose from the list. Its zip is
// asked for next in any case.

namespace goset {

namespace {

// is_prefix reports whether a valid version is "v1" or "v1.2".
bool is_prefix(std::string_view version) {
  return version.find_first_of("-+") == std::string_view::npos &&
         std::count(version.begin(), version.end(), '.') < 2;
}

bool is_incompatible(std::string_view version) {
  return version.ends_with("+incompatible");
}

bool fits_path(const std::string& path, const std::string& version) {
  try {
    module::check(path, version);
    return true;
  } catch (const Error&) {
    return false;
  }
}

// percent_encoded writes a revision as it may stand in a URL.
std::string percent_encoded(const std::string& text) {
  constexpr std::string_view plain = "-_.~!+@$&=,()";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) || plain.find(c) != std::string_view::npos) {
      out += c;
    } else {
      out += fmt::format("%{:02X}", static_cast<unsigned>(byte));
    }
  }
  return out;
}

// time_digits turns "2024-01-02T03:04:05Z" into the "20240102030405" of a pseudo-version; empty
// for what is written otherwise.
std::string time_digits(std::string_view time) {
  constexpr std::string_view form = "dddd-dd-ddTdd:dd:dd";
  if (time.size() <= form.size() || time.back() != 'Z') return "";
  std::string digits;
  for (std::size_t i = 0; i < form.size(); ++i) {
    const bool is_digit = std::isdigit(static_cast<unsigned char>(time[i])) != 0;
    if (is_digit != (form[i] == 'd') || (!is_digit && time[i] != form[i])) return "";
    if (is_digit) digits += time[i];
  }
  return digits;
}

// short_message makes a comment of a foreign go.mod fit for one line of a terminal.
std::string short_message(std::string_view text) {
  text = unicode::trim(text.substr(0, text.find('\n')));
  if (text.size() > 500) return "(message omitted: too long)";
  for (std::string_view rest = text; !rest.empty();) {
    const unicode::Rune rune = unicode::decode(rest);
    if (!rune.valid || (!unicode::is_printable(rune.value) && !unicode::is_space(rune.value))) {
      return "(message omitted: contains non-printable characters)";
    }
    rest.remove_prefix(rune.size);
  }
  return std::string(text);
}

}  // namespace

// Matcher is a query that chooses among versions.
struct VersionQuery::Matcher {
  enum class Bound { none, less, less_or_equal, greater, greater_or_equal };
  std::string prefix;  // that versions begin with
  Bound bound = Bound::none;
  std::string limit;
  bool prefer_lower = false;
  bool prefer_incompatible = false;
  bool may_use_latest = false;
  std::string current;  // where "upgrade" and "patch" begin: they may stay there, retracted or not

  bool within(const std::string& version) const {
    const int order = semver::compare(version, limit);
    switch (bound) {
      case Bound::less:
        return order < 0;
      case Bound::less_or_equal:
        return order <= 0;
      case Bound::greater:
        return order > 0;
      case Bound::greater_or_equal:
        return order >= 0;
      case Bound::none:
        break;
    }
    return true;
  }
};

VersionQuery::VersionQuery(Goproxy& proxy, std::string module_path, std::function<void()> arrived)
    : proxy_(proxy), path_(std::move(module_path)), arrived_(std::move(arrived)) {
  module::check_path(path_);
}

VersionQuery::Matcher VersionQuery::matcher(const std::string& path, const std::string& query,
                                            const std::string& current) {
  using Bound = Matcher::Bound;
  Matcher m;
  m.prefer_incompatible = is_incompatible(current);
  if (query == "latest" || (query == "upgrade" && current.empty())) {
    m.may_use_latest = true;
    return m;
  }
  if (query == "upgrade" || query == "patch") {
    if (current.empty()) {
      throw Error(fmt::format("{}: there is no version yet to patch", path),
                  {"@latest means the newest"});
    }
    m.may_use_latest = module::is_pseudo_version(current);
    if (query == "patch") m.prefix = semver::major_minor(current) + ".";
    m.bound = Bound::greater_or_equal;
    m.limit = current;
    m.current = current;
    return m;
  }
  if (query.starts_with('<') || query.starts_with('>')) {
    const bool equal = query.size() > 1 && query[1] == '=';
    m.prefer_lower = query[0] == '>';
    m.limit = query.substr(equal ? 2 : 1);
    if (!semver::is_valid(m.limit)) {
      throw Error(fmt::format("{}@{}: \"{}\" is not a version", path, query, m.limit),
                  {"a bound is written like <v1.5 or >=v1.2.3"});
    }
    // "v1.2" may mean any v1.2.x: whether <= and > include those can't be said.
    if (equal != m.prefer_lower && is_prefix(m.limit)) {
      throw Error(fmt::format("{}@{}: \"{}\" is ambiguous here", path, query, m.limit),
                  {"write the version in full, like v1.2.3"});
    }
    m.bound = m.prefer_lower ? (equal ? Bound::greater_or_equal : Bound::greater)
                             : (equal ? Bound::less_or_equal : Bound::less);
  } else {
    // v1.2 does not mean a pre-release of v1.2.0.
    m.prefix = query + ".";
    m.bound = Bound::greater_or_equal;
    m.limit = query;
  }
  const std::string major = module::split_path_version(path)->major;
  m.prefer_incompatible = m.prefer_incompatible || !module::match_path_major(m.limit, major);
  return m;
}

std::string VersionQuery::resolve(const std::string& query, const std::string& current) {
  const bool chooses = query == "latest" || query == "upgrade" || query == "patch" ||
                       query.starts_with('<') || query.starts_with('>') ||
                       (semver::is_valid(query) && is_prefix(query));
  if (!chooses) return revision(query);
  const Matcher m = matcher(path_, query, current);
  const std::optional<Info> found = best(m, false);
  const bool moves_on = (query == "upgrade" || query == "patch") && !current.empty();
  if (found) return moves_on ? not_before(*found, current) : found->version;
  if (moves_on) return current;
  Error error(fmt::format("{}: no matching versions for query \"{}\"", path_, query));
  if (const std::optional<Info> taken_back = best(m, true)) {
    error.add_note(
        fmt::format("{} is retracted by its author; to have it, name it", taken_back->version));
  } else {
    error.add_note(versions().empty() ? "it has no tagged version"
                                      : "its highest version is " + versions().back());
  }
  throw error;
}

std::string VersionQuery::revision(const std::string& query) {
  if (fits_path(path_, query)) return query;
  if (query.find('/') != std::string::npos) {
    throw Error(fmt::format("{}@{}: module proxies take no name with a slash", path_, query),
                {"name the commit instead"});
  }
  try {
    return stat(query).version;
  } catch (const NotFoundError&) {
    // What follows a "+" does not count in semantic versions.
    const std::string canonical = module::canonical_version(query);
    if (canonical.empty() || canonical == query) throw;
    return stat(canonical).version;
  }
}

// not_before keeps "upgrade" and "patch" from going back in time from a pseudo-version, which may
// come from a branch whose version numbers are behind.
std::string VersionQuery::not_before(const Info& found, const std::string& current) {
  const std::optional<module::PseudoVersion> pseudo = module::parse_pseudo_version(current);
  if (!pseudo) return found.version;
  const std::string time = time_digits(found.time.empty() ? stat(found.version).time : found.time);
  return !time.empty() && time < pseudo->time ? current : found.version;
}

std::string VersionQuery::time_of(const std::string& version) {
  if (const auto pseudo = module::parse_pseudo_version(version)) return pseudo->time;
  return time_digits(stat(version).time);
}

std::optional<VersionQuery::Info> VersionQuery::best(const Matcher& m, bool with_retracted) {
  const std::vector<std::string> all = candidates(m, with_retracted);
  for (const bool release : {true, false}) {
    std::vector<std::string> some;
    for (const std::string& version : all) {
      if (semver::prerelease(version).empty() == release) some.push_back(version);
    }
    if (!some.empty()) return Info{m.prefer_lower ? some.front() : some.back(), ""};
  }
  if (!m.may_use_latest) return std::nullopt;
  const std::optional<Info> latest_info = latest();
  if (!latest_info || !allows(m, latest_info->version, with_retracted)) return std::nullopt;
  return latest_info;
}

bool VersionQuery::allows(const Matcher& m, const std::string& version, bool with_retracted) {
  return version.starts_with(m.prefix) && m.within(version) &&
         (with_retracted || version == m.current || !retracted(version));
}

std::vector<std::string> VersionQuery::candidates(const Matcher& m, bool with_retracted) {
  std::vector<std::string> result;
  bool incompatible = m.prefer_incompatible;
  std::string last_compatible;
  for (const std::string& version : versions()) {
    if (!allows(m, version, with_retracted)) continue;
    if (!incompatible) {
      if (!is_incompatible(version)) {
        last_compatible = version;
      } else if (!last_compatible.empty()) {
        // A go.mod says that its author uses module paths, and that the rest is from before.
        if (has_go_mod(last_compatible)) break;
        incompatible = true;
      }
    }
    result.push_back(version);
  }
  return result;
}

std::optional<std::string> VersionQuery::retracted(const std::string& version) {
  bool is_retracted = false;
  std::string rationale;
  for (const ModFile::Retract& retract : newest().retract) {
    if (semver::compare(retract.low, version) > 0 || semver::compare(version, retract.high) > 0) {
      continue;
    }
    is_retracted = true;
    if (rationale.empty()) rationale = retract.rationale;
  }
  if (!is_retracted) return std::nullopt;
  return short_message(rationale);
}

std::optional<std::string> VersionQuery::deprecated() {
  const std::optional<std::string>& text = newest().deprecated;
  if (!text || text->empty()) return std::nullopt;
  return short_message(*text);
}

const ModFile& VersionQuery::newest() {
  if (newest_) return *newest_;
  ModFile found;
  try {
    Matcher all;
    all.may_use_latest = true;
    if (const std::optional<Info> info = best(all, true)) {
      found = mod_file::parse_lax(path_ + "/go.mod", go_mod(info->version));
    }
  } catch (const SecurityError&) {
    throw;
  } catch (const Error&) {
    // As with Go: what can't be read retracts nothing.
  }
  newest_ = std::move(found);
  return *newest_;
}

// --- what is asked of the proxy ------------------------------------------------------------------

const Answer& VersionQuery::ask(const std::string& suffix, const std::string& version,
                                std::optional<std::size_t> source) {
  std::shared_ptr<std::optional<Answer>>& answer = answers_[suffix];
  if (!answer) {
    answer = std::make_shared<std::optional<Answer>>();
    proxy_.get(
        path_, suffix, {},
        [answer, arrived = arrived_](Answer come) {
          *answer = std::move(come);
          if (arrived) arrived();
        },
        source);
  }
  while (!*answer) {
    if (arrived_) throw Pending();
    proxy_.exchange().turn();
  }
  const Answer& come = **answer;
  if (!come.fault) return come;
  const std::string message =
      fmt::format("{}: {}", ModuleVersion{path_, version}.str(), come.fault->message());
  if (come.not_found || come.no_proxy_has_it) throw NotFoundError(message, come.fault->notes());
  throw Error(message, come.fault->notes());
}

// list returns a text that is read in a moment: some hundred thousand versions.
const Answer& VersionQuery::list() {
  const Answer& answer = ask("@v/list");
  if (answer.body.size() <= most_list_bytes) return answer;
  throw Error(fmt::format("{}: the proxy's list of versions has more than {} MiB", path_,
                          most_list_bytes >> 20));
}

const std::vector<std::string>& VersionQuery::versions() {
  if (versions_) return *versions_;
  std::istringstream lines(list().body);
  std::vector<std::string> found;
  for (std::string line; std::getline(lines, line);) {
    const std::string version = line.substr(0, line.find_first_of(" \t\r"));
    if (fits_path(path_, version) && !module::is_pseudo_version(version)) {
      found.push_back(version);
    }
  }
  std::sort(found.begin(), found.end(), [](const std::string& a, const std::string& b) {
    const int order = semver::compare(a, b);
    return order != 0 ? order < 0 : a < b;
  });
  versions_ = std::move(found);
  return *versions_;
}

// latest stays with the source that has the list, as Go asks each source the whole query. A proxy
// need not know @latest: then it is the newest of the pseudo-versions in the list.
std::optional<VersionQuery::Info> VersionQuery::latest() {
  if (latest_) return *latest_;
  const Answer& list = this->list();
  try {
    latest_ = parse_info(ask("@latest", {}, list.source).body, "@latest");
    return *latest_;
  } catch (const NotFoundError&) {
  }
  const std::string version = newest_listed(list.body);
  latest_ = version.empty() ? std::optional<Info>() : stat(version);
  return *latest_;
}

// newest_listed returns the version with the latest time of those that a list gives one, or that
// have one in their name; empty if there are none.
std::string VersionQuery::newest_listed(const std::string& list) const {
  std::string newest;
  std::string version;
  std::istringstream lines(list);
  for (std::string line; std::getline(lines, line);) {
    std::istringstream fields(line);
    std::string name;
    std::string time;
    fields >> name >> time;
    const std::optional<module::PseudoVersion> pseudo = module::parse_pseudo_version(name);
    const std::string digits = !time.empty() ? time_digits(time) : pseudo ? pseudo->time : "";
    if (digits <= newest || !fits_path(path_, name)) continue;
    newest = digits;
    version = name;
  }
  return version;
}

VersionQuery::Info VersionQuery::stat(const std::string& revision) {
  const std::string escaped = module::escape_version(revision);
  const std::string suffix = fmt::format("@v/{}.info", percent_encoded(escaped));
  Info info = parse_info(ask(suffix, revision).body, revision);
  if (info.version != revision && fits_path(path_, revision)) {
    throw Error(fmt::format("{}@{}: the proxy answered with {}", path_, revision, info.version));
  }
  return info;
}

VersionQuery::Info VersionQuery::parse_info(const std::string& text,
                                            const std::string& asked) const {
  // The parser makes a value of each bracket: what is longer than any answer is not looked at.
  const nlohmann::json json = text.size() > most_info_bytes
                                  ? nlohmann::json()
                                  : nlohmann::json::parse(text, nullptr, false);
  const auto member = [&](const char* name) {
    return json.is_object() && json.contains(name) && json[name].is_string()
               ? json[name].get<std::string>()
               : "";
  };
  const Info info{member("Version"), member("Time")};
  if (info.version.empty()) {
    throw Error(fmt::format("{}: the proxy's answer to {} is malformed", path_, asked));
  }
  module::check(path_, info.version);
  return info;
}

const std::string& VersionQuery::go_mod(const std::string& version) {
  return ask(fmt::format("@v/{}.mod", module::escape_version(version)), version).body;
}

// has_go_mod takes the file that a proxy makes up for a module without one for none.
bool VersionQuery::has_go_mod(const std::string& version) {
  return go_mod(version) != fmt::format("module {}\n", path_);
}

}  // namespace goset
