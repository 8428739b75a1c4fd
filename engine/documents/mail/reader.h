// reader.h - Mails as files (EML, MHTML): their heads, their text, and what is attached.
#pragma once

#include "engine/base/bytes.h"
#include "engine/documents/document.h"

namespace sillok::documents::mail {

inline constexpr int kMostNesting = 8;          ///< of parts in parts and mails in mails
inline constexpr int kMostParts = 1000;
inline constexpr int kMostReadAttachments = 50;

/// The subject is the title and the first heading; then sender, receivers and date, the text (the richest form of it), mails inside,
/// and the attachments by their names. An attachment that this folder reads is read below its name; one that it cannot is only named.
/// error  NotFound: no text. Unsafe: too much text, too many parts.
/// source RFC 5322, RFC 2045 to 2047, RFC 2231
Result<Document> read(Bytes bytes);

/// Whether the bytes begin with the headers of a mail.
bool looksLikeMail(Bytes bytes);

} // namespace sillok::documents::mail
