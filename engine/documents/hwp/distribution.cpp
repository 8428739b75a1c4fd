#include "engine/documents/hwp/distribution.h"

#include "engine/documents/hwp/records.h"

#include <algorithm>

namespace sillok::documents::hwp {

namespace {

constexpr size_t kBlock = 16;
constexpr size_t kRounds = 10;
constexpr size_t kSeedBytes = 256;

using State = std::array<uint8_t, kBlock>;

/// Product in GF(2^8) with the polynomial of FIPS 197, section 4.2.
constexpr uint8_t multiply(uint8_t a, uint8_t b)
{
    uint8_t product = 0;
    for (int i = 0; i < 8; ++i) {
        if (b >> i & 1)
            product ^= a;
        a = static_cast<uint8_t>(a << 1 ^ (a >> 7) * 0x1B);
    }
    return product;
}

struct Boxes {
    std::array<uint8_t, 256> forward {};
    std::array<uint8_t, 256> inverse {};
};

/// FIPS 197, section 5.1.1: the inverse in the field, then an affine map. Walks the field by powers of 3 and of its inverse.
constexpr Boxes makeBoxes()
{
    Boxes boxes;
    const auto set = [&boxes](uint8_t at, uint8_t inverse) {
        uint8_t value = 0x63;
        for (int i = 0; i < 5; ++i)
            value ^= static_cast<uint8_t>(inverse << i | inverse >> (8 - i));
        boxes.forward[at] = value;
        boxes.inverse[value] = at;
    };
    uint8_t power = 1, inverse = 1;
    set(0, 0);
    for (int i = 0; i < 255; ++i) {
        set(power, inverse);
        power = multiply(power, 3);
        inverse = multiply(inverse, 0xF6);
    }
    return boxes;
}

constexpr Boxes kBoxes = makeBoxes();

constexpr std::array<std::array<uint8_t, 256>, 4> makeProducts()
{
    std::array<std::array<uint8_t, 256>, 4> products {};
    constexpr std::array<uint8_t, 4> kFactors { 14, 11, 13, 9 };
    for (size_t f = 0; f < 4; ++f) {
        for (size_t i = 0; i < 256; ++i)
            products[f][i] = multiply(static_cast<uint8_t>(i), kFactors[f]);
    }
    return products;
}

constexpr auto kProducts = makeProducts();

std::array<State, kRounds + 1> expandKey(const State& key)
{
    std::array<State, kRounds + 1> keys { key };
    uint8_t constant = 1;
    for (size_t round = 1; round <= kRounds; ++round, constant = multiply(constant, 2)) {
        const State& before = keys[round - 1];
        State& now = keys[round];
        for (size_t i = 0; i < 4; ++i)
            now[i] = static_cast<uint8_t>(before[i] ^ kBoxes.forward[before[12 + (i + 1) % 4]] ^ (i == 0 ? constant : 0));
        for (size_t i = 4; i < kBlock; ++i)
            now[i] = before[i] ^ now[i - 4];
    }
    return keys;
}

void addKey(State& state, const State& key)
{
    for (size_t i = 0; i < kBlock; ++i)
        state[i] ^= key[i];
}

void undoShiftAndSubstitute(State& state)
{
    const State before = state;
    for (size_t column = 0; column < 4; ++column) {
        for (size_t row = 0; row < 4; ++row)
            state[(column + row) % 4 * 4 + row] = kBoxes.inverse[before[column * 4 + row]];
    }
}

void undoMix(State& state)
{
    const State before = state;
    for (size_t column = 0; column < kBlock; column += 4) {
        for (size_t row = 0; row < 4; ++row) {
            uint8_t sum = 0;
            for (size_t i = 0; i < 4; ++i)
                sum ^= kProducts[i][before[column + (row + i) % 4]];
            state[column + row] = sum;
        }
    }
}

/// The rand() of Microsoft's C library, which scrambled the seed record.
class ScramblingNumbers {
public:
    explicit ScramblingNumbers(uint32_t seed) : m_state(seed) {}
    uint32_t next()
    {
        m_state = m_state * 214013u + 2531011u;
        return m_state >> 16 & 0x7FFF;
    }

private:
    uint32_t m_state;
};

State keyOf(Bytes seedRecord)
{
    const auto seed = field<uint32_t>(seedRecord, 0);
    std::array<uint8_t, kSeedBytes> plain {};
    ScramblingNumbers numbers(seed);
    uint8_t mask = 0;
    uint32_t left = 0;
    for (size_t i = 0; i < kSeedBytes; ++i, --left) {
        if (left == 0) {
            mask = static_cast<uint8_t>(numbers.next());
            left = (numbers.next() & 0xF) + 1;
        }
        plain[i] = seedRecord[i] ^ mask;
    }
    State key;
    std::copy_n(plain.begin() + 4 + (seed & 0xF), kBlock, key.begin());
    return key;
}

} // namespace

std::vector<uint8_t> decryptAes128(Bytes cipher, const State& key)
{
    const auto keys = expandKey(key);
    std::vector<uint8_t> plain(cipher.size() / kBlock * kBlock);
    for (size_t at = 0; at < plain.size(); at += kBlock) {
        State state;
        std::copy_n(cipher.begin() + static_cast<ptrdiff_t>(at), kBlock, state.begin());
        addKey(state, keys[kRounds]);
        for (size_t round = kRounds - 1; round > 0; --round) {
            undoShiftAndSubstitute(state);
            addKey(state, keys[round]);
            undoMix(state);
        }
        undoShiftAndSubstitute(state);
        addKey(state, keys[0]);
        std::copy(state.begin(), state.end(), plain.begin() + static_cast<ptrdiff_t>(at));
    }
    return plain;
}

Result<std::vector<uint8_t>> openDistributed(Bytes section)
{
    constexpr size_t kRecordHead = 4;
    const auto head = field<uint32_t>(section, 0);
    const bool seeded = (head & 0x3FF) == static_cast<uint32_t>(Tag::DistributionData) && head >> 20 == kSeedBytes;
    if (!seeded || section.size() < kRecordHead + kSeedBytes)
        return fail(ErrorCode::Damaged, "a distribution document without its seed");
    return decryptAes128(section.subspan(kRecordHead + kSeedBytes), keyOf(section.subspan(kRecordHead, kSeedBytes)));
}

} // namespace sillok::documents::hwp
