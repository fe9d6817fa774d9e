#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

using SSL = struct ssl_st;
using SSL_CTX = struct ssl_ctx_st;

// TlsIdentity is a key and a certificate for 127.0.0.1 and localhost, made anew each time, that
// nobody trusts by himself.
class TlsIdentity {
 public:
  TlsIdentity();
  ~TlsIdentity();
  TlsIdentity(const TlsIdentity&) = delete;
  TlsIdentity& operator=(const TlsIdentity&) = delete;

  SSL_CTX* context() const { return context_; }
  const std::string& certificate() const { return certificate_; }  // PEM

 private:
  SSL_CTX* context_;
  std::string certificate_;
};

// Connection reads and writes a socket's stream, through TLS if there is an identity. The socket
// stays the caller's.
class Connection {
 public:
  Connection(int socket, const TlsIdentity* identity);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  // read returns how many bytes came; 0 at the end, and after an error.
  std::size_t read(char* block, std::size_t size);
  bool write(std::string_view text);

 private:
  int socket_;
  SSL* ssl_ = nullptr;
};
