#pragma once

// The one place that knows which Catch2 is installed: Debian 12 has v2, nixpkgs has v3.
#ifdef GOSET_CATCH2_V3
#include <catch2/catch_all.hpp>
#else
#include <catch2/catch.hpp>
#endif
