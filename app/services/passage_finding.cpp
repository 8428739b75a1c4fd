#include "app/services/passage_finding.h"

namespace sillok::app {

namespace {

Result<QuestionVector> vectorOf(TextEmbedder& embedder, const std::string& question, const std::stop_token& stop)
{
    SILLOK_TRY(auto identity, embedder.identity(stop));
    SILLOK_TRY(auto made, embedder.vectors(std::span(&question, 1), protocol::TextKind::Question, stop));
    if (made.size() != 1)
        return fail(ErrorCode::Damaged, "vectors of a question");
    return QuestionVector { std::move(identity), std::move(made.front()) };
}

} // namespace

Result<FoundWithHelp> findPassages(const InVault& inVault, const SearchHelp& help, const PassageQuestion& question, const std::stop_token& stop)
{
    const Error stopped = fail(ErrorCode::Cancelled, "searching");
    FoundWithHelp found;
    std::optional<QuestionVector> meaning;
    if (help.embedder) {
        auto made = vectorOf(*help.embedder, question.text, stop);
        if (made.ok())
            meaning = std::move(made).value();
        else
            found.withoutHelp = made.error();
    }
    if (stop.stop_requested())
        return stopped;
    SILLOK_CHECK(inVault([&](Workspace& workspace) -> Result<void> {
        std::vector<NearPassage> near;
        if (meaning) {
            SILLOK_TRY(near, workspace.meaning().nearest(*meaning, question.collections, question.documents, kNearPassages));
        }
        SILLOK_TRY(found.result, searchPassages(workspace.passages(), question, near));
        return {};
    }));
    if (const std::vector<std::string> texts = textsToScore(found.result); help.scorer && !texts.empty()) {
        const auto scores = help.scorer->scores(question.text, texts, stop);
        if (scores.ok() && scores->size() == texts.size())
            orderByScores(found.result, *scores);
        else if (!scores.ok())
            found.withoutHelp = scores.error();
    }
    if (stop.stop_requested())
        return stopped;
    return found;
}

} // namespace sillok::app
