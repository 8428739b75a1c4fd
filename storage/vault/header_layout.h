// header_layout.h - What the writer and the reader of headers share.
#pragma once

#include "storage/vault/header.h"

namespace sillok::storage::layout {

inline constexpr std::string_view kMagic = "SILLOKV1";
inline constexpr uint32_t kFormat = 2;

} // namespace sillok::storage::layout
