#include "engine/digest/summary.h"

#include "engine/base/text.h"
#include "engine/retrieval/chunker.h"
#include "engine/retrieval/query.h"
#include "engine/retrieval/sentences.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <unordered_map>
#include <unordered_set>

namespace sillok::digest {

namespace {

// A shorter line is a label, a longer one a table or a list. Code points.
constexpr size_t kShortest = 12;
constexpr size_t kLongest = 300;

struct Sentence {
    size_t section = 0;
    size_t group = 0;                 ///< chapter
    retrieval::TextSpan span;
    std::vector<uint32_t> words;      ///< numbers of its words, without repeats
    double bonus = 1;
};

/// Numbers for words, and how often the document says each.
class Words {
public:
    uint32_t numberOf(const std::string& word)
    {
        const auto [place, isNew] = m_numbers.try_emplace(word, static_cast<uint32_t>(m_counts.size()));
        if (isNew)
            m_counts.push_back(0);
        ++m_counts[place->second];
        return place->second;
    }
    /// A word that is said once says nothing about the whole.
    double weight(uint32_t word) const { return std::log(m_counts[word]); }

private:
    std::unordered_map<std::string, uint32_t> m_numbers;
    std::vector<uint32_t> m_counts;
};

std::string_view chapterOf(std::string_view path) { return path.substr(0, path.find(retrieval::kHeadingSeparator)); }

class Summarizer {
public:
    explicit Summarizer(std::span<const Section> sections) : m_sections(sections) {}

    void read(size_t section)
    {
        const std::string_view text = m_sections[section].text;
        if (text.empty())
            return;
        const size_t group = m_groups.try_emplace(std::string(chapterOf(m_sections[section].headingPath)), m_groups.size()).first->second;
        bool first = true;
        for (const retrieval::TextSpan& span : retrieval::sentences(text)) {
            const std::string_view words = text.substr(span.start, span.end - span.start);
            const size_t length = codePointCount(words);
            Sentence sentence { section, group, span, {}, first ? 1.2 : 1 };
            for (const retrieval::QueryWord& word : retrieval::parseQuery(words.substr(0, 4 * kLongest)).words) {
                if (word.weight >= 1)
                    sentence.words.push_back(m_words.numberOf(word.text));
            }
            std::ranges::sort(sentence.words);
            sentence.words.erase(std::unique(sentence.words.begin(), sentence.words.end()), sentence.words.end());
            if (length >= kShortest && length <= kLongest && sentence.words.size() >= 2 && !words.ends_with('?'))
                m_sentences.push_back(std::move(sentence));
            first = false;
        }
    }

    std::vector<Point> best(size_t most)
    {
        std::vector<size_t> picked;
        std::unordered_set<uint32_t> said;
        std::vector<size_t> fromGroup(m_groups.size(), 0);
        std::vector<bool> used(m_sentences.size(), false);
        while (picked.size() < most) {
            size_t choice = m_sentences.size();
            double highest = 0;
            for (size_t i = 0; i < m_sentences.size(); ++i) {
                const double score = used[i] ? 0 : scoreOf(m_sentences[i], said) / static_cast<double>(1 + fromGroup[m_sentences[i].group]);
                if (score > highest)
                    highest = score, choice = i;
            }
            if (choice == m_sentences.size())
                break;
            used[choice] = true;
            picked.push_back(choice);
            ++fromGroup[m_sentences[choice].group];
            said.insert(m_sentences[choice].words.begin(), m_sentences[choice].words.end());
        }
        std::ranges::sort(picked);
        std::vector<Point> points;
        for (const size_t i : picked)
            points.push_back(pointOf(m_sentences[i]));
        return points;
    }

private:
    /// What it says that was not said yet; long sentences do not win by length.
    double scoreOf(const Sentence& sentence, const std::unordered_set<uint32_t>& said) const
    {
        double sum = 0;
        for (const uint32_t word : sentence.words)
            sum += m_words.weight(word) * (said.contains(word) ? 0.2 : 1);
        return sentence.bonus * sum / std::sqrt(static_cast<double>(sentence.words.size()));
    }

    Point pointOf(const Sentence& sentence) const
    {
        const std::string_view text = m_sections[sentence.section].text;
        Point point;
        point.section = sentence.section;
        point.start = static_cast<int64_t>(codePointCount(text.substr(0, sentence.span.start)));
        point.quote = text.substr(sentence.span.start, sentence.span.end - sentence.span.start);
        point.end = point.start + static_cast<int64_t>(codePointCount(point.quote));
        return point;
    }

    std::span<const Section> m_sections;
    Words m_words;
    std::map<std::string, size_t> m_groups;
    std::vector<Sentence> m_sentences;
};

} // namespace

Summary summarize(std::span<const Section> sections, size_t most, const std::function<void(size_t)>& visited, const std::stop_token& stop)
{
    Summary summary;
    Summarizer summarizer(sections);
    while (summary.visited < sections.size() && !stop.stop_requested()) {
        summarizer.read(summary.visited);
        ++summary.visited;
        visited(summary.visited);
    }
    if (!stop.stop_requested())
        summary.points = summarizer.best(most);
    return summary;
}

} // namespace sillok::digest
