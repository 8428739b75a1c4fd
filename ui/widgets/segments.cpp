#include "ui/widgets/segments.h"

#include "ui/style/paint.h"
#include "ui/style/theme.h"

#include <QAbstractButton>
#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>

namespace sillok::ui {

namespace {
constexpr int kHeight = 34;
}

class SegmentButton final : public QAbstractButton {
public:
    explicit SegmentButton(QWidget* parent)
        : QAbstractButton(parent)
    {
        setCheckable(true);
        setAutoExclusive(true);
        setCursor(Qt::PointingHandCursor);
    }
    QSize sizeHint() const override { return QSize(textWidth(Type::SecondaryBold, text()) + 26, scaled(kHeight)); }
    bool warning = false;

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        Token ink = isChecked() ? Token::Accent : Token::TextPrimary;
        if (warning && !isChecked())
            ink = Token::Warning;
        if (!isEnabled() && !isChecked())
            ink = Token::TextDisabled;
        paintLine(painter, rect(), { text(), isChecked() ? Type::SecondaryBold : Type::Secondary, ink, Qt::AlignHCenter });
    }
};

Segments::Segments(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&Theme::it(), &Theme::changed, this, [this] { updateGeometry(); place(); update(); });
}

void Segments::setSegments(const QStringList& words)
{
    while (m_buttons.size() > words.size())
        delete m_buttons.takeLast();
    while (m_buttons.size() < words.size()) {
        const int index = static_cast<int>(m_buttons.size());
        auto* button = new SegmentButton(this);
        connect(button, &QAbstractButton::toggled, this, [this, index](bool on) {
            if (!on || m_current == index)
                return;
            m_current = index;
            update();
            emit chosen(index);
        });
        button->show();
        m_buttons.append(button);
        m_warnings.append(false);
    }
    for (int i = 0; i < words.size(); ++i) {
        m_buttons[i]->setText(words[i]);
        m_buttons[i]->setAccessibleName(words[i]);
        m_buttons[i]->warning = m_warnings[i];
    }
    setCurrent(qMin(m_current, static_cast<int>(words.size()) - 1));
    updateGeometry();
    place();
}

void Segments::setUsable(int index, bool usable)
{
    m_buttons[index]->setEnabled(usable);
    m_buttons[index]->update();
}

void Segments::setWarning(int index, bool warning)
{
    m_warnings[index] = warning;
    m_buttons[index]->warning = warning;
    m_buttons[index]->update();
}

void Segments::setCurrent(int index)
{
    m_current = index;
    if (index >= 0 && index < m_buttons.size())
        m_buttons[index]->setChecked(true);
    update();
}

QSize Segments::sizeHint() const
{
    int width = 0;
    for (const SegmentButton* button : m_buttons)
        width += button->sizeHint().width();
    return QSize(width, scaled(kHeight));
}

void Segments::resizeEvent(QResizeEvent*) { place(); }

void Segments::place()
{
    int x = 0;
    for (SegmentButton* button : m_buttons) {
        button->setGeometry(x, 0, button->sizeHint().width(), height());
        x += button->width();
    }
}

void Segments::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    paintBox(painter, rect(), 8, color(Token::BgRaised));
    if (m_current >= 0 && m_current < m_buttons.size()) {
        QPainterPath all;
        all.addRoundedRect(QRectF(rect()), 8, 8);
        QPainterPath part;
        part.addRect(m_buttons[m_current]->geometry());
        painter.setRenderHint(QPainter::Antialiasing);
        painter.fillPath(all.intersected(part), color(Token::BgSelected));
    }
    painter.setPen(color(Token::LineControl));
    for (int i = 1; i < m_buttons.size(); ++i)
        painter.drawLine(m_buttons[i]->x(), 1, m_buttons[i]->x(), height() - 2);
    paintBox(painter, rect(), 8, Qt::transparent, color(Token::LineControl));
}

} // namespace sillok::ui
