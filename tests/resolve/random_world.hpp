#pragma once

#include <random>

#include "world.hpp"

namespace goset::world {

// Shape says how large a random world is and what happens in it. Chances are in percent.
struct Shape {
  int leaves = 4;
  int modules = 8;
  int versions = 4;   // of a module, at most
  int packages = 3;   // of a module, at most
  int requires_ = 3;  // of a go.mod, at most
  int imports = 3;    // of a package, at most
  // of modules
  int nested = 25;     // a module lies in another one's path
  int unpruned = 15;   // a go.mod, of a leaf too, that is older than pruning
  int drift = 10;      // a package that comes or goes with a version
  int circle = 8;      // a requirement that may lead back
  int unlisted = 5;    // an import of what go.mod does not lead to
  int gone = 8;        // a name that a package exports, and not from some version on, or only then
  int used = 40;       // an import of which a name is used
  int condition = 20;  // an import, or now and then a package, with a build constraint
  int absent = 0;      // a go.mod or zip that can't be had
  // of leaves
  int untidy = 5;     // a module that a leaf needs and does not list
  int exclude = 25;   // a leaf that excludes
  int replace = 15;   // a leaf that replaces
  int workspace = 8;  // a leaf with a second main module
  int tagged = 25;    // a leaf with a build tag
  // of the set
  int loop = 15;    // needs and versions that may go in a circle
  int pin = 10;     // for each module
  int track = 10;   // a leaf that is in a stated track
  int own = 10;     // a leaf in no track that keeps its own versions
  int shared = 10;  // a replace line of the set
};

// random_shape is small enough to be read, and differs from seed to seed.
Shape random_shape(std::mt19937& random);

// random_world makes a world: leaves and modules that resolve by themselves as a rule, as their
// go.mod files list what they import. The same generator state and shape make the same world.
World random_world(std::mt19937& random, const Shape& shape);

// take_out removes what the error in an outcome names, a leaf or a pin, so that more of the world
// can be seen; false where there is none.
bool take_out(World& world, const std::string& outcome);

}  // namespace goset::world
