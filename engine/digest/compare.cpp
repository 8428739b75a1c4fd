#include "engine/digest/compare.h"

#include "engine/retrieval/references.h"
#include "engine/retrieval/terms.h"

#include <algorithm>
#include <unordered_map>

namespace sillok::digest {

namespace {

constexpr double kLeastLikeness = 0.5;
constexpr size_t kMostPairs = 40'000;       // of one stretch; beyond it only article numbers are compared
constexpr size_t kMostWordPairs = 4'000'000;

std::string key(const std::string& paragraph) { return retrieval::compact(retrieval::folded(paragraph)); }

/// "제12조의2" of "제12조의2(출장)"; empty: no article.
std::string articleOf(const std::string& paragraph)
{
    const std::vector<retrieval::Reference> found = retrieval::findReferences(retrieval::folded(paragraph.substr(0, 60)));
    const std::string start = key(paragraph.substr(0, 60));
    for (const retrieval::Reference& reference : found) {
        if (start.starts_with(reference.number))
            return reference.number;
    }
    return {};
}

struct Pair {
    size_t before;
    size_t after;
};

/// Paragraphs that stand once in both texts, in an order that both keep: the longest such chain.
std::vector<Pair> anchors(const std::vector<std::string>& before, const std::vector<std::string>& after)
{
    struct Places {
        size_t countBefore = 0, countAfter = 0, before = 0;
    };
    std::unordered_map<std::string, Places> places;
    for (size_t i = 0; i < before.size(); ++i) {
        Places& place = places[before[i]];
        ++place.countBefore;
        place.before = i;
    }
    for (const std::string& paragraph : after) {
        if (const auto found = places.find(paragraph); found != places.end())
            ++found->second.countAfter;
    }
    // Patience: piles by their last place, with a way back.
    std::vector<Pair> pairs;
    std::vector<size_t> tops, previous;
    for (size_t j = 0; j < after.size(); ++j) {
        const auto found = places.find(after[j]);
        if (found == places.end() || found->second.countBefore != 1 || found->second.countAfter != 1 || after[j].empty())
            continue;
        const size_t place = found->second.before;
        const auto pile = std::ranges::lower_bound(tops, place, std::less<>(), [&](size_t pair) { return pairs[pair].before; });
        previous.push_back(pile == tops.begin() ? SIZE_MAX : *(pile - 1));
        pairs.push_back({ place, j });
        if (pile == tops.end())
            tops.push_back(pairs.size() - 1);
        else
            *pile = pairs.size() - 1;
    }
    std::vector<Pair> chain;
    for (size_t at = tops.empty() ? SIZE_MAX : tops.back(); at != SIZE_MAX; at = previous[at])
        chain.push_back(pairs[at]);
    std::ranges::reverse(chain);
    return chain;
}

std::vector<std::string> wordsOf(const std::string& text)
{
    std::vector<std::string> words;
    for (size_t at = 0; at < text.size();) {
        const size_t end = std::min(text.find_first_of(" \n", at), text.size());
        if (end > at)
            words.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return words;
}

void addWord(std::vector<WordRun>& runs, WordRun::Kind kind, const std::string& word)
{
    if (runs.empty() || runs.back().kind != kind)
        runs.push_back({ kind, word });
    else
        runs.back().text += " " + word;
}

/// The longest common words of both, the rest gone or new.
std::vector<WordRun> wordDifference(const std::string& before, const std::string& after)
{
    const std::vector<std::string> a = wordsOf(before), b = wordsOf(after);
    std::vector<WordRun> runs;
    if (a.size() * b.size() > kMostWordPairs)
        return { { WordRun::Kind::Gone, before }, { WordRun::Kind::New, after } };
    std::vector<std::vector<uint32_t>> common(a.size() + 1, std::vector<uint32_t>(b.size() + 1, 0));
    for (size_t i = a.size(); i-- > 0;) {
        for (size_t j = b.size(); j-- > 0;)
            common[i][j] = a[i] == b[j] ? common[i + 1][j + 1] + 1 : std::max(common[i + 1][j], common[i][j + 1]);
    }
    size_t i = 0, j = 0;
    while (i < a.size() || j < b.size()) {
        if (i < a.size() && j < b.size() && a[i] == b[j])
            addWord(runs, WordRun::Kind::Kept, a[i]), ++i, ++j;
        else if (j >= b.size() || (i < a.size() && common[i + 1][j] >= common[i][j + 1]))
            addWord(runs, WordRun::Kind::Gone, a[i++]);
        else
            addWord(runs, WordRun::Kind::New, b[j++]);
    }
    return runs;
}

class Comparison {
public:
    Comparison(std::span<const std::string> before, std::span<const std::string> after, const std::stop_token& stop)
        : m_before(before), m_after(after), m_stop(stop)
    {
        for (const std::string& paragraph : before) {
            m_keysBefore.push_back(key(paragraph));
            m_articlesBefore.push_back(articleOf(paragraph));
        }
        for (const std::string& paragraph : after)
            m_keysAfter.push_back(key(paragraph));
    }

    std::vector<Difference> all()
    {
        size_t i = 0, j = 0;
        for (const Pair& anchor : anchors(m_keysBefore, m_keysAfter)) {
            stretch(i, anchor.before, j, anchor.after);
            add(Change::Same, anchor.before, anchor.after);
            i = anchor.before + 1;
            j = anchor.after + 1;
        }
        stretch(i, m_before.size(), j, m_after.size());
        markMoved();
        return std::move(m_differences);
    }

private:
    void add(Change change, std::optional<size_t> before, std::optional<size_t> after) { m_differences.push_back({ change, before, after, {} }); }

    /// Paragraphs between two anchors: the same ones at both ends first, then the like ones inside.
    void stretch(size_t i, size_t endBefore, size_t j, size_t endAfter)
    {
        if (m_stop.stop_requested())
            return;
        for (; i < endBefore && j < endAfter && m_keysBefore[i] == m_keysAfter[j]; ++i, ++j)
            add(Change::Same, i, j);
        size_t tail = 0;
        while (i + tail < endBefore && j + tail < endAfter && m_keysBefore[endBefore - 1 - tail] == m_keysAfter[endAfter - 1 - tail])
            ++tail;
        unlike(i, endBefore - tail, j, endAfter - tail);
        for (size_t t = tail; t-- > 0;)
            add(Change::Same, endBefore - 1 - t, endAfter - 1 - t);
    }

    void unlike(size_t i, size_t endBefore, size_t j, size_t endAfter)
    {
        const bool all = (endBefore - i) * (endAfter - j) <= kMostPairs;
        for (; j < endAfter; ++j) {
            const size_t match = partnerOf(j, i, endBefore, all);
            if (match == endBefore) {
                add(Change::Added, std::nullopt, j);
                continue;
            }
            for (; i < match; ++i)
                add(Change::Removed, i, std::nullopt);
            if (m_keysBefore[match] == m_keysAfter[j]) {
                add(Change::Same, match, j);
            } else {
                add(Change::Changed, match, j);
                m_differences.back().words = wordDifference(m_before[match], m_after[j]);
            }
            i = match + 1;
        }
        for (; i < endBefore; ++i)
            add(Change::Removed, i, std::nullopt);
    }

    /// The earlier paragraph that paragraph `j` was made of; `end`: none. The same article wins over the likest one.
    size_t partnerOf(size_t j, size_t begin, size_t end, bool all) const
    {
        const std::string article = articleOf(m_after[j]);
        size_t best = end;
        double highest = kLeastLikeness;
        for (size_t i = begin; i < end; ++i) {
            if (!article.empty() && m_articlesBefore[i] == article)
                return i;
            if (!all)
                continue;
            const double like = likeness(m_keysBefore[i], m_keysAfter[j]);
            if (like > highest && (article.empty() || m_articlesBefore[i].empty()))
                highest = like, best = i;
        }
        return best;
    }

    /// What went and came in the same words has moved.
    void markMoved()
    {
        std::unordered_map<std::string, size_t> gone;
        for (size_t d = 0; d < m_differences.size(); ++d) {
            if (m_differences[d].change == Change::Removed && !m_keysBefore[*m_differences[d].before].empty())
                gone[m_keysBefore[*m_differences[d].before]] = d;
        }
        std::vector<bool> taken(m_differences.size(), false);
        for (Difference& difference : m_differences) {
            if (difference.change != Change::Added)
                continue;
            const auto found = gone.find(m_keysAfter[*difference.after]);
            if (found == gone.end())
                continue;
            difference.change = Change::Moved;
            difference.before = m_differences[found->second].before;
            taken[found->second] = true;
            gone.erase(found);
        }
        size_t at = 0;
        std::erase_if(m_differences, [&](const Difference&) { return taken[at++]; });
    }

    std::span<const std::string> m_before;
    std::span<const std::string> m_after;
    const std::stop_token& m_stop;
    std::vector<std::string> m_keysBefore;
    std::vector<std::string> m_keysAfter;
    std::vector<std::string> m_articlesBefore;
    std::vector<Difference> m_differences;
};

} // namespace

double likeness(const std::string& a, const std::string& b)
{
    const auto pairsOf = [](const std::string& text) {
        std::vector<std::string> pairs;
        for (retrieval::Term& term : retrieval::terms(text, true))
            pairs.push_back(std::move(term.text));
        std::ranges::sort(pairs);
        return pairs;
    };
    const std::vector<std::string> first = pairsOf(a), second = pairsOf(b);
    if (first.empty() || second.empty())
        return first.empty() && second.empty() ? 1 : 0;
    std::vector<std::string> both;
    std::ranges::set_intersection(first, second, std::back_inserter(both));
    return 2.0 * static_cast<double>(both.size()) / static_cast<double>(first.size() + second.size());
}

std::vector<Difference> compare(std::span<const std::string> before, std::span<const std::string> after, const std::stop_token& stop)
{
    return Comparison(before, after, stop).all();
}

} // namespace sillok::digest
