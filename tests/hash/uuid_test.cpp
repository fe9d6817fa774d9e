#include "goset/hash/uuid.hpp"

#include "support/catch.hpp"

using goset::uuid_v5;

// Compared with Python: uuid.uuid5(uuid.UUID("7d0f4a52-3c0b-4a0e-9f58-5b5a0c9f3e61"), name).
TEST_CASE("a name has one UUID of version 5") {
  CHECK(uuid_v5("fzf") == "dfde609e-2374-511d-8eca-a5fe1110aa97");
  CHECK(uuid_v5("") == "0c4ffca8-5400-5fe0-88ff-cc684e2e0d14");
}
