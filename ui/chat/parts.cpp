#include "ui/chat/parts.h"

#include "ui/chat/markdown.h"
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
    static QString you() { return tr("You"); }
    static QString model() { return tr("Language model"); }
    static QString writing() { return tr("Writing"); }
    static QString searching() { return tr("Searching the documents"); }
    static QString stopped() { return tr("Stopped by you"); }
    static QString saved() { return tr("Saved up to here"); }
    static QString notKept() { return tr("In memory only"); }
    static QString copyQuestion() { return tr("Copy the question"); }
    static QString copyAnswer() { return tr("Copy the answer"); }
    static QString again() { return tr("Answer again"); }
    static QString exportAnswer() { return tr("Export the answer"); }
    static QString copied() { return tr("Copied from the documents, word for word"); }
    static QString visited(int n, int all) { return tr("%1 / %2 sections").arg(n).arg(all); }
    static QString leftOut(int n) { return tr("The oldest %n message(s) of this chat did not fit and were left out of this answer", nullptr, n); }
    static QString speed(double n) { return tr("%1 tokens/s").arg(n, 0, 'f', n < 10 ? 1 : 0); }
    static QString verified(int n) { return tr("%n citation(s) match the source", nullptr, n); }
    static QString notFound(int n) { return tr("%n not found in the source", nullptr, n); }
    static QString unproven(int n) { return tr("%n sentence(s) not proven by the documents", nullptr, n); }
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
    static QString citation(int n, const QString& document, const QString& page, bool ok)
    {
        const QString state = ok ? tr("matches the source") : tr("not found in the source");
        return tr("Source %1, %2 %3, %4").arg(n).arg(document, page, state);
    }
};

class BubblePart final : public Part {
public:
    explicit BubblePart(const QString& text) : m_words(text) { m_text.setPlain(text, Type::Body, Token::TextPrimary); }

    qreal setWidth(qreal width) override
    {
        const qreal most = width * 0.86 - 2 * kSide;
        m_text.document().setTextWidth(-1);
        m_text.setWidth(qMin(most, m_text.naturalWidth() + 1));
        m_bubble = QRectF(0, 0, qMin(most, m_text.naturalWidth() + 1) + 2 * kSide, m_text.height() + 2 * kTop);
        m_bubble.moveRight(width);
        return m_bubble.height() + kActions;
    }
    void paint(QPainter& painter, const PaintState& state) override
    {
        paintBox(painter, m_bubble, 12, color(Token::AccentTint), color(Token::BgSelected));
        // The lower right corner is tighter: it points to who wrote it.
        const QRectF corner(m_bubble.right() - 13, m_bubble.bottom() - 13, 13, 13);
        painter.save();
        painter.setClipRect(corner);
        painter.fillRect(corner, color(Token::BgCanvas));
        paintBox(painter, m_bubble, 4, color(Token::AccentTint), color(Token::BgSelected));
        painter.restore();
        m_text.paint(painter, textAt(), state.selection);
        if (!state.hovered)
            return;
        const QRectF copy = copyRect();
        if (state.hot && state.hot->kind == Target::Kind::CopyMessage)
            paintBox(painter, copy, 6, color(Token::BgHover));
        paintIcon(painter, QStringLiteral("copy"), copy.adjusted(6, 6, -6, -6), color(Token::TextSecondary));
    }
    QList<Target> targets() const override { return { { Target::Kind::CopyMessage, 0, copyRect(), Say::copyQuestion() } }; }
    TextBlock* text() override { return &m_text; }
    QPointF textAt() const override { return m_bubble.topLeft() + QPointF(kSide, kTop); }
    QStringList paragraphs() const override
    {
        QStringList lines = m_words.split(u'\n', Qt::SkipEmptyParts);
        if (!lines.isEmpty())
            lines.first().prepend(Say::you() + QStringLiteral(": "));
        return lines;
    }

private:
    QRectF copyRect() const { return QRectF(m_bubble.right() - 28, m_bubble.bottom() + 2, 28, 28); }
    static constexpr qreal kSide = 17;
    static constexpr qreal kTop = 11;
    static constexpr qreal kActions = 24;
    QString m_words;
    TextBlock m_text;
    QRectF m_bubble;
};

