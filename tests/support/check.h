// check.h - A test program in plain C++, for kernels and engine: machines without Qt run these too.
// Usage: SILLOK_TEST(paddingIsRefused) { CHECK(x == 3); CHECK_EQUAL(a, b); } and SILLOK_TEST_MAIN at the end of the file.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <functional>
#include <sstream>
#include <string>
#include <vector>

namespace sillok::test {

struct Case {
    const char* name;
    void (*run)();
};

inline std::vector<Case>& cases()
{
    static std::vector<Case> all;
    return all;
}

inline int& failures()
{
    static int count = 0;
    return count;
}

inline bool add(const char* name, void (*run)())
{
    cases().push_back({ name, run });
    return true;
}

inline void report(const char* file, int line, const std::string& what)
{
    ++failures();
    std::fprintf(stderr, "  FAIL %s:%d: %s\n", file, line, what.c_str());
}

/// The folder of shared fixtures, or an empty string. A test that needs it and finds none says SKIP loudly.
inline std::string sharedDir()
{
    const char* dir = std::getenv("SILLOK_SHARED");
    if (!dir)
        return {};
    if (FILE* probe = std::fopen((std::string(dir) + "/fixtures.md").c_str(), "rb")) {
        std::fclose(probe);
        return dir;
    }
    return {};
}

inline void skip(const char* why) { std::printf("  SKIP: %s\n", why); }

template <typename A, typename B>
void checkEqual(const A& a, const B& b, const char* expression, const char* file, int line)
{
    if (a == b)
        return;
    std::ostringstream text;
    text << expression << ": " << a << " is not " << b;
    report(file, line, text.str());
}

/// Runs every case, or those whose name is given. Returns the process exit code.
inline int runAll(int argc, char** argv)
{
    int ran = 0;
    for (const Case& test : cases()) {
        if (argc > 1 && std::string(argv[1]) != test.name)
            continue;
        const int before = failures();
        std::printf("%s\n", test.name);
        std::fflush(stdout);
        test.run();
        ++ran;
        if (failures() != before)
            std::printf("  failed\n");
    }
    std::printf("%d cases, %d failed checks\n", ran, failures());
    return failures() == 0 && ran > 0 ? 0 : 1;
}

} // namespace sillok::test

#define SILLOK_TEST(name)                                                                                              \
    static void name();                                                                                                \
    [[maybe_unused]] static const bool name##Added = sillok::test::add(#name, &name);                                  \
    static void name()
#define SILLOK_TEST_MAIN                                                                                               \
    int main(int argc, char** argv) { return sillok::test::runAll(argc, argv); }
#define CHECK(condition)                                                                                               \
    do {                                                                                                               \
        if (!(condition))                                                                                              \
            sillok::test::report(__FILE__, __LINE__, #condition);                                                      \
    } while (false)
#define CHECK_EQUAL(a, b) sillok::test::checkEqual((a), (b), #a " == " #b, __FILE__, __LINE__)
#define REQUIRE(condition)                                                                                             \
    do {                                                                                                               \
        if (!(condition)) {                                                                                            \
            sillok::test::report(__FILE__, __LINE__, #condition);                                                      \
            return;                                                                                                    \
        }                                                                                                              \
    } while (false)
