#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace goset {

// JsonTree is a JSON text (RFC 8259), read once into one array of nodes that point into it: a lock
// of a large set is tens of megabytes, of which most is strings. The text must outlive it.
class JsonTree {
 public:
  enum class Kind : std::uint8_t { null, boolean, number, string, array, object };
  using Id = std::uint32_t;

  // parse returns nothing for a text that is not JSON, and sets `fault` to the place of the first
  // byte that is wrong.
  static std::optional<JsonTree> parse(std::string_view text, std::size_t& fault);

  // The root is node 0. Children follow their parent; those of an object are keys and values in
  // turn. next returns the node after one and all that is in it.
  Kind kind(Id node) const { return nodes_[node].kind; }
  Id first(Id node) const { return node + 1; }
  Id next(Id node) const { return kind(node) < Kind::array ? node + 1 : nodes_[node].next; }
  // count returns the number of items of an array or of members of an object.
  std::size_t count(Id node) const { return nodes_[node].size; }

  // text returns what a string means.
  std::string text(Id node) const;
  // plain returns what a string means if it is written just so, without a backslash.
  std::optional<std::string_view> plain(Id node) const {
    return nodes_[node].is_escaped ? std::nullopt : std::optional(raw(node));
  }
  // is reports whether a string means just that.
  bool is(Id node, std::string_view text) const;
  // raw returns a number, boolean or null as it is written, or the inside of a string.
  std::string_view raw(Id node) const {
    return text_.substr(nodes_[node].begin, nodes_[node].size);
  }

 private:
  friend class JsonParser;
  struct Node {
    Kind kind;
    bool is_escaped;     // a string with backslashes
    std::uint32_t size;  // of the text, or the number of children
    union {
      std::uint32_t begin;  // of the text
      std::uint32_t next;   // of an array or object: the node behind it
    };
  };

  explicit JsonTree(std::string_view text) : text_(text) {}

  std::string_view text_;
  std::vector<Node> nodes_;
};

}  // namespace goset
