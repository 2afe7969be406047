/* Numbers that look random and are the same for the same seed: SplitMix64 (Steele, Lea and Flood, 2014). One generator a thread. */
#ifndef GENERATOR_H
#define GENERATOR_H

#include <stddef.h>
#include <stdint.h>

struct generator {
    uint64_t state;
};

static inline uint64_t generator_next(struct generator *generator)
{
    uint64_t mixed = generator->state += UINT64_C(0x9E3779B97F4A7C15);
    mixed = (mixed ^ (mixed >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    mixed = (mixed ^ (mixed >> 27)) * UINT64_C(0x94D049BB133111EB);
    return mixed ^ (mixed >> 31);
}

/* One that has nothing to do with those of other numbers, nor with those of other seeds. */
static inline struct generator generator_of(uint64_t seed, uint64_t number)
{
    struct generator generator = {seed};
    generator.state = generator_next(&generator) + number;
    generator.state = generator_next(&generator);
    return generator;
}

/* From least to most, both included. */
static inline int generator_between(struct generator *generator, int least, int most)
{
    return least + (int)(generator_next(generator) % (uint64_t)(most - least + 1));
}

/* True so often in a hundred. */
static inline int generator_percent(struct generator *generator, int percent)
{
    return generator_between(generator, 1, 100) <= percent;
}

#endif
