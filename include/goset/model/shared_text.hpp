#pragma once

#include <compare>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "goset/model/string_ids.hpp"

namespace goset {

// SharedText is a text that does not change and that its copies share: for texts that a set has many
// times over.
class SharedText {
 public:
  SharedText() : SharedText(std::string()) {}
  SharedText(std::string text) : text_(std::make_shared<const std::string>(std::move(text))) {}
  SharedText(std::string_view text) : SharedText(std::string(text)) {}
  SharedText(const char* text) : SharedText(std::string(text)) {}

  const std::string& str() const { return *text_; }
  operator std::string_view() const { return *text_; }

  // identity is the same for copies of one text, so equal identities mean equal texts. Equal texts
  // that were made apart have different ones.
  const void* identity() const { return text_.get(); }

  friend bool operator==(const SharedText& a, const SharedText& b) {
    return a.text_ == b.text_ || *a.text_ == *b.text_;
  }
  friend std::strong_ordering operator<=>(const SharedText& a, const SharedText& b) {
    return a.str() <=> b.str();
  }

 private:
  std::shared_ptr<const std::string> text_;
};

// SharedTexts makes each text once.
class SharedTexts {
 public:
  const SharedText& of(std::string_view text);

 private:
  StringIds ids_;
  std::vector<SharedText> texts_;  // by number
};

}  // namespace goset
