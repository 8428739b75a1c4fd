#include "ui/help/manual_view.h"

#include "ui/actions/key_map.h"
#include "ui/style/theme.h"
#include "ui/style/type.h"

#include <QFileInfo>
#include <QImage>
#include <QRegularExpression>
#include <QResizeEvent>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>
#include <QTextList>

namespace sillok::ui {

namespace {

constexpr int kMargin = 20;
constexpr int kMostPicture = 720;

/// Behind the name of an action stand the keys that it has now; below a picture stands what it shows.
QString withKeysAndCaptions(const Topic& topic)
{
    QString text = topic.text;
    static const QRegularExpression action(QStringLiteral("\\[[^\\]]*\\]\\(action:([A-Za-z.]+)\\)"));
    qsizetype from = 0;
    for (auto match = action.match(text); match.hasMatch(); match = action.match(text, from)) {
        const QString keys = keyWords(match.captured(1));
        from = match.capturedEnd();
        if (!keys.isEmpty())
            text.insert(from, QStringLiteral(" (%1)").arg(keys));
    }
    static const QRegularExpression picture(QStringLiteral("(!\\[([^\\]]*)\\]\\([^)]*\\))"));
    return text.replace(picture, QStringLiteral("\\1\n\n\\2"));
}

Type typeOf(const QTextBlock& block, bool caption)
{
    switch (block.blockFormat().headingLevel()) {
    case 0: return caption ? Type::Caption : Type::Body;
    case 1: return Type::PageTitle;
    case 2: return Type::ColumnTitle;
    default: return Type::PanelTitle;
    }
}

bool holdsPicture(const QTextBlock& block) { return block.text().contains(QChar::ObjectReplacementCharacter); }

/// The fragments are counted out first: a new format takes them apart.
void inkLinks(QTextBlock block)
{
    QList<std::pair<int, int>> links;
    for (auto it = block.begin(); !it.atEnd(); ++it)
        if (const QTextFragment fragment = it.fragment(); !fragment.charFormat().anchorHref().isEmpty())
            links.append({ fragment.position(), fragment.position() + fragment.length() });
    QTextCharFormat format;
    format.setForeground(color(Token::Accent));
    for (const auto& [start, end] : links) {
        QTextCursor cursor(block);
        cursor.setPosition(start);
        cursor.setPosition(end, QTextCursor::KeepAnchor);
        cursor.mergeCharFormat(format);
    }
}

void shapeBlock(QTextBlock block, bool caption)
{
    const Type type = typeOf(block, caption);
    const int level = block.blockFormat().headingLevel();
    const bool listed = block.textList() != nullptr;
    QTextBlockFormat spacing;
    if (holdsPicture(block))
        spacing.setLineHeight(0, QTextBlockFormat::SingleHeight);
    else
        spacing.setLineHeight(lineHeight(type), QTextBlockFormat::FixedHeight);
    spacing.setTopMargin(level == 0 ? 0 : level == 1 ? 4 : 22);
    spacing.setBottomMargin(level != 0 || listed ? 6 : caption ? 18 : 12);
    QTextCursor cursor(block);
    cursor.mergeBlockFormat(spacing);
    if (level == 0 && !caption)
        return inkLinks(block);
    cursor.movePosition(QTextCursor::EndOfBlock, QTextCursor::KeepAnchor);
    QTextCharFormat letters;
    letters.setFont(font(type));
    letters.setProperty(QTextFormat::FontSizeAdjustment, 0);
    letters.setForeground(color(caption ? Token::TextMuted : Token::TextPrimary));
    cursor.mergeCharFormat(letters);
}

} // namespace

ManualView::ManualView(QWidget* parent)
    : QTextBrowser(parent)
{
    setFrameShape(QFrame::NoFrame);
    setOpenLinks(false);
    setUndoRedoEnabled(false);
    setTextInteractionFlags(Qt::TextBrowserInteraction | Qt::TextSelectableByKeyboard);
    setContextMenuPolicy(Qt::NoContextMenu);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setSurface(viewport(), Token::BgRaised);
    connect(this, &QTextBrowser::anchorClicked, this, &ManualView::follow);
    connect(&Theme::it(), &Theme::changed, this, &ManualView::lay);
    m_layLater.setSingleShot(true);
    m_layLater.setInterval(0);
    connect(&m_layLater, &QTimer::timeout, this, &ManualView::lay);
}

void ManualView::showTopic(const Topic& topic)
{
    m_topic = topic;
    lay();
    moveCursor(QTextCursor::Start);
    verticalScrollBar()->setValue(0);
}

void ManualView::lay()
{
    const int before = verticalScrollBar()->value();
    m_laidWidth = viewport()->width();
    document()->setDocumentMargin(kMargin);
    document()->setIndentWidth(24);
    document()->setDefaultFont(ui::font(Type::Body));
    setMarkdown(withKeysAndCaptions(m_topic));
    bool caption = false;
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
        shapeBlock(block, caption);
        caption = holdsPicture(block);
    }
    mark(m_words);
    verticalScrollBar()->setValue(before);
}

void ManualView::mark(const QStringList& words)
{
    m_words = words;
    QList<QTextEdit::ExtraSelection> marks;
    int first = -1;
    for (const QString& word : words)
        for (QTextCursor found = document()->find(word); !found.isNull(); found = document()->find(word, found)) {
            QTextEdit::ExtraSelection one;
            one.cursor = found;
            one.format.setBackground(color(Token::PageHighlight));
            one.format.setForeground(color(Token::PageInk));
            marks.append(one);
            first = first < 0 ? found.selectionStart() : qMin(first, found.selectionStart());
        }
    setExtraSelections(marks);
    if (first < 0)
        return;
    QTextCursor there(document());
    there.setPosition(first);
    setTextCursor(there);
    ensureCursorVisible();
}

/// Pictures come in the size in which they are shown; of their path only the name counts, the folder is for who reads the files themselves.
/// What is not built in is a clear point: where nothing is given back, Qt looks for a file of that name on the disk.
QVariant ManualView::loadResource(int type, const QUrl& name)
{
    const QImage whole(QStringLiteral(":/manual/screens/") + name.fileName());
    if (type != QTextDocument::ImageResource || whole.isNull()) {
        QImage nothing(1, 1, QImage::Format_ARGB32_Premultiplied);
        nothing.fill(Qt::transparent);
        return nothing;
    }
    const qreal ratio = devicePixelRatioF();
    const int room = qBound(120, viewport()->width() - 2 * kMargin, kMostPicture);
    QImage fitting = whole.scaledToWidth(qMin(whole.width(), qRound(room * ratio)), Qt::SmoothTransformation);
    fitting.setDevicePixelRatio(ratio);
    return fitting;
}

/// Later: laying itself may bring the scroll bar, and the event comes while blocks are being shaped.
void ManualView::resizeEvent(QResizeEvent* event)
{
    QTextBrowser::resizeEvent(event);
    if (!m_topic.id.isEmpty() && viewport()->width() != m_laidWidth)
        m_layLater.start();
}

void ManualView::follow(const QUrl& link)
{
    if (link.scheme() == QLatin1String("action"))
        emit actionWanted(link.path());
    else if (link.isRelative())
        emit topicWanted(QFileInfo(link.path()).completeBaseName());
}

} // namespace sillok::ui
