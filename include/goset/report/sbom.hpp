#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "goset/app/sbom.hpp"
#include "goset/escape/json.hpp"

// A bill of materials as JSON in the formats that readers know. Equal input gives equal bytes: there is
// no time in it but the one that is given.
namespace goset::sbom_output {

using Time = std::optional<std::chrono::sys_seconds>;

// cyclonedx writes CycloneDX 1.5 or 1.6, as `version` says.
// Source: https://cyclonedx.org/docs/1.6/json/
JsonText cyclonedx(const Sbom& sbom, const std::string& version, Time time);

// spdx writes SPDX 2.3, which must have a time: the first second of 1970 if none is given.
// Source: https://spdx.github.io/spdx-spec/v2.3/
JsonText spdx(const Sbom& sbom, Time time);

}  // namespace goset::sbom_output