/// "icon  model            31 tokens/s", or the heading of the passages.
class HeadPart final : public Part {
public:
    HeadPart(QString icon, QString title, QString beside, QString right)
        : m_icon(std::move(icon)), m_title(std::move(title)), m_beside(std::move(beside)), m_right(std::move(right))
    {
    }
    qreal setWidth(qreal width) override
    {
        m_width = width;
        return lineHeight(Type::UiBold) + 6;
    }
    void paint(QPainter& painter, const PaintState&) override
    {
        const QRectF row(0, 0, m_width, lineHeight(Type::UiBold) + 2);
        qreal x = 0;
        if (!m_icon.isEmpty()) {
            paintIcon(painter, m_icon, QRectF(0, row.center().y() - 8, 16, 16), color(Token::TextSecondary));
            x = 24;
        }
        x += paintLine(painter, row.adjusted(x, 0, -140, 0), { m_title, Type::UiBold }) + 8;
        paintLine(painter, row.adjusted(x, 0, 0, 0), { m_beside, Type::Secondary, Token::TextMuted });
        paintLine(painter, row, { m_right, Type::Secondary, Token::TextMuted, Qt::AlignRight });
    }
    QStringList paragraphs() const override { return { (m_title + u' ' + m_beside + u' ' + m_right).simplified() }; }

private:
    QString m_icon, m_title, m_beside, m_right;
    qreal m_width = 0;
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

/// The text with signs around every sentence that was not proven.
QString withUnprovenSigns(const Message& message)
{
    QString text;
    qsizetype at = 0;
    const auto append = [&](qsizetype to) {
        QString words = message.text.mid(at, to - at);
        text += words.remove(kUnprovenBegin).remove(kUnprovenEnd); // only we may write them
        at = to;
    };
    for (const app::Unproven& sentence : message.unproven) {
        append(sentence.start);
        text += kUnprovenBegin;
        append(sentence.start + sentence.length);
        text += kUnprovenEnd;
    }
    append(message.text.size());
    return text;
}

class AnswerPart final : public Part {
public:
    AnswerPart(const Message& message, qreal width)
        : m_words(message.text)
        , m_writing(message.state == MessageState::Writing)
    {
        QSet<int> numbers;
        QList<int> notFound;
        for (int i = 0; i < message.citations.size(); ++i) {
            const app::Citation& c = message.citations.at(i);
            numbers.insert(c.number);
            m_names.insert(c.number, { i, citationName(c) });
            if (!c.verified)
                notFound.append(c.number);
        }
        m_text.setChipStates(notFound);
        writeMarkdown(m_text, withUnprovenSigns(message), numbers, deservesLead(message.text, width));
    }
    qreal setWidth(qreal width) override { return m_text.setWidth(width); }
    void paint(QPainter& painter, const PaintState& state) override
    {
        m_text.setActiveChip(state.activeCitation);
        m_text.paint(painter, {}, state.selection);
        if (m_writing)
            painter.fillRect(m_text.caretRect(), color(Token::Accent));
    }
    QList<Target> targets() const override
    {
        QList<Target> all;
        for (const TextBlock::ChipPlace& chip : m_text.chips()) {
            const auto found = m_names.constFind(chip.number);
            if (found != m_names.constEnd())
                all.append({ Target::Kind::Citation, found->first, chip.rect, found->second });
        }
        return all;
    }
    TextBlock* text() override { return &m_text; }
    QStringList paragraphs() const override { return m_words.split(u'\n', Qt::SkipEmptyParts); }

private:
    QString m_words;
    bool m_writing;
    TextBlock m_text;
    QHash<int, std::pair<int, QString>> m_names;
};

/// What was proven, what is on disk, and the two actions that appear with the mouse or the keyboard.
class FootPart final : public Part {
public:
    FootPart(const Message& message, bool mayRetry, bool temporary)
        : m_mayRetry(mayRetry)
    {
        for (const app::Citation& c : message.citations)
            ++(c.verified ? m_good : m_bad);
        m_unproven = static_cast<int>(message.unproven.size());
        if (message.mode == AnswerMode::Evidence || message.mode == AnswerMode::Refused)
            m_good = m_bad = 0;
        if (message.state == MessageState::Stopped)
            m_note = Say::stopped();
        if (message.state != MessageState::Writing)
            m_saved = temporary ? Say::notKept() : Say::saved();
    }
    qreal setWidth(qreal width) override
    {
        m_width = width;
        return kRule + lineHeight(Type::Secondary) + 6 + kActions;
    }
    void paint(QPainter& painter, const PaintState& state) override
    {
        if (m_saved.isEmpty() && m_good + m_bad + m_unproven == 0)
            return; // still writing: the place is kept, nothing is claimed
        painter.fillRect(QRectF(0, 0, m_width, 1), color(Token::LineSubtle));
        const QRectF row(0, kRule, m_width, lineHeight(Type::Secondary));
        qreal x = 0;
        if (m_good > 0) {
            paintIcon(painter, QStringLiteral("check"), QRectF(0, row.center().y() - 8, 16, 16), color(Token::Ok));
            x = 22 + paintLine(painter, row.adjusted(22, 0, 0, 0), { Say::verified(m_good), Type::Secondary, Token::Ok }) + 10;
        }
        if (m_bad > 0) {
            paintIcon(painter, QStringLiteral("warning"), QRectF(x, row.center().y() - 8, 16, 16), color(Token::Warning));
            x += 22 + paintLine(painter, row.adjusted(x + 22, 0, 0, 0), { Say::notFound(m_bad), Type::Secondary, Token::Warning }) + 10;
        }
        if (m_unproven > 0) {
            paintIcon(painter, QStringLiteral("warning"), QRectF(x, row.center().y() - 8, 16, 16), color(Token::Warning));
            x += 22 + paintLine(painter, row.adjusted(x + 22, 0, 0, 0), { Say::unproven(m_unproven), Type::Secondary, Token::Warning }) + 10;
        }
        paintLine(painter, row.adjusted(x, 0, 0, 0), { m_note, Type::Secondary, Token::TextMuted });
        paintLine(painter, row, { m_saved, Type::Secondary, Token::TextMuted, Qt::AlignRight });
        if (!state.hovered)
            return;
        for (const Target& target : targets()) {
            if (state.hot && *state.hot == target)
                paintBox(painter, target.rect, 6, color(Token::BgHover));
            const QString icon = target.kind == Target::Kind::Retry ? QStringLiteral("regenerate")
                : target.kind == Target::Kind::Export               ? QStringLiteral("export")
                                                                    : QStringLiteral("copy");
            paintIcon(painter, icon, target.rect.adjusted(6, 6, -6, -6), color(Token::TextSecondary));
        }
    }
    QList<Target> targets() const override
    {
        if (m_saved.isEmpty())
            return {};
        const qreal y = kRule + lineHeight(Type::Secondary) + 4;
        QList<Target> all { { Target::Kind::CopyMessage, 0, QRectF(-6, y, 28, 28), Say::copyAnswer() },
                            { Target::Kind::Export, 0, QRectF(26, y, 28, 28), Say::exportAnswer() } };
        if (m_mayRetry)
            all.append({ Target::Kind::Retry, 0, QRectF(58, y, 28, 28), Say::again() });
        return all;
    }
    QStringList paragraphs() const override
    {
        QStringList all;
        if (m_good > 0)
            all.append(Say::verified(m_good));
        if (m_bad > 0)
            all.append(Say::notFound(m_bad));
        if (m_unproven > 0)
            all.append(Say::unproven(m_unproven));
        if (!m_note.isEmpty())
            all.append(m_note);
        if (!m_saved.isEmpty())
            all.append(m_saved);
        return all;
    }

private:
    static constexpr qreal kRule = 10;
    static constexpr qreal kActions = 26;
    bool m_mayRetry;
    int m_good = 0;
    int m_bad = 0;
    int m_unproven = 0;
    QString m_note, m_saved;
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
    addPart<HeadPart>(parts, 16, QString(), Say::passages(count), Say::seconds(message.seconds), QString());
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
    if (message.citations.isEmpty())
        return;
    addPart<HeadPart>(parts, 16, QString(), Say::nearest(), QString(), QString());
    addPassages(parts, message);
}

void addWritten(Parts& parts, const Message& message, const PartsContext& context)
{
    QString right = message.tokensPerSecond > 0 ? Say::speed(message.tokensPerSecond) : QString();
    if (right.isEmpty() && message.state == MessageState::Writing)
        right = Say::writing();
    const bool counted = message.sectionsTotal > 0 && message.state == MessageState::Writing;
    if (counted)
        right = Say::visited(message.sectionsVisited, message.sectionsTotal);
    const bool copied = message.mode == AnswerMode::Generated && message.modelName.isEmpty() && message.state != MessageState::Writing;
    if (copied)
        addPart<HeadPart>(parts, 0, QStringLiteral("quote"), Say::copied(), QString(), right);
    else
        addPart<HeadPart>(parts, 0, QStringLiteral("model"), message.modelName.isEmpty() ? Say::model() : message.modelName, QString(), right);
    if (counted)
        addPart<MeterPart>(parts, 4, static_cast<double>(message.sectionsVisited) / message.sectionsTotal);
    const bool thinking = message.state == MessageState::Writing && message.text.isEmpty();
    if (!message.thought.isEmpty())
        addPart<ThoughtPart>(parts, 2, message.thought, thinking, context.detailsOpen);
    if (!message.text.isEmpty() || (thinking && message.thought.isEmpty()))
        addPart<AnswerPart>(parts, 4, message, context.width);
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
    if (context.lastAnswer)
        notice.actionWords = Say::retry();
    notice.action = Target::Kind::Retry;
    addPart<NoticePart>(parts, 14, notice);
}

} // namespace

Parts partsOf(const Message& message, const PartsContext& context)
{
    Parts parts;
    if (message.role == app::Role::User) {
        addPart<BubblePart>(parts, 0, message.text);
        return parts;
    }
    const bool failed = message.state == MessageState::Failed;
    if (message.mode == AnswerMode::Evidence && !failed)
        addEvidence(parts, message);
    else if (message.mode == AnswerMode::Refused && !failed)
        addRefused(parts, message);
    else
        addWritten(parts, message, context);
    if (failed)
        addFailure(parts, message, context);
    const bool copied = message.mode == AnswerMode::Generated && message.modelName.isEmpty(); // the work was not a question that could be asked again
    addPart<FootPart>(parts, 16, message, context.lastAnswer && !copied && !failed && message.state != MessageState::Writing, context.temporary);
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
