#include "engine/retrieval/fence.h"

#include "engine/base/text.h"
#include "engine/documents/clean_text.h"

#include <algorithm>
#include <cstdint>

namespace sillok::retrieval {

namespace {

constexpr size_t kLongestMarker = 64;

bool isNameCharacter(char32_t c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-' || c == 0x2581; // ▁ of SentencePiece
}

/// How many bytes of `text` at `at` open something like a control word: "<|", "<s>", "</s>", "<<SYS>>", "[INST]", "[|user|]". 0: nothing.
/// source: the templates of the families that we run, and those of their neighbours
size_t markerAt(std::string_view text, size_t at)
{
    const char open = text[at];
    if (open != '<' && open != '[')
        return 0;
    const std::string_view rest = text.substr(at + 1, kLongestMarker);
    if (rest.starts_with('|') || rest.starts_with("｜") || rest.starts_with("<SYS") || rest.starts_with("</SYS"))
        return 1;
    size_t end = rest.starts_with('/') ? 1 : 0;
    const size_t name = end;
    bool lower = false;
    for (; end < rest.size(); end += codePointAt(rest, end).length) {
        const char32_t c = codePointAt(rest, end).value;
        if (!isNameCharacter(c))
            break;
        lower = lower || (c >= 'a' && c <= 'z');
    }
    const bool named = end > name && !(rest[name] >= '0' && rest[name] <= '9');
    const bool closed = end < rest.size() && rest[end] == (open == '<' ? '>' : ']');
    // [INST] and [BOS] are written in capitals; [a] is a remark of a text.
    return named && closed && (open == '<' || (!lower && end - name >= 3)) ? 1 : 0;
}

std::string withoutMarkers(std::string_view text, int& broken)
{
    std::string out;
    out.reserve(text.size());
    for (size_t at = 0; at < text.size();) {
        const size_t length = codePointAt(text, at).length;
        out += text.substr(at, length);
        if (markerAt(text, at) != 0) {
            out += ' ';
            ++broken;
        }
        at += length;
        if (text.substr(at).starts_with("|>") || text.substr(at).starts_with("|]") || text.substr(at).starts_with("｜>")) {
            const size_t bar = codePointAt(text, at).length;
            out += text.substr(at, bar);
            out += ' ';
            at += bar;
        }
    }
    return out;
}

std::string cleaned(std::string_view text, Fenced& fenced)
{
    const auto controls = std::count_if(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t'; });
    fenced.hiddenRemoved += static_cast<int>(controls);
    return withoutMarkers(documents::cleanText(sanitizedUtf8(text), fenced.hiddenRemoved), fenced.markersBroken);
}

uint64_t mixed(uint64_t hash, std::string_view text)
{
    for (const char c : text)
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3; // FNV-1a
    return hash;
}

} // namespace

Fenced fence(std::string_view text)
{
    Fenced fenced;
    const std::string clean = cleaned(text, fenced);
    fenced.text = "> ";
    for (const char c : clean) {
        fenced.text += c;
        if (c == '\n')
            fenced.text += "> ";
    }
    return fenced;
}

Fenced fenceLine(std::string_view text)
{
    Fenced fenced;
    fenced.text = cleaned(text, fenced);
    std::replace(fenced.text.begin(), fenced.text.end(), '\n', ' ');
    return fenced;
}

std::string fenceName(std::string_view question, std::string_view passages)
{
    constexpr std::string_view kLetters = "abcdefghijkmnpqrstuvwxyz23456789";
    uint64_t hash = mixed(mixed(0xCBF29CE484222325, question), passages);
    std::string name;
    do { // a passage that happens to hold it gets another one
        name.clear();
        hash = mixed(hash, "+");
        for (uint64_t rest = hash; name.size() < 10; rest >>= 5)
            name += kLetters[rest & 31];
    } while (passages.find(name) != std::string_view::npos);
    return name;
}

} // namespace sillok::retrieval
