// The C library's fast ways with bytes.
#ifndef CSYSTEM_BYTES_H
#define CSYSTEM_BYTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/// The first `byte` among the `count` bytes at `start`, or NULL.
static inline const uint8_t *csystem_find_byte(const uint8_t *start, uint8_t byte, size_t count) {
    return (const uint8_t *)memchr(start, byte, count);
}

/// Whether the `count` bytes at both places are the same.
static inline bool csystem_equal_bytes(const uint8_t *left, const uint8_t *right, size_t count) {
    return memcmp(left, right, count) == 0;
}

/// Copies between places that do not overlap.
static inline void csystem_copy_bytes(uint8_t *target, const uint8_t *source, size_t count) {
    memcpy(target, source, count);
}

/// Memory of another size with the same beginning; `bytes` may be NULL. NULL if there is none, and `bytes` stays.
static inline uint8_t *csystem_resize_bytes(uint8_t *bytes, size_t count) {
    return (uint8_t *)realloc(bytes, count);
}

static inline void csystem_free_bytes(uint8_t *bytes) {
    free(bytes);
}

#endif
