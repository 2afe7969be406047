// Doubles as text, spelled the same whatever locale the host program has set.
#ifndef CSYSTEM_NUMBER_H
#define CSYSTEM_NUMBER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// The longest spelling `csystem_parse_double` takes.
enum { CSYSTEM_NUMBER_LENGTH_MAX = 1023 };

/// Room that `csystem_format_double` never exceeds.
enum { CSYSTEM_DOUBLE_LENGTH_MAX = 32 };

/// Reads a whole decimal spelling; false where there is no number, something follows it, or it is too long.
/// Beyond the range of a double it answers an infinity or zero, as strtod does.
bool csystem_parse_double(const uint8_t *text, size_t length, double *out);

/// Writes the fewest digits that read back as the same finite double. Answers the length, 0 on failure.
size_t csystem_format_double(double value, uint8_t out[CSYSTEM_DOUBLE_LENGTH_MAX]);

#endif
