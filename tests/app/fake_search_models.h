// fake_search_models.h - Models for searching that know exactly what a test tells them.
#pragma once

#include "app/services/search_model.h"

#include <cmath>
#include <functional>
#include <sstream>

namespace sillok::test {

/// Counts words, each as the thing that it means: words with the same meaning make the same vector, and any two others hardly share a number.
class WordCounter : public app::TextEmbedder {
public:
    /// To it `word` means the same as `meaning`; empty: every word means itself.
    explicit WordCounter(std::string word = {}, std::string meaning = {}, uint8_t version = 1)
        : m_word(std::move(word)), m_meaning(std::move(meaning)), m_version(version)
    {
    }

    Result<storage::EmbeddingModel> identity(std::stop_token) override
    {
        if (broken)
            return fail(ErrorCode::WorkerDied, "this model is broken");
        return storage::EmbeddingModel { "word counter", { m_version }, 1, kWidth };
    }
    Result<std::vector<std::vector<float>>> vectors(std::span<const std::string> texts, app::protocol::TextKind, std::stop_token stop) override
    {
        if (before)
            before(texts);
        if (stop.stop_requested())
            return fail(ErrorCode::Cancelled, "counting words");
        std::vector<std::vector<float>> made;
        for (const std::string& text : texts) {
            if (!refused.empty() && text.find(refused) != std::string::npos)
                return fail(ErrorCode::BadArgument, "a text that this model does not take");
            made.push_back(vectorOf(text));
            ++embedded;
        }
        return made;
    }

    bool broken = false;
    std::string refused;                                                    ///< a text with this in it is turned away
    std::function<void(std::span<const std::string>)> before;
    int embedded = 0;

private:
    static constexpr int64_t kWidth = 256;

    std::vector<float> vectorOf(const std::string& text) const
    {
        std::vector<float> vector(kWidth);
        std::istringstream words(text);
        for (std::string word; words >> word;) {
            vector[std::hash<std::string> {}(word == m_word ? m_meaning : word) % kWidth] += 1;
        }
        double squares = 0;
        for (const float value : vector)
            squares += double(value) * double(value);
        for (float& value : vector)
            value = static_cast<float>(double(value) / std::sqrt(std::max(squares, 1.0)));
        return vector;
    }

    std::string m_word;
    std::string m_meaning;
    uint8_t m_version;
};

/// Likes texts that hold a word.
class WordLiker : public app::PairScorer {
public:
    explicit WordLiker(std::string word) : m_word(std::move(word)) {}
    Result<std::vector<float>> scores(const std::string&, std::span<const std::string> texts, std::stop_token) override
    {
        if (broken)
            return fail(ErrorCode::WorkerDied, "this model is broken");
        std::vector<float> scores;
        for (const std::string& text : texts)
            scores.push_back(text.find(m_word) != std::string::npos ? 1.0f : 0.0f);
        return scores;
    }
    bool broken = false;

private:
    std::string m_word;
};

} // namespace sillok::test
