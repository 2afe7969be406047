#include "number.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// The C locale is a constant of the C library: asking for it allocates nothing, and a second thread may ask at once.
// Switching the calling thread to it is what keeps a host's decimal comma out.
static bool enter_c_locale(locale_t *c, locale_t *previous) {
    *c = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    if (*c == (locale_t)0) return false;
    *previous = uselocale(*c);
    return true;
}

static void leave_c_locale(locale_t c, locale_t previous) {
    uselocale(previous);
    freelocale(c);
}

bool csystem_parse_double(const uint8_t *text, size_t length, double *out) {
    char terminated[CSYSTEM_NUMBER_LENGTH_MAX + 1];
    if (length == 0 || length > CSYSTEM_NUMBER_LENGTH_MAX) return false;
    memcpy(terminated, text, length);
    terminated[length] = '\0';

    locale_t c, previous;
    if (!enter_c_locale(&c, &previous)) return false;
    char *stop = terminated;
    *out = strtod(terminated, &stop);
    leave_c_locale(c, previous);
    return stop == terminated + length;
}

size_t csystem_format_double(double value, uint8_t out[CSYSTEM_DOUBLE_LENGTH_MAX]) {
    enum { DIGITS_THAT_ALWAYS_SUFFICE = 17 };
    char *text = (char *)out;
    int length = 0;

    locale_t c, previous;
    if (!enter_c_locale(&c, &previous)) return 0;
    for (int digits = 1; digits <= DIGITS_THAT_ALWAYS_SUFFICE; digits++) {
        length = snprintf(text, CSYSTEM_DOUBLE_LENGTH_MAX, "%.*g", digits, value);
        if (strtod(text, NULL) == value) break;
    }
    leave_c_locale(c, previous);
    return length > 0 && length < CSYSTEM_DOUBLE_LENGTH_MAX ? (size_t)length : 0;
}
