#include "ui/chat/answer_parts.h"

#include "ui/chat/code_colours.h"
#include "ui/chat/markdown.h"
#include "ui/chat/sentences.h"
#include "ui/style/icons.h"
#include "ui/style/paint.h"

#include <QCoreApplication>
#include <QPainter>
#include <QPainterPath>

#include <cmath>

namespace sillok::ui {

namespace {

constexpr qreal kHead = 34;
constexpr qreal kPad = 14;
constexpr qreal kFoot = 12;
constexpr qsizetype kWorthAGuess = 1000;   ///< characters; what is shorter is laid out faster than it is put off
constexpr qreal kBodyLetter = 13;          ///< about as wide as a Korean letter with its share of spaces, px
constexpr qreal kCodeLetter = 8;

/// Lines that `text` takes where one holds so many letters.
qreal guessedLines(const QString& text, qreal letters)
{
    qreal lines = 0;
    for (const QStringView line : QStringView(text).split(u'\n'))
        lines += 1 + std::floor(static_cast<qreal>(line.size()) / letters);
    return lines;
}

class Say {
    Q_DECLARE_TR_FUNCTIONS(AnswerParts)
public:
    static QString copyCode() { return tr("Copy the code"); }
    static QString code() { return tr("Code"); }
    static QString codeIn(const QString& language) { return language.isEmpty() ? code() : tr("Code, %1").arg(language); }
};

/// The text with signs around every sentence that was not proven.
QString withUnprovenSigns(const app::Message& message)
{
    if (message.unproven.isEmpty() && !message.text.contains(kUnprovenBegin) && !message.text.contains(kUnprovenEnd))
        return message.text;
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

Token inkOf(CodeSpan::Kind kind)
{
    switch (kind) {
    case CodeSpan::Kind::Comment: return Token::TextMuted;
    case CodeSpan::Kind::Text:
    case CodeSpan::Kind::Number: return Token::Info;
    case CodeSpan::Kind::Keyword: break;
    }
    return Token::TextPrimary;
}

void writeCode(TextBlock& block, const MarkdownBlock& source)
{
    block.setPlain(source.source, Type::Code, Token::TextPrimary);
    QTextCursor cursor(&block.document());
    for (const CodeSpan& span : codeSpans(source.source, source.language)) {
        cursor.setPosition(static_cast<int>(span.start));
        cursor.setPosition(static_cast<int>(span.start + span.length), QTextCursor::KeepAnchor);
        QTextCharFormat format;
        format.setForeground(color(inkOf(span.kind)));
        if (span.kind == CodeSpan::Kind::Keyword)
            format.setFontWeight(QFont::Bold);
        cursor.mergeCharFormat(format);
    }
}

} // namespace

AnswerLook lookOf(const app::Message& message)
{
    AnswerLook look;
    for (int i = 0; i < message.citations.size(); ++i) {
        const app::Citation& citation = message.citations.at(i);
        look.citations.insert(citation.number, { i, citationName(citation) });
        if (!citation.verified)
            look.notFound.append(citation.number);
    }
    return look;
}

ProsePart::ProsePart(MarkdownBlock block, AnswerLook look, bool lead)
    : m_block(std::move(block))
    , m_look(std::move(look))
    , m_lead(lead)
{
}

TextBlock& ProsePart::written() const
{
    if (!m_text) {
        m_text = std::make_unique<TextBlock>();
        m_text->setChipStates(m_look.notFound);
        const QList<int> numbers = m_look.citations.keys();
        writeMarkdown(*m_text, m_block.source, QSet<int>(numbers.begin(), numbers.end()), m_lead);
    }
    return *m_text;
}

qreal ProsePart::setWidth(qreal width) { return written().setWidth(width); }

std::optional<qreal> ProsePart::guess(qreal width) const
{
    if (m_block.source.size() < kWorthAGuess)
        return std::nullopt;
    return guessedLines(m_block.source, width / kBodyLetter) * lineHeight(Type::Body);
}

void ProsePart::paint(QPainter& painter, const PaintState& state)
{
    TextBlock& text = written();
    text.setActiveChip(state.activeCitation);
    text.paint(painter, {}, state.selection);
    if (m_writing)
        painter.fillRect(text.caretRect(), color(Token::Accent));
}

QList<Target> ProsePart::targets() const
{
    QList<Target> all;
    if (m_look.citations.isEmpty())
        return all;
    for (const TextBlock::ChipPlace& chip : written().chips()) {
        const auto found = m_look.citations.constFind(chip.number);
        if (found != m_look.citations.constEnd())
            all.append({ Target::Kind::Citation, found->first, chip.rect, found->second });
    }
    return all;
}

QStringList ProsePart::paragraphs() const
{
    QString words = m_block.source;
    words.remove(kUnprovenBegin).remove(kUnprovenEnd);
    QStringList lines;
    for (const QString& line : words.split(u'\n'))
        if (QString plain = plainWords(line); !plain.isEmpty())
            lines.append(std::move(plain));
    return lines;
}

CodePart::CodePart(MarkdownBlock block, int ordinal, QString whole)
    : m_block(std::move(block))
    , m_ordinal(ordinal)
    , m_whole(std::move(whole))
{
}

TextBlock& CodePart::written() const
{
    if (!m_text) {
        m_text = std::make_unique<TextBlock>();
        writeCode(*m_text, m_block);
    }
    return *m_text;
}

std::optional<qreal> CodePart::guess(qreal width) const
{
    if (m_block.source.size() < kWorthAGuess)
        return std::nullopt;
    return guessedLines(m_block.source, width / kCodeLetter) * lineHeight(Type::Code);
}

QPointF CodePart::textAt() const { return QPointF(kPad, m_block.begins ? kHead : 0); }

qreal CodePart::setWidth(qreal width)
{
    m_width = width;
    m_height = textAt().y() + written().setWidth(width - 2 * kPad) + (m_block.ends ? kFoot : 0);
    return m_height;
}

QRectF CodePart::copyRect() const { return QRectF(m_width - 34, 3, 28, 28); }

/// One box over all the pieces that a long piece of code was cut into.
void CodePart::paint(QPainter& painter, const PaintState& state)
{
    painter.save();
    painter.setClipRect(QRectF(0, 0, m_width, m_height));
    const QRectF box(0, m_block.begins ? 0 : -20, m_width, m_height + (m_block.begins ? 0 : 20) + (m_block.ends ? 0 : 20));
    paintBox(painter, box, 8, color(Token::BgList), color(Token::LineSubtle));
    painter.restore();
    if (m_block.begins) {
        paintLine(painter, QRectF(kPad, 4, m_width - 60, 26), { m_block.language.isEmpty() ? Say::code() : m_block.language, Type::Caption, Token::TextMuted });
        const QRectF copy = copyRect();
        if (state.hot && state.hot->kind == Target::Kind::CopyCode)
            paintBox(painter, copy, 6, color(Token::BgHover));
        paintIcon(painter, QStringLiteral("copy"), copy.adjusted(6, 6, -6, -6), color(Token::TextSecondary));
    }
    written().paint(painter, textAt(), state.selection);
}

QList<Target> CodePart::targets() const
{
    if (!m_block.begins)
        return {};
    return { { Target::Kind::CopyCode, m_ordinal, copyRect(), Say::copyCode() } };
}

QStringList CodePart::paragraphs() const
{
    QStringList lines = m_block.source.split(u'\n', Qt::SkipEmptyParts);
    if (m_block.begins)
        lines.prepend(Say::codeIn(m_block.language));
    return lines;
}

namespace {

/// All of the code that begins at `first`.
QString wholeCode(const QList<MarkdownBlock>& blocks, qsizetype first)
{
    QString code = blocks.at(first).source;
    for (qsizetype i = first; !blocks.at(i).ends && i + 1 < blocks.size(); ++i)
        code += u'\n' + blocks.at(i + 1).source;
    return code;
}

/// Pieces keep their order, so what was taken over once is behind us.
template <typename T, typename Same> std::unique_ptr<Part> takeSame(Parts& earlier, size_t& from, const Same& same)
{
    for (size_t i = from; i < earlier.size(); ++i) {
        auto* part = dynamic_cast<T*>(earlier[i].get());
        if (part && same(*part)) {
            from = i + 1;
            return std::move(earlier[i]);
        }
    }
    return nullptr;
}

} // namespace

void addAnswer(Parts& parts, const app::Message& message, qreal width, Parts& earlier)
{
    const AnswerLook look = lookOf(message);
    const QList<MarkdownBlock> blocks = splitMarkdown(withUnprovenSigns(message));
    size_t from = 0;
    int ordinal = 0;
    ProsePart* last = nullptr;
    for (qsizetype i = 0; i < blocks.size(); ++i) {
        const MarkdownBlock& block = blocks.at(i);
        std::unique_ptr<Part> part;
        if (block.kind == MarkdownBlock::Kind::Code) {
            const QString whole = block.begins ? wholeCode(blocks, i) : QString();
            part = takeSame<CodePart>(earlier, from, [&](const CodePart& one) { return one.isSame(block, whole); });
            if (!part)
                part = std::make_unique<CodePart>(block, ordinal, whole);
            part->before = block.begins ? 10 : 0;
            ordinal += block.begins;
            last = nullptr;
        } else {
            const bool lead = i == 0 && deservesLead(block.source, width);
            part = takeSame<ProsePart>(earlier, from, [&](const ProsePart& one) { return one.isSame(block, look, lead); });
            if (!part)
                part = std::make_unique<ProsePart>(block, look, lead);
            part->before = i == 0 ? 4 : 10;
            last = static_cast<ProsePart*>(part.get());
            last->setWriting(false);
        }
        parts.push_back(std::move(part));
    }
    const bool writing = message.state == app::MessageState::Writing;
    if (blocks.isEmpty() && writing) {
        auto caret = std::make_unique<ProsePart>(MarkdownBlock {}, look, false);
        caret->before = 4;
        last = caret.get();
        parts.push_back(std::move(caret));
    }
    if (last && writing)
        last->setWriting(true);
}

} // namespace sillok::ui
