#include "goset/fetch/network_settings.hpp"

#include <cstdlib>

#include "support/catch.hpp"

using goset::NetworkSettings;

namespace {

// Cleared takes away what the machine of the tests says, for as long as it lives.
struct Cleared {
  Cleared() {
    for (const char* name : {"SSL_CERT_FILE", "NIX_SSL_CERT_FILE", "CURL_CA_BUNDLE", "SSL_CERT_DIR",
                             "http_proxy", "HTTP_PROXY", "REQUEST_METHOD"}) {
      unsetenv(name);
    }
  }
};

void set(const char* name, const char* value) {
  setenv(name, value, 1);
}

}  // namespace

TEST_CASE("certificates are those that Go is told of, then Nix, then curl, then the system's") {
  const Cleared cleared;
  set("CURL_CA_BUNDLE", "/curl.pem");
  CHECK(NetworkSettings::of_environment().certificates == "/curl.pem");
  set("NIX_SSL_CERT_FILE", "/nix.pem");
  CHECK(NetworkSettings::of_environment().certificates == "/nix.pem");
  set("SSL_CERT_FILE", "/go.pem");
  set("SSL_CERT_DIR", "/certificates");
  const NetworkSettings both = NetworkSettings::of_environment();
  CHECK(both.certificates == "/go.pem");
  CHECK(both.certificates_directory == "/certificates");
  unsetenv("SSL_CERT_FILE");
  unsetenv("NIX_SSL_CERT_FILE");
  unsetenv("CURL_CA_BUNDLE");
  // A directory stands beside the system's file.
  const NetworkSettings directory = NetworkSettings::of_environment();
  unsetenv("SSL_CERT_DIR");
  CHECK(directory.certificates == NetworkSettings::of_environment().certificates);
}

TEST_CASE("HTTP_PROXY counts, but not in a program that a web server starts") {
  const Cleared cleared;
  set("HTTP_PROXY", "http://proxy.example.com:3128");
  CHECK(NetworkSettings::of_environment().http_proxy == "http://proxy.example.com:3128");
  set("REQUEST_METHOD", "GET");
  CHECK(NetworkSettings::of_environment().http_proxy.empty());
  unsetenv("REQUEST_METHOD");
  set("http_proxy", "http://other.example.com");  // curl reads this one itself
  CHECK(NetworkSettings::of_environment().http_proxy.empty());
  const Cleared again;
}

TEST_CASE("this machine is asked without a proxy") {
  for (const char* url : {"http://127.0.0.1:80/x", "https://localhost/", "http://localhost:1",
                          "http://[::1]:80/x", "http://u:p@127.1.2.3/x"}) {
    INFO(url);
    CHECK(goset::is_loopback(url));
  }
  for (const char* url : {"http://example.com/", "http://localhost.example.com/", "file:///x",
                          "http://example.com/@127.0.0.1"}) {
    INFO(url);
    CHECK_FALSE(goset::is_loopback(url));
  }
}
