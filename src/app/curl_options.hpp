#pragma once

#include "goset/app/environment.hpp"
#include "goset/fetch/transport.hpp"

namespace goset {

// curl_options returns how downloads are made in an environment: speed, logins, the name of the
// program.
CurlOptions curl_options(const Environment& environment);

}  // namespace goset
