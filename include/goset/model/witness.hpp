#pragma once

#include <string>

namespace goset {

// Witness says who vouches for a module's zip, as a lock states it; one of both is empty.
struct Witness {
  std::string verified;    // "go.sum", or the checksum database by its name
  std::string unverified;  // why nothing vouches for it: "GONOSUMDB"
};

}  // namespace goset
