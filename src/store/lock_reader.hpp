#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "goset/go/build_constraint.hpp"
#include "goset/model/package.hpp"
#include "goset/store/json_tree.hpp"

namespace goset::lock {

// Shared are the import paths and build constraints that were read: most occur more than once.
struct Shared {
  SharedTexts import_paths;
  std::unordered_map<std::string, BuildConstraint> constraints;
  std::vector<Import> scratch = {};
};

// Text is the JSON text of a lock, or of a file of it.
struct Text {
  JsonTree tree;
  Shared* shared;
};

// Value is one value of it.
struct Value {
  using Kind = JsonTree::Kind;

  Text* source;
  JsonTree::Id node;

  Kind kind() const { return source->tree.kind(node); }
  std::size_t size() const { return source->tree.count(node); }
  std::string text() const { return source->tree.text(node); }
  bool is_true() const { return kind() == Kind::boolean && source->tree.raw(node) == "true"; }
  Value next() const { return {source, source->tree.next(node)}; }

  // each_item calls `use` with the values of an array, each_member with keys and values of an
  // object.
  template <typename Use>
  void each_item(const Use& use) const {
    JsonTree::Id at = source->tree.first(node);
    for (std::size_t i = 0; i < size(); ++i, at = source->tree.next(at)) use(Value{source, at});
  }
  template <typename Use>
  void each_member(const Use& use) const {
    JsonTree::Id at = source->tree.first(node);
    for (std::size_t i = 0; i < size(); ++i) {
      const Value value = Value{source, at}.next();
      use(source->tree.text(at), value);
      at = value.next().node;
    }
  }
};

// shown quotes a text of the lock for a message.
std::string shown(std::string_view text);

// Reader reads one JSON object of the lock and knows where it stands in the file. Every key must be
// asked for: done() refuses what nobody read. What is there and not as it should be throws Error.
class Reader {
 public:
  Reader(const Value& value, std::string where);

  [[noreturn]] void fail(std::string_view what) const;
  [[noreturn]] void bad(std::string_view key, const std::string& value) const;
  const std::string& where() const { return where_; }
  std::string place(std::string_view key) const;

  std::optional<Value> find(std::string_view key);
  Value need(std::string_view key);
  // The same for an object or an array: what is of another kind throws Error.
  std::optional<Value> find(std::string_view key, Value::Kind kind);
  Value need(std::string_view key, Value::Kind kind);
  std::vector<std::string> keys() const;
  std::string text(std::string_view key);  // empty: there is none
  std::string need_text(std::string_view key);
  std::vector<std::string> texts(std::string_view key);
  std::string sri(std::string_view key);
  std::string h1(std::string_view key);
  std::optional<std::string> go(std::string_view key);
  std::string version(std::string_view key);
  void done() const;

 private:
  void check(const Value& value, std::string_view key, Value::Kind kind) const;
  std::string string_of(const Value& value, std::string_view key) const;

  Value value_;
  std::string where_;
  std::vector<bool> is_read_;  // by member
};

}  // namespace goset::lock
