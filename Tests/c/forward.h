/* The forward proxy (Tools/faults/README.md), as a test sees it: HTTP, SOCKS4 and SOCKS5 at one port. Whatever it is asked
 * for it knows one server, the scripted one, at port 443 over TLS, where the certificate is for FORWARD_NAME too. */
#ifndef FORWARD_H
#define FORWARD_H

/* A name that nobody but the proxy can resolve. */
#define FORWARD_NAME "sandbox.test"

/* The proxy's URL: a scheme, with a user and password or without ("socks5://user:word@"), and where the proxy is. One that
 * begins with "https" is where it is spoken to over TLS, with the certificate of the scripted server's authority. */
struct forward_url {
    char text[160];
};
struct forward_url forward_url(const char *scheme_and_user);

/* It wants nothing, refuses nothing, and has been asked nothing. */
void forward_reset(void);

/* It wants these, as "user:password". */
void forward_demand(const char *credentials);

/* It answers everything with this: an HTTP status, or a SOCKS reply. */
void forward_refuse(int code);

/* How many it was asked: "http", "connect", "socks4" or "socks5". */
long forward_count(const char *kind);

/* The heads of all requests, those in SOCKS as "SOCKS5 host:port\r\nCredentials: user:password\r\n\r\n"; to be freed. */
char *forward_record(void);

#endif
