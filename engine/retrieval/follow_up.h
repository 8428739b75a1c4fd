// follow_up.h - A question that leans on the one before it, made to stand alone.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace sillok::retrieval {

/// "그럼 주말에는?" after "공용차 사용 신청은 어떻게 하나요?" gives "공용차 사용 신청 그럼 주말에는?": the words that say what the talk is about are put
/// in front, without what the earlier question asked for. A question that names its own subject comes back unchanged.
/// `earlier`: the questions of the talk, oldest first; a chain of follow-ups carries its subject along.
/// needs  UTF-8. exact: needs no model; the same every time.
std::string standaloneQuestion(std::string_view question, std::span<const std::string> earlier);

/// True when it points back (그럼, 그것, 이 경우, what about) or says too little to be looked for by itself.
bool leansOnEarlier(std::string_view question);

} // namespace sillok::retrieval
