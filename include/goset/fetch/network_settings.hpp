#pragma once

#include <string>
#include <string_view>

namespace goset {

// NetworkSettings are what this machine says of certificates and of proxies for the web, found as
// the go command and curl find them. Specifications: the files of Go's crypto/x509/root_linux.go,
// https://pkg.go.dev/net/http#ProxyFromEnvironment, and ENVIRONMENT in curl(1).
struct NetworkSettings {
  std::string certificates;            // a file; empty: what curl was built with
  std::string certificates_directory;  // beside it; may be empty
  std::string http_proxy;              // for http: URLs, where curl itself would not see it

  // of_environment reads SSL_CERT_FILE, NIX_SSL_CERT_FILE, CURL_CA_BUNDLE, SSL_CERT_DIR and
  // HTTP_PROXY, then looks where systems have their certificates. curl itself reads the other proxy
  // variables.
  static NetworkSettings of_environment();
};

// is_loopback reports whether a URL's host is this machine, for which Go asks no proxy.
bool is_loopback(std::string_view url);

}  // namespace goset
