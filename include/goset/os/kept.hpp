#pragma once

#include <memory>
#include <utility>
#include <vector>

namespace goset {

// Kept holds values that are done with, until it is itself destroyed. A set of a thousand programs
// is millions of small pieces of memory. To free one after the other just before the process ends,
// which frees them all, takes a tenth of a short command; so main keeps them, and never destroys
// what it keeps. It is for values whose destruction does nothing else: no file, lock, thread or
// connection. They are never used again, so what they refer to may be gone.
class Kept {
 public:
  template <typename Value>
  void keep(Value value) {
    values_.push_back(std::make_shared<Value>(std::move(value)));
  }
  // take_from moves everything from another one here.
  void take_from(Kept& other) {
    for (std::shared_ptr<void>& value : other.values_) values_.push_back(std::move(value));
    other.values_.clear();
  }
  void clear() { values_.clear(); }

 private:
  std::vector<std::shared_ptr<void>> values_;
};

}  // namespace goset
