#include "ui/widgets/secret_edit.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QStyleOptionFrame>

#include <algorithm>

namespace sillok::ui {

namespace {

constexpr int kMost = 1000;
constexpr QChar kBullet(0x25CF);

/// Through a volatile pointer, which no compiler may leave out.
void overwrite(char16_t* from, char16_t* to)
{
    for (volatile char16_t* at = from; at != to; ++at)
        *at = 0;
}

bool movesOnly(const QKeyEvent& event)
{
    switch (event.key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Home:
    case Qt::Key_End:
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Tab:
    case Qt::Key_Backtab:
    case Qt::Key_Escape: return true;
    default: return event.matches(QKeySequence::SelectAll);
    }
}

/// A key held with Ctrl means something else than its letter; with AltGr, which some systems report as Ctrl and Alt, it is one.
bool isCommand(const QKeyEvent& event)
{
    const Qt::KeyboardModifiers held = event.modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier);
    return held == Qt::ControlModifier || held == Qt::MetaModifier;
}

} // namespace

SecretEdit::SecretEdit(int tall, QWidget* parent)
    : Field(tall, parent)
{
    m_text.reserve(kMost);
    setMaxLength(kMost);
    setEchoMode(QLineEdit::Password);
    setInputMethodHints(Qt::ImhHiddenText | Qt::ImhSensitiveData | Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase);
    setContextMenuPolicy(Qt::NoContextMenu);
    setAcceptDrops(false);
    setDragEnabled(false);
    connect(this, &QLineEdit::textChanged, this, &SecretEdit::adopt);
}

SecretEdit::~SecretEdit() { overwrite(m_text.data(), m_text.data() + m_text.size()); }

void SecretEdit::wipe()
{
    overwrite(m_text.data(), m_text.data() + m_text.size());
    m_text.clear();
    m_ours = true;
    QLineEdit::clear();
    m_ours = false;
}

void SecretEdit::setShown(bool shown)
{
    m_shown = shown;
    update();
}

void SecretEdit::put(QStringView text)
{
    removeSelected();
    const auto count = std::min<qsizetype>(text.size(), kMost - static_cast<qsizetype>(m_text.size()));
    m_text.insert(m_text.begin() + cursorPosition(), text.utf16(), text.utf16() + count);
    m_ours = true;
    QLineEdit::insert(QString(count, kBullet));
    m_ours = false;
}

void SecretEdit::remove(qsizetype from, qsizetype count)
{
    const auto begin = m_text.begin() + from;
    std::rotate(begin, begin + count, m_text.end());
    overwrite(m_text.data() + m_text.size() - count, m_text.data() + m_text.size());
    m_text.resize(m_text.size() - static_cast<size_t>(count));
    m_ours = true;
    setSelection(static_cast<int>(from), static_cast<int>(count));
    QLineEdit::del();
    m_ours = false;
}

bool SecretEdit::removeSelected()
{
    if (!hasSelectedText())
        return false;
    remove(selectionStart(), selectionLength());
    return true;
}

/// Somebody has set the line's text from outside (a screen reader can): it becomes ours, and bullets take its place.
void SecretEdit::adopt()
{
    if (m_ours || text().size() == static_cast<qsizetype>(m_text.size()))
        return;
    QString given = text();
    wipe();
    put(given);
    given.fill(u'\0');
}

void SecretEdit::keyPressEvent(QKeyEvent* event)
{
    if (movesOnly(*event))
        return Field::keyPressEvent(event);
    const int at = cursorPosition();
    if (event->matches(QKeySequence::Paste))
        put(QGuiApplication::clipboard()->text());
    else if (event->key() == Qt::Key_Backspace && !removeSelected()) {
        const bool all = event->modifiers() & Qt::ControlModifier; // a word cannot be seen, so all that is left of the cursor
        const bool pair = at > 1 && QChar::isLowSurrogate(m_text[static_cast<size_t>(at) - 1]);
        const int count = all ? at : qMin(at, pair ? 2 : 1);
        remove(at - count, count);
    } else if (event->key() == Qt::Key_Delete && !removeSelected()) {
        const int left = static_cast<int>(m_text.size()) - at;
        const bool pair = left > 1 && QChar::isHighSurrogate(m_text[static_cast<size_t>(at)]);
        remove(at, qMin(left, pair ? 2 : 1));
    } else if (!isCommand(*event) && !event->text().isEmpty() && event->text().at(0).isPrint()) {
        put(event->text());
    }
    event->accept();
}

void SecretEdit::inputMethodEvent(QInputMethodEvent* event)
{
    if (!event->commitString().isEmpty())
        put(event->commitString());
    QInputMethodEvent masked(QString(event->preeditString().size(), kBullet), {});
    Field::inputMethodEvent(&masked);
    event->accept();
}

void SecretEdit::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton) // the middle one would put in what was selected elsewhere
        Field::mouseReleaseEvent(event);
}

void SecretEdit::paintEvent(QPaintEvent* event)
{
    if (!m_shown || m_text.empty())
        return Field::paintEvent(event);
    QStyleOptionFrame option;
    initStyleOption(&option);
    QPainter painter(this);
    style()->drawPrimitive(QStyle::PE_PanelLineEdit, &option, &painter, this);
    constexpr int kInnerMargin = 2;
    const QRect inner = style()->subElementRect(QStyle::SE_LineEditContents, &option, this).marginsRemoved(textMargins()).adjusted(kInnerMargin, 0, -kInnerMargin, 0);
    QString words = secret().toString();
    const QFontMetrics metrics = fontMetrics();
    const auto xOf = [&](int position) { return metrics.horizontalAdvance(words, position); };
    const int offset = qMax(0, xOf(cursorPosition()) - inner.width() + 1);
    painter.setClipRect(inner);
    if (hasSelectedText()) {
        const int from = xOf(selectionStart()), to = xOf(selectionStart() + selectionLength());
        painter.fillRect(QRect(inner.x() - offset + from, inner.y() + 6, to - from, inner.height() - 12), palette().brush(QPalette::Highlight));
    }
    painter.setPen(palette().color(QPalette::Text));
    painter.drawText(QRect(inner.x() - offset, inner.y(), metrics.horizontalAdvance(words) + 8, inner.height()), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, words);
    if (hasFocus()) {
        const int x = inner.x() - offset + xOf(cursorPosition());
        painter.drawLine(x, inner.center().y() - metrics.height() / 2, x, inner.center().y() + metrics.height() / 2);
    }
    words.fill(u'\0');
}

} // namespace sillok::ui
