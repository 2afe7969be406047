/* Tests in C. A program is any number of these, linked with check.c, which has its main():
 *
 *     TEST(a_result_has_an_exit_code)
 *     {
 *         CHECK_INT(osb_result_exit_code(result), 3);
 *     }
 *
 * Each prints "ok - NAME" or "not ok - NAME: FILE:LINE: what was wrong"; the exit status tells whether one failed. With
 * an argument only the tests whose names contain it run; --list prints the names instead. A test that hangs for
 * CHECK_WATCHDOG seconds (120 unless the environment says otherwise), or dies of a signal, is told as failed and ends
 * the program.
 *
 * Checks may be made on any thread. They go on after a failure, of which the first is told, and give 1 or 0. */
#ifndef CHECK_H
#define CHECK_H

struct check_test {
    const char *name;
    void (*run)(void);
    struct check_test *next;
    const void *subject; /* what one of several tests that share a function is about */
};

#define TEST(name)                                                       \
    static void name(void);                                              \
    __attribute__((constructor)) static void name##_add(void)            \
    {                                                                    \
        static struct check_test test = {#name, name, 0, 0};                \
        check_add(&test);                                                \
    }                                                                    \
    static void name(void)

#define CHECK(condition) check_true(__FILE__, __LINE__, #condition, (condition) ? 1 : 0)
#define CHECK_INT(actual, expected) check_int(__FILE__, __LINE__, #actual, (long long)(actual), (long long)(expected))
#define CHECK_STR(actual, expected) check_str(__FILE__, __LINE__, #actual, (actual), (expected))
#define CHECK_CONTAINS(text, part) check_contains(__FILE__, __LINE__, #text, (text), (part))

/* The same, and leaves the test (or the void function) where it fails. */
#define REQUIRE(condition) \
    do {                   \
        if (!CHECK(condition)) \
            return;        \
    } while (0)

void check_add(struct check_test *test);
/* The running test's. */
const void *check_subject(void);
int check_true(const char *file, int line, const char *what, int holds);
int check_int(const char *file, int line, const char *what, long long actual, long long expected);
int check_str(const char *file, int line, const char *what, const char *actual, const char *expected);
int check_contains(const char *file, int line, const char *what, const char *text, const char *part);

/* Tells the running test as failed and ends the program: for what makes going on senseless. */
_Noreturn void check_stop(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
