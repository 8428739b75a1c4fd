#include "engine/retrieval/follow_up.h"

#include "engine/retrieval/query.h"
#include "engine/retrieval/terms.h"

#include <algorithm>
#include <vector>

namespace sillok::retrieval {

namespace {

constexpr size_t kMostCarried = 6;      // a subject is short; more would drown the new question
constexpr size_t kMostEarlier = 8;      // questions back; what is further away is another talk

// clang-format off
/// source: the conjunctions and demonstratives with which Korean and English take up what was said
constexpr std::string_view kOpenings[] = {
    "그럼", "그러면", "그렇다면", "그렇다 하더라도", "그런데", "그리고", "그래도", "그중", "그 중", "그때", "그 때", "그 경우", "이 경우", "이경우", "그경우", "이럴 때",
    "그럴 때", "그럴 경우", "이런 경우", "만약 그", "또 ", "추가로", "반대로", "그 외", "그외", "이 외", "이외에",
    "and ", "what about", "how about", "then ", "in that case", "so ", "but ", "what if",
};
constexpr std::string_view kPointers[] = {
    "그것", "이것", "그거", "이거", "그건", "이건", "그게", "이게", "거기", "여기", "그곳", "이곳", "그들", "그분", "위의", "앞의", "방금", "해당", "이때", "그때",
    "it", "its", "they", "them", "their", "those", "that", "this", "these",
};
/// 그 규정, 이 서류: a noun is pointed at.
constexpr std::string_view kPointing[] = { "그", "이", "저" };
// clang-format on

std::string_view trimmed(std::string_view text)
{
    const size_t first = text.find_first_not_of(" \n\t");
    return first == std::string_view::npos ? std::string_view() : text.substr(first, text.find_last_not_of(" \n\t") - first + 1);
}

std::vector<std::string> spacedWords(std::string_view text)
{
    std::vector<std::string> words;
    for (size_t at = 0; at < text.size();) {
        const size_t end = std::min(text.find_first_of(" \n\t,.?!", at), text.size());
        if (end > at)
            words.emplace_back(text.substr(at, end - at));
        at = end + 1;
    }
    return words;
}

/// Nouns that the question names: neither verbs nor what is asked for.
std::vector<std::string> subjectsOf(const Query& query)
{
    std::vector<std::string> subjects;
    for (const QueryWord& word : query.words) {
        if (word.weight >= 1 && !word.asked)
            subjects.push_back(word.text);
    }
    return subjects;
}

/// 하수 of 하수도는: the word with what may have been more than a particle.
std::string asWritten(const std::string& subject, const std::vector<std::string>& words)
{
    const auto found = std::ranges::find_if(words, [&](const std::string& word) { return word.starts_with(subject); });
    return found == words.end() ? subject : *found;
}

bool pointsBack(std::string_view text)
{
    for (const std::string_view opening : kOpenings) {
        if (text.starts_with(opening))
            return true;
    }
    const std::vector<std::string> words = spacedWords(text);
    for (size_t i = 0; i < words.size(); ++i) {
        for (const std::string_view pointer : kPointers) {
            // 그것은, 해당하는; an English word must be all of it
            if (pointer[0] & 0x80 ? words[i].starts_with(pointer) : words[i] == pointer)
                return true;
        }
        const bool pointing = std::ranges::find(kPointing, words[i]) != std::end(kPointing);
        if (pointing && i + 1 < words.size())
            return true;
    }
    return false;
}

} // namespace

bool leansOnEarlier(std::string_view question)
{
    const std::string text = folded(trimmed(question));
    const Query query = parseQuery(question);
    if (!query.references.empty())
        return false;    // names its place by number
    // "기간은?" asks for something and does not say of what
    return pointsBack(text) || subjectsOf(query).empty();
}

std::string standaloneQuestion(std::string_view question, std::span<const std::string> earlier)
{
    if (!leansOnEarlier(question))
        return std::string(question);
    const std::span<const std::string> near = earlier.size() > kMostEarlier ? earlier.last(kMostEarlier) : earlier;
    std::string before;
    for (const std::string& one : near)
        before = before.empty() || !leansOnEarlier(one) ? one : before + " " + one;
    const std::vector<std::string> own = subjectsOf(parseQuery(question));
    const std::vector<std::string> words = spacedWords(folded(before));
    std::string carried;
    size_t count = 0;
    for (const std::string& subject : subjectsOf(parseQuery(before))) {
        const bool said = std::ranges::any_of(own, [&](const std::string& word) { return word.find(subject) != std::string::npos; });
        if (said || ++count > kMostCarried)
            continue;
        carried += asWritten(subject, words) + " ";
    }
    return carried + std::string(question);
}

} // namespace sillok::retrieval
