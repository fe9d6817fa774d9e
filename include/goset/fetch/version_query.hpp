#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "goset/fetch/goproxy.hpp"
#include "goset/go/mod_file.hpp"

namespace goset {

// VersionQuery answers version queries about one module (https://go.dev/ref/mod#version-queries)
// as the go command does: "latest", "upgrade", "patch", "v1", "v1.2", "<v1.5", "<=", ">", ">=", a
// whole version, a branch, a tag or a commit. Every file is asked for once.
class VersionQuery {
 public:
  // Pending is what all of these throw, instead of waiting, where the query has an `arrived`: the
  // file that they lack has been asked for. Not an Error.
  struct Pending {};
  // `arrived` is called, in a turn of the exchange, when such a file has come: then the same
  // question gets further. Without it a question waits.
  VersionQuery(Goproxy& proxy, std::string module_path, std::function<void()> arrived = {});

  // resolve returns a canonical version that fits the module path. `current` is the version that
  // "upgrade" and "patch" start from; empty if there is none. A version that is whole and fits the
  // path is its own answer, without a request. Throws NotFoundError for an unknown module or
  // revision, Error for a query that nothing matches or that is malformed.
  std::string resolve(const std::string& query, const std::string& current = {});

  const std::string& path() const { return path_; }
  // versions returns the tagged versions that fit the module path, sorted. Throws NotFoundError for
  // an unknown module.
  const std::vector<std::string>& versions();

  // retracted says why the author took a version back (empty if that is not told), deprecated what
  // to do instead of using the module: the first line of what the go.mod of its highest version
  // says, fit for a terminal; nullopt if it says no such thing or can't be had. No checksum covers
  // that go.mod yet: it is shown, it can make "latest" pass over a version, and no more.
  std::optional<std::string> retracted(const std::string& version);
  std::optional<std::string> deprecated();

  // time_of returns when a version was made, as the YYYYMMDDhhmmss of a pseudo-version; empty if the proxy
  // does not say. Throws NotFoundError for an unknown version.
  std::string time_of(const std::string& version);

  // go_mod returns the go.mod of a version, unverified like those. Throws NotFoundError.
  const std::string& go_mod(const std::string& version);

 private:
  struct Matcher;
  struct Info {
    std::string version;
    std::string time;  // RFC 3339; may be empty
  };
  static Matcher matcher(const std::string& path, const std::string& query,
                         const std::string& current);
  // best returns the best of the tagged versions, or what the proxy calls the latest where `m`
  // says so; nullopt if nothing matches.
  std::optional<Info> best(const Matcher& m, bool with_retracted);
  std::vector<std::string> candidates(const Matcher& m, bool with_retracted);
  bool allows(const Matcher& m, const std::string& version, bool with_retracted);
  std::string revision(const std::string& query);
  std::string not_before(const Info& found, const std::string& current);

  const Answer& list();          // throws for one that is too long
  std::optional<Info> latest();  // nullopt: there are no commits
  std::string newest_listed(const std::string& list) const;
  Info stat(const std::string& revision);
  bool has_go_mod(const std::string& version);
  const ModFile& newest();  // the go.mod that retracts and deprecates
  // ask throws with the module and this version, if one is given, in the message; with `source`
  // only that one counts, as with Goproxy::get.
  const Answer& ask(const std::string& suffix, const std::string& version = {},
                    std::optional<std::size_t> source = std::nullopt);
  Info parse_info(const std::string& text, const std::string& asked) const;

  Goproxy& proxy_;
  const std::string path_;
  const std::function<void()> arrived_;
  // What was asked for, by suffix; null until it is there. Its replies may come after this is gone.
  std::map<std::string, std::shared_ptr<std::optional<Answer>>> answers_;
  std::optional<std::vector<std::string>> versions_;
  std::optional<std::optional<Info>> latest_;
  std::optional<ModFile> newest_;
};

}  // namespace goset
