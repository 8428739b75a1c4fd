// campaign.h - The same tests in two lengths: short ones in every run, the full figures with SILLOK_CAMPAIGN=1 (preset `campaign`).
#pragma once

#include <cstdlib>

namespace sillok::test {

inline bool inCampaign() { return std::getenv("SILLOK_CAMPAIGN") != nullptr; }
inline int campaignCount(int full, int shortened) { return inCampaign() ? full : shortened; }

} // namespace sillok::test
