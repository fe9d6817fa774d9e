#include "goset/os/kept.hpp"

#include "support/catch.hpp"

namespace {

using goset::Kept;

struct Value {
  std::shared_ptr<int> count;
};

TEST_CASE("what is kept goes with its keeper, and not before") {
  const auto count = std::make_shared<int>();
  {
    Kept last;
    {
      Kept first;
      first.keep(Value{count});
      first.keep(std::make_unique<Value>(Value{count}));
      CHECK(count.use_count() == 3);
      last.take_from(first);
    }
    CHECK(count.use_count() == 3);
  }
  CHECK(count.use_count() == 1);
}

TEST_CASE("a keeper that is cleared has nothing any more") {
  const auto count = std::make_shared<int>();
  Kept kept;
  kept.keep(Value{count});
  kept.clear();
  CHECK(count.use_count() == 1);
}

}  // namespace
