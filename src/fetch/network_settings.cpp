#include "goset/fetch/network_settings.hpp"

#include <unistd.h>

#include <cstdlib>

namespace goset {

namespace {

std::string variable(const char* name) {
  const char* const value = std::getenv(name);
  return value ? value : "";
}

// system_certificates returns the first file that is there.
std::string system_certificates() {
  for (const char* file : {"/etc/ssl/certs/ca-certificates.crt",  // Debian, Gentoo, Arch, NixOS
                           "/etc/pki/tls/certs/ca-bundle.crt",    // Fedora, RHEL 6
                           "/etc/ssl/ca-bundle.pem",              // openSUSE
                           "/etc/pki/tls/cacert.pem",             // OpenELEC
                           "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",  // CentOS, RHEL 7
                           "/etc/ssl/cert.pem"}) {                               // Alpine, macOS
    if (access(file, R_OK) == 0) return file;
  }
  return "";
}

}  // namespace

NetworkSettings NetworkSettings::of_environment() {
  NetworkSettings settings;
  for (const char* name : {"SSL_CERT_FILE", "NIX_SSL_CERT_FILE", "CURL_CA_BUNDLE"}) {
    if (settings.certificates.empty()) settings.certificates = variable(name);
  }
  settings.certificates_directory = variable("SSL_CERT_DIR");
  if (settings.certificates.empty()) settings.certificates = system_certificates();
  // A web server gives the header "Proxy" of whoever asks as HTTP_PROXY to the programs it starts,
  // so curl takes the lower case alone; Go takes both, but not there.
  if (variable("http_proxy").empty() && variable("REQUEST_METHOD").empty()) {
    settings.http_proxy = variable("HTTP_PROXY");
  }
  return settings;
}

bool is_loopback(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return false;
  std::string_view host = url.substr(scheme + 3);
  host = host.substr(0, host.find('/'));
  host.remove_prefix(host.rfind('@') + 1);
  if (host.starts_with("[::1]")) return true;
  host = host.substr(0, host.find(':'));
  return host == "localhost" || host.starts_with("127.");
}

}  // namespace goset
