#include "engine/privacy/checks.h"

namespace sillok::privacy {

namespace {

int pair(Digits d, size_t at) { return d[at] * 10 + d[at + 1]; }

bool isLeap(int year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

int daysIn(int month, int year)
{
    constexpr int kDays[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    return month == 2 && isLeap(year) ? 29 : kDays[month - 1];
}

} // namespace

bool isBirthDate(Digits d)
{
    constexpr int kCenturies[] = { 0, 1900, 1900, 2000, 2000, 1900, 1900, 2000, 2000, 0 };
    if (kCenturies[d[6]] == 0)
        return false;
    const int year = kCenturies[d[6]] + pair(d, 0), month = pair(d, 2), day = pair(d, 4);
    return month >= 1 && month <= 12 && day >= 1 && day <= daysIn(month, year);
}

bool residentCheckHolds(Digits d)
{
    constexpr int kWeights[] = { 2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5 };
    int sum = 0;
    for (size_t i = 0; i < 12; ++i)
        sum += kWeights[i] * d[i];
    const int check = (11 - sum % 11) % 10;
    const bool foreign = d[6] >= 5 && d[6] <= 8;
    return d[12] == check || (foreign && d[12] == (check + 2) % 10);
}

bool corporationCheckHolds(Digits d)
{
    int sum = 0;
    for (size_t i = 0; i < 12; ++i)
        sum += d[i] * (i % 2 ? 2 : 1);
    return d[12] == (10 - sum % 10) % 10;
}

bool businessCheckHolds(Digits d)
{
    constexpr int kWeights[] = { 1, 3, 7, 1, 3, 7, 1, 3, 5 };
    int sum = d[8] * 5 / 10;
    for (size_t i = 0; i < 9; ++i)
        sum += kWeights[i] * d[i];
    return d[9] == (10 - sum % 10) % 10;
}

bool isKoreanBarcode(Digits d)
{
    int sum = 0;
    for (size_t i = 0; i < 12; ++i)
        sum += d[i] * (i % 2 ? 3 : 1);
    return d[0] == 8 && d[1] == 8 && d[2] == 0 && d[12] == (10 - sum % 10) % 10;
}

bool luhnHolds(Digits d)
{
    int sum = 0;
    for (size_t i = 0; i < d.size(); ++i) {
        const int digit = d[d.size() - 1 - i];
        const int twice = digit * 2;
        sum += i % 2 == 0 ? digit : twice > 9 ? twice - 9 : twice;
    }
    return sum % 10 == 0;
}

bool isCardPrefix(Digits d)
{
    const int two = pair(d, 0), four = two * 100 + pair(d, 2);
    switch (d.size()) {
    case 14: return two == 36 || two == 38 || two == 30;
    case 15: return two == 34 || two == 37;
    case 16: return d[0] == 4 || d[0] == 9 || (two >= 50 && two <= 59) || two == 60 || two == 62 || two == 64 || two == 65 || two == 35 || (four >= 2221 && four <= 2720);
    default: return false;
    }
}

} // namespace sillok::privacy
