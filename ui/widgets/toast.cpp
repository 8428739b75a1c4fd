#include "ui/widgets/toast.h"

#include "ui/actions/key_map.h"
#include "ui/style/paint.h"
#include "ui/style/theme.h"
#include "ui/widgets/announcer.h"
#include "ui/widgets/icon_label.h"
#include "ui/widgets/text.h"

#include <QAbstractButton>
#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QPropertyAnimation>

namespace sillok::ui {

namespace {
constexpr int kSlide = 12;   // px
}

class ToastAction final : public QAbstractButton {
public:
    using QAbstractButton::QAbstractButton;
    QSize sizeHint() const override { return QSize(textWidth(Type::UiBold, text()) + 24, scaled(28)); }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.setPen(color(Token::TextMuted));
        painter.drawLine(0, 4, 0, height() - 5);
        paintLine(painter, rect().adjusted(14, 0, 0, 0), { text(), Type::UiBold, Token::OnInverse });
    }
};

Toast::Toast(QWidget* parent)
    : QWidget(parent)
{
    m_icon = new IconLabel(QStringLiteral("check"), 18, Token::OnInverse, this);
    m_text = new Text(Type::Ui, Token::OnInverse, this);
    m_button = new ToastAction(this);
    m_button->setFocusPolicy(Qt::TabFocus);
    m_button->hide(); // until there is something to do
    m_button->setCursor(Qt::PointingHandCursor);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(16, 8, 12, 8);
    row->setSpacing(12);
    row->addWidget(m_icon);
    row->addWidget(m_text);
    row->addWidget(m_button);
    m_timer.setSingleShot(true);
    m_timer.setInterval(8000);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        if (!m_button->hasFocus() && !underMouse())
            hide();
    });
    connect(m_button, &QAbstractButton::clicked, this, [this] { act(); });
    parent->installEventFilter(this);
    hide();
}

void Toast::tell(const QString& icon, const QString& words, const QString& actionWords, std::function<void()> action)
{
    m_icon->setIcon(icon, Token::OnInverse);
    m_text->setWords(words);
    m_button->setText(actionWords);
    m_button->setAccessibleName(actionWords);
    m_button->setVisible(!actionWords.isEmpty());
    m_action = std::move(action);
    setAccessibleName(words);
    place();
    show();
    raise();
    slideIn();
    m_timer.start();
    announce(this, actionWords.isEmpty() ? words : QStringLiteral("%1 %2: %3").arg(words, actionWords, keyWords(QStringLiteral("chat.undo"))), Urgency::Polite);
}

/// A few pixels, so that the eye finds it.
void Toast::slideIn()
{
    const int duration = Theme::it().motionMs();
    if (duration == 0)
        return;
    auto* way = new QPropertyAnimation(this, "pos", this);
    way->setDuration(duration);
    way->setEasingCurve(QEasingCurve::OutCubic);
    way->setStartValue(pos() + QPoint(0, kSlide));
    way->setEndValue(pos());
    way->start(QAbstractAnimation::DeleteWhenStopped);
}

bool Toast::act()
{
    if (!isVisible() || !m_action)
        return false;
    const auto action = std::exchange(m_action, {});
    hide();
    action();
    return true;
}

QString Toast::words() const { return m_text->words(); }

void Toast::place()
{
    layout()->activate();
    const QSize size = sizeHint();
    const int width = qMin(size.width(), parentWidget()->width() - 32);
    setGeometry((parentWidget()->width() - width) / 2, parentWidget()->height() - size.height() - 160, width, size.height());
}

void Toast::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    paintBox(painter, rect(), 8, color(Token::Inverse));
}

void Toast::enterEvent(QEnterEvent* event)
{
    m_timer.stop();
    QWidget::enterEvent(event);
}

void Toast::leaveEvent(QEvent* event)
{
    if (isVisible())
        m_timer.start();
    QWidget::leaveEvent(event);
}

bool Toast::eventFilter(QObject*, QEvent* event)
{
    if (event->type() == QEvent::Resize && isVisible())
        place();
    return false;
}

} // namespace sillok::ui
