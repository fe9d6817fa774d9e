#pragma once

#include <functional>
#include <string>
#include <vector>

#include "world.hpp"

// What comes out of a world is text, in the words of worlds/README.md: so two resolvers, or two
// orders in which facts become known, compare as text.
namespace goset::world {

// Arrival is the order in which facts become known.
struct Arrival {
  enum class Order { at_once, oldest_first, newest_first, random } order = Order::at_once;
  unsigned seed = 0;     // for `random`
  bool in_part = false;  // some packages of each module are known beforehand, as from a lock

  std::string str() const;
};

// arrivals returns one of each kind, with random ones of `seed`.
std::vector<Arrival> arrivals(unsigned seed);

// Resolver makes all lines of the outcome of a world.
struct Resolver {
  std::string name;
  std::function<std::string(const World&, const Arrival&)> outcome;
};

// resolvers lists those that there are; they must agree in every world.
const std::vector<Resolver>& resolvers();

// asked_for keeps the lines of an outcome that an expectation is about: all but details (`own`,
// `needs`, `who` ...) that it does not mention.
std::string asked_for(const std::string& outcome, const std::string& expected);

// difference shows two texts as one, lines of the first alone with "-", of the second with "+".
std::string difference(const std::string& first, const std::string& second);

}  // namespace goset::world
