#include "ui/widgets/text_box.h"

#include "ui/style/paint.h"
#include "ui/style/theme.h"
#include "ui/style/type.h"

#include <QGuiApplication>
#include <QInputMethod>
#include <QKeyEvent>
#include <QPainter>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace sillok::ui {

namespace {

constexpr int kMargin = 8;

} // namespace

TextBox::TextBox(int lines, QWidget* parent)
    : QWidget(parent)
    , m_lines(lines)
{
    setProperty("radius", 8);
    m_edit = new QPlainTextEdit(this);
    m_edit->setFrameShape(QFrame::NoFrame);
    m_edit->setTabChangesFocus(true);
    m_edit->setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    m_edit->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_edit->document()->setDocumentMargin(0);
    m_edit->viewport()->setAutoFillBackground(false);
    m_edit->setProperty("ringTarget", QVariant::fromValue<QWidget*>(this));
    m_edit->installEventFilter(this);
    setFocusProxy(m_edit);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(kMargin + 2, kMargin, kMargin, kMargin);
    column->addWidget(m_edit);
    connect(m_edit, &QPlainTextEdit::textChanged, this, &TextBox::changed);
    connect(&Theme::it(), &Theme::changed, this, &TextBox::applyStyle);
    applyStyle();
}

QString TextBox::text() const { return m_edit->toPlainText(); }
void TextBox::setText(const QString& text) { m_edit->setPlainText(text); }

void TextBox::setName(const QString& objectName, const QString& accessibleName)
{
    m_edit->setObjectName(objectName);
    m_edit->setAccessibleName(accessibleName);
}

void TextBox::applyStyle()
{
    m_edit->setFont(sillok::ui::font(Type::Ui));
    setFixedHeight(m_edit->fontMetrics().lineSpacing() * m_lines + 2 * kMargin + 2);
    update();
}

bool TextBox::eventFilter(QObject*, QEvent* event)
{
    if (event->type() != QEvent::KeyPress)
        return false;
    auto* key = static_cast<QKeyEvent*>(event);
    const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
    if (!enter || !(key->modifiers() & Qt::ControlModifier))
        return false;
    QGuiApplication::inputMethod()->commit(); // a half-typed syllable belongs to the text
    emit submitted();
    return true;
}

void TextBox::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    paintBox(painter, rect(), 8, color(Token::BgRaised), color(Token::LineControl));
}

} // namespace sillok::ui
