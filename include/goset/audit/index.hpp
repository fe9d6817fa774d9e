#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "goset/audit/vulnerability.hpp"

namespace goset::audit {

// Index is a vulnerability database with what an audit reads of it, as one text:
//
//     goset vulnerabilities 1
//     sha256-...                  of all that follows
//     {"version":"v0.0.0-...","sum":"h1:...","verified":"sum.golang.org"}
//     GO-2024-2611,CVE-2024-24786 google.golang.org/protobuf<TAB>{"id":"GO-2024-2611",...}
//     ...
//
// A line for each entry, by id: its names, the modules that it is about, and the entry in the OSV
// format. Only entries that are asked for are parsed.
class Index {
 public:
  // Origin says where the entries come from.
  struct Origin {
    std::string version;     // of the module golang.org/x/vulndb; empty: from elsewhere
    std::string sum;         // `h1:` of its zip
    std::string verified;    // what vouched for that: a checksum database by its name
    std::string unverified;  // why nothing did: "GOSUMDB=off"
    friend bool operator==(const Origin&, const Origin&) = default;
  };

  // make writes the text. Throws Error for two entries with one id.
  static std::string make(const Origin& origin, const std::vector<Vulnerability>& entries);
  // read returns nullopt for a text that is damaged, or of another format.
  static std::optional<Index> read(std::string text);

  const Origin& origin() const { return origin_; }
  std::size_t size() const { return lines_.size(); }

  // of_modules returns the entries that are about some of these modules, and named those with this
  // id or alias. Both are sorted by id, withdrawn entries among them. Both throw Error for a line that
  // is no entry: only a crafted index, whose digest fits, has one.
  std::vector<Vulnerability> of_modules(const std::set<std::string, std::less<>>& modules) const;
  std::vector<Vulnerability> named(std::string_view name) const;

 private:
  struct Line {
    std::size_t names, modules, entry, end;  // offsets in the text: where each begins
  };
  std::string_view piece(std::size_t begin, std::size_t end) const {
    return std::string_view(text_).substr(begin, end - begin);
  }

  std::string text_;
  Origin origin_;
  std::vector<Line> lines_;
};

}  // namespace goset::audit
