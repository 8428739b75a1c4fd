// fence.h - Text of documents made ready to stand inside a prompt as data that nobody can mistake for instructions.
#pragma once

#include <string>
#include <string_view>

namespace sillok::retrieval {

/// What was taken out of a text on its way into a prompt.
struct Fenced {
    std::string text;
    int hiddenRemoved = 0;      ///< characters that nobody sees: zero width, directions, tags, controls
    int markersBroken = 0;      ///< control words of chat templates; they stay readable but are no longer what a template writes
};

/// Every line begins with "> ", so no line of the text can be one of the prompt's own. Hidden characters go; <|im_end|>, [INST], </s>,
/// [|system|] and their like get a space inside. cost linear
Fenced fence(std::string_view text);

/// The same for a name or heading: one line, without the sign.
Fenced fenceLine(std::string_view text);

/// A word that no passage can know before the question is asked, to name the fence by; the same for the same question and passages.
std::string fenceName(std::string_view question, std::string_view passages);

} // namespace sillok::retrieval
