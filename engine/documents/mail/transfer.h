// transfer.h - Bytes of a mail as they were before they travelled.
#pragma once

#include <string>
#include <string_view>

namespace sillok::documents::mail {

/// What is no letter of base64 is passed over; "=" ends it. source RFC 2045, 6.8
std::string fromBase64(std::string_view text);

/// An "=" that begins nothing stays. source RFC 2045, 6.7
std::string fromQuotedPrintable(std::string_view text);

/// By the name in Content-Transfer-Encoding, in any case; an unknown one changes nothing.
std::string decodeTransfer(std::string_view body, std::string_view encoding);

} // namespace sillok::documents::mail
