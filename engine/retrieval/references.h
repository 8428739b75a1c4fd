// references.h - Places named by number inside a question.
#pragma once

#include "engine/retrieval/query.h"

namespace sillok::retrieval {

/// 건축법 제12조의2, 「공공기록물 관리에 관한 법률」 제3조, 공고 제2025-123호, 총무과-1234. needs folded text.
/// A name may be longer or shorter than the words in front of the number, so every possible beginning is given, longest first.
std::vector<Reference> findReferences(std::string_view folded);

/// Every word of the question belongs to a name or number of its references: "건축법 제12조의 내용을 알려줘".
bool asksForPlacesOnly(const Query& query);

/// Without spaces and middle dots: how names and numbers are compared.
std::string compact(std::string_view text);

} // namespace sillok::retrieval
