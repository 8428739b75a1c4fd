// generated_identifiers.h - Sentences with identifiers whose places are known, made without the program's own rules.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace sillok::test {

struct GeneratedItem {
    std::string text;
    int kind = -1;         ///< as privacy::IdentifierKind counts; -1: nothing is to be found
    size_t start = 0;      ///< bytes
    size_t end = 0;
};

/// Seeded: the same items every time. Three of four hold one identifier; the rest hold numbers that look like one.
class IdentifierGenerator {
public:
    explicit IdentifierGenerator(uint32_t seed) : m_random(seed) {}
    GeneratedItem next();

private:
    int below(int bound) { return static_cast<int>(m_random() % static_cast<uint32_t>(bound)); }
    bool chance(int percent) { return below(100) < percent; }
    std::string digits(int count);
    std::string birthDate(int& centuryDigit, bool foreign);
    std::string resident(bool foreign);
    std::string number(int kind);
    std::string dressed(const std::string& parted, int kind);
    GeneratedItem decoy();

    std::mt19937 m_random;
};

} // namespace sillok::test
