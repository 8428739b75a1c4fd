#include "ui/chat/parts.h"

#include "ui/chat/answer_parts.h"
#include "ui/chat/bubble_part.h"
#include "ui/chat/foot_part.h"
#include "ui/chat/head_part.h"
#include "ui/chat/notice_part.h"
#include "ui/chat/passage_part.h"
#include "ui/chat/scope_picker.h"
#include "ui/chat/thought_part.h"
#include "ui/style/icons.h"
#include "ui/style/paint.h"
#include "ui/words/words.h"

#include <QCoreApplication>
#include <QPainter>

namespace sillok::ui {

namespace {

using app::AnswerMode;
using app::Message;
using app::MessageState;

class Say {
    Q_DECLARE_TR_FUNCTIONS(Conversation)
public:
    static QString model() { return tr("Language model"); }
    static QString writing() { return tr("Writing"); }
    static QString searching() { return tr("Searching the documents"); }
    static QString copied() { return tr("Copied from the documents, word for word"); }
    static QString visited(int n, int all) { return tr("%1 / %2 sections").arg(n).arg(all); }
    static QString leftOut(int n) { return tr("The oldest %n message(s) of this chat did not fit and were left out of this answer", nullptr, n); }
    static QString speed(double n) { return tr("%1 tokens/s").arg(n, 0, 'f', n < 10 ? 1 : 0); }
    static QString passages(int n) { return tr("%n passage(s) found", nullptr, n); }
    static QString nearest() { return tr("Nearest passages"); }
    static QString seconds(double s) { return tr("found by words · %1 s").arg(qMax(0.01, s), 0, 'f', 2); }
    static QString noModel() { return tr("No language model is installed, so nothing was written."); }
    static QString below(const QString& name, int n)
    {
        return tr("Below are passages found in the %n document(s) of “%1”, exactly as they stand there.", nullptr, n).arg(name);
    }
    static QString belowPlain() { return tr("Below are the passages that were found, exactly as they stand in the documents."); }
    static QString howToGetModels() { return tr("About models"); }
    static QString refused() { return tr("No answer was found in the documents."); }
    static QString searched(const QString& name, int n)
    {
        return tr("All %n document(s) of “%1” were searched. Try other words.", nullptr, n).arg(name);
    }
    static QString tryOther() { return tr("Try other words."); }
    static QString hint() { return tr("If it is not here, ask again with other words."); }
    static QString retry() { return tr("Retry"); }
    static QString outOfSight() { return tr("The model does not see this message any more"); }
    static QString citation(int n, const QString& document, const QString& page, bool ok)
    {
        const QString state = ok ? tr("matches the source") : tr("not found in the source");
        return tr("Source %1, %2 %3, %4").arg(n).arg(document, page, state);
    }
};

/// How much of a document has been looked at; the number stands above it.
class MeterPart final : public Part {
public:
    explicit MeterPart(double part) : m_part(part) {}
    qreal setWidth(qreal width) override
    {
        m_width = width;
        return 12;
    }
    void paint(QPainter& painter, const PaintState&) override { paintMeter(painter, QRectF(0, 0, m_width, 6), m_part); }
    QStringList paragraphs() const override { return {}; }

private:
    double m_part;
    qreal m_width = 0;
};

template <typename T, typename... Args>
T* addPart(Parts& parts, qreal before, Args&&... args)
{
    auto part = std::make_unique<T>(std::forward<Args>(args)...);
    part->before = before;
    T* raw = part.get();
    parts.push_back(std::move(part));
    return raw;
}

void addPassages(Parts& parts, const Message& message)
{
    for (int i = 0; i < message.citations.size(); ++i)
        addPart<PassagePart>(parts, i == 0 ? 8 : 14, message.citations.at(i), i);
}

void addEvidence(Parts& parts, const Message& message)
{
    NoticeSpec notice;
    notice.icon = QStringLiteral("info");
    notice.title = Say::noModel();
    notice.body = message.collectionName.isEmpty() ? Say::belowPlain() : Say::below(scopeWords(message.scope, message.collectionName), message.documentsSearched);
    notice.actionWords = Say::howToGetModels();
    notice.action = Target::Kind::Models;
    addPart<NoticePart>(parts, 0, notice);
    if (message.state == MessageState::Writing) {
        addPart<HeadPart>(parts, 16, QString(), Say::searching(), QString(), QString());
        return;
    }
    const int count = static_cast<int>(message.citations.size());
    addPart<HeadPart>(parts, 16, QString(), Say::passages(count), Say::seconds(message.seconds), QString())->setMessage(message);
    addPassages(parts, message);
    addPart<HeadPart>(parts, 12, QStringLiteral("info"), QString(), Say::hint(), QString());
}

void addRefused(Parts& parts, const Message& message)
{
    NoticeSpec notice;
    notice.icon = QStringLiteral("search");
    notice.title = Say::refused();
    notice.body = message.collectionName.isEmpty() ? Say::tryOther() : Say::searched(scopeWords(message.scope, message.collectionName), message.documentsSearched);
    addPart<NoticePart>(parts, 0, notice);
    if (message.citations.isEmpty() && message.versions < 2)
        return;
    addPart<HeadPart>(parts, 16, QString(), message.citations.isEmpty() ? QString() : Say::nearest(), QString(), QString())->setMessage(message);
    addPassages(parts, message);
}

void addWritten(Parts& parts, const Message& message, const PartsContext& context, Parts& earlier)
{
    QString right = message.tokensPerSecond > 0 ? Say::speed(message.tokensPerSecond) : QString();
    if (right.isEmpty() && message.state == MessageState::Writing)
        right = Say::writing();
    const bool counted = message.sectionsTotal > 0 && message.state == MessageState::Writing;
    if (counted)
        right = Say::visited(message.sectionsVisited, message.sectionsTotal);
    const bool copied = message.mode == AnswerMode::Generated && message.modelName.isEmpty() && message.state != MessageState::Writing;
    if (copied)
        addPart<HeadPart>(parts, 0, QStringLiteral("quote"), Say::copied(), QString(), right)->setMessage(message);
    else
        addPart<HeadPart>(parts, 0, QStringLiteral("model"), message.modelName.isEmpty() ? Say::model() : message.modelName, QString(), right)->setMessage(message);
    if (counted)
        addPart<MeterPart>(parts, 4, static_cast<double>(message.sectionsVisited) / message.sectionsTotal);
    const bool thinking = message.state == MessageState::Writing && message.text.isEmpty();
    if (!message.thought.isEmpty())
        addPart<ThoughtPart>(parts, 2, message.thought, thinking, context.detailsOpen);
    if (!message.text.isEmpty() || (thinking && message.thought.isEmpty()))
        addAnswer(parts, message, context.width, earlier);
    if (message.leftOutMessages > 0)
        addPart<HeadPart>(parts, 8, QStringLiteral("info"), QString(), Say::leftOut(message.leftOutMessages), QString());
}

void addFailure(Parts& parts, const Message& message, const PartsContext& context)
{
    const ProblemText words = problemText(message.problem);
    NoticeSpec notice;
    notice.error = true;
    notice.icon = QStringLiteral("error");
    notice.title = words.happened;
    notice.body = words.safe + (words.next.isEmpty() ? QString() : u'\n' + words.next);
    notice.details = words.details;
    notice.detailsOpen = context.detailsOpen;
    notice.actionWords = Say::retry();
    notice.action = Target::Kind::Retry;
    addPart<NoticePart>(parts, 14, notice);
}

} // namespace

Parts partsOf(const Message& message, const PartsContext& context, Parts earlier)
{
    Parts parts;
    if (context.leftOut)
        addPart<HeadPart>(parts, 0, QStringLiteral("info"), QString(), Say::outOfSight(), QString());
    if (message.role == app::Role::User) {
        addQuestion(parts, message, context.detailsOpen);
        return parts;
    }
    const bool failed = message.state == MessageState::Failed;
    if (message.mode == AnswerMode::Evidence && !failed)
        addEvidence(parts, message);
    else if (message.mode == AnswerMode::Refused && !failed)
        addRefused(parts, message);
    else
        addWritten(parts, message, context, earlier);
    if (failed)
        addFailure(parts, message, context);
    addPart<FootPart>(parts, 16, message, context.temporary);
    return parts;
}

namespace {

/// "문서, 제목, 쪽", as far as they are known.
QString sourceWords(const app::Citation& citation, const QString& heading)
{
    QStringList source { citation.documentName };
    for (const QString& part : { heading, pageWords(citation.page, citation.pageEstimated) })
        if (!part.isEmpty())
            source.append(part);
    return source.join(QStringLiteral(", "));
}

} // namespace

QString quoteWithSource(const app::Citation& citation)
{
    return QStringLiteral("“%1”\n— %2").arg(citation.passageText.trimmed(), sourceWords(citation, citation.headingPath));
}

QString sentenceWithSource(const app::Citation& citation)
{
    const QString sentence = citation.quote.isEmpty() ? citation.passageText : citation.quote;
    return QStringLiteral("“%1” (%2)").arg(sentence.trimmed(), sourceWords(citation, citation.headingPath.section(QStringLiteral(" > "), -1)));
}

QString citationName(const app::Citation& citation)
{
    return Say::citation(citation.number, citation.documentName, pageWords(citation.page, citation.pageEstimated), citation.verified);
}

} // namespace sillok::ui
