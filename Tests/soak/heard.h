/* What was heard of a command's output so far. */
#ifndef HEARD_H
#define HEARD_H

#include "check.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* To be zeroed to begin with, its text to be freed. */
struct heard {
    char *text;
    size_t used, room;
};

static inline void hear(struct heard *heard, const char *data, size_t size)
{
    if (heard->room - heard->used < size) {
        heard->room = (heard->used + size) * 2;
        heard->text = realloc(heard->text, heard->room);
        if (!heard->text)
            check_stop("no memory");
    }
    memcpy(heard->text + heard->used, data, size);
    heard->used += size;
}

/* An osb_output_fn: a line, with the end that it comes without. */
static inline int32_t hear_line(const char *line, size_t size, void *heard)
{
    if (size > 0)
        hear(heard, line, size);
    hear(heard, "\n", 1);
    return 0;
}

static inline const char *heard_text(const struct heard *heard)
{
    return heard->text ? heard->text : "";
}

#endif
