#include "support/tls.hpp"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <signal.h>
#include <sys/socket.h>

#include <stdexcept>

namespace {

void add_extension(X509* certificate, int kind, const char* value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
  X509_EXTENSION* const extension = X509V3_EXT_conf_nid(nullptr, &context, kind, value);
  X509_add_ext(certificate, extension, -1);
  X509_EXTENSION_free(extension);
}

X509* self_signed(EVP_PKEY* key) {
  X509* const certificate = X509_new();
  X509_set_version(certificate, X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
  X509_gmtime_adj(X509_getm_notBefore(certificate), -3600);
  X509_gmtime_adj(X509_getm_notAfter(certificate), 24 * 3600);
  X509_set_pubkey(certificate, key);
  X509_NAME* const name = X509_get_subject_name(certificate);
  const auto* text = reinterpret_cast<const unsigned char*>("tests");
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, text, -1, -1, 0);
  X509_set_issuer_name(certificate, name);
  add_extension(certificate, NID_basic_constraints, "critical,CA:TRUE");
  add_extension(certificate, NID_subject_alt_name, "IP:127.0.0.1,DNS:localhost");
  X509_sign(certificate, key, EVP_sha256());
  return certificate;
}

std::string pem(X509* certificate) {
  BIO* const memory = BIO_new(BIO_s_mem());
  PEM_write_bio_X509(memory, certificate);
  char* data = nullptr;
  const long size = BIO_get_mem_data(memory, &data);
  std::string text(data, static_cast<std::size_t>(size));
  BIO_free(memory);
  return text;
}

}  // namespace

TlsIdentity::TlsIdentity() : context_(SSL_CTX_new(TLS_server_method())) {
  signal(SIGPIPE, SIG_IGN);  // OpenSSL writes without MSG_NOSIGNAL
  EVP_PKEY* const key = EVP_EC_gen("P-256");
  X509* const certificate = self_signed(key);
  certificate_ = pem(certificate);
  const bool good = SSL_CTX_use_certificate(context_, certificate) == 1 &&
                    SSL_CTX_use_PrivateKey(context_, key) == 1;
  X509_free(certificate);
  EVP_PKEY_free(key);
  if (!good) throw std::runtime_error("cannot make a certificate");
}

TlsIdentity::~TlsIdentity() {
  SSL_CTX_free(context_);
}

Connection::Connection(int socket, const TlsIdentity* identity) : socket_(socket) {
  if (!identity) return;
  ssl_ = SSL_new(identity->context());
  SSL_set_fd(ssl_, socket);
  SSL_accept(ssl_);  // where it fails, so does what follows
}

Connection::~Connection() {
  if (!ssl_) return;
  SSL_shutdown(ssl_);
  SSL_free(ssl_);
}

std::size_t Connection::read(char* block, std::size_t size) {
  const auto n = ssl_ ? SSL_read(ssl_, block, static_cast<int>(size))
                      : static_cast<int>(recv(socket_, block, size, 0));
  return n > 0 ? static_cast<std::size_t>(n) : 0;
}

bool Connection::write(std::string_view text) {
  while (!text.empty()) {
    const auto n = ssl_ ? SSL_write(ssl_, text.data(), static_cast<int>(text.size()))
                        : static_cast<int>(send(socket_, text.data(), text.size(), MSG_NOSIGNAL));
    if (n <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(n));
  }
  return true;
}
