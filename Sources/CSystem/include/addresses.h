#ifndef CSYSTEM_ADDRESSES_H
#define CSYSTEM_ADDRESSES_H

#include <arpa/inet.h>
#include <stdbool.h>

/// Whether this is an IPv6 address as it is written between brackets, without a zone.
static inline bool csystem_is_ipv6_address(const char *text) {
    struct in6_addr address;
    return inet_pton(AF_INET6, text, &address) == 1;
}

#endif
