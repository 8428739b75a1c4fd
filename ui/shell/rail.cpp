#include "ui/shell/rail.h"

#include "ui/actions/key_map.h"
#include "ui/style/icons.h"
#include "ui/style/paint.h"
#include "ui/style/theme.h"
#include "ui/widgets/icon_label.h"
#include "ui/words/with_words.h"

#include <QAccessibleWidget>
#include <QKeyEvent>
#include <QPainter>
#include <QVBoxLayout>

namespace sillok::ui {

namespace {

/// Says which of the places is shown, and takes one there: a plain widget would only be something to stand on.
class TabInterface final : public QAccessibleWidget {
public:
    explicit TabInterface(RailButton* button)
        : QAccessibleWidget(button, QAccessible::PageTab)
        , m_button(button)
    {
    }
    QString text(QAccessible::Text kind) const override { return kind == QAccessible::Name ? m_button->accessibleName() : QAccessibleWidget::text(kind); }
    QAccessible::State state() const override
    {
        QAccessible::State state = QAccessibleWidget::state();
        state.selectable = true;
        state.selected = m_button->isChecked();
        return state;
    }
    QStringList actionNames() const override { return QStringList { pressAction() } + QAccessibleWidget::actionNames(); }
    void doAction(const QString& name) override
    {
        if (name == pressAction())
            m_button->click();
        else
            QAccessibleWidget::doAction(name);
    }

private:
    RailButton* m_button;
};

QAccessibleInterface* makeTab(const QString&, QObject* object)
{
    auto* button = qobject_cast<RailButton*>(object);
    return button && button->isPage() ? new TabInterface(button) : nullptr;
}

void installTabAccessibility()
{
    static const bool installed = [] {
        QAccessible::installFactory(makeTab);
        return true;
    }();
    Q_UNUSED(installed)
}

} // namespace

RailButton::RailButton(const QString& icon, bool page, QWidget* parent)
    : QAbstractButton(parent)
    , m_icon(icon)
    , m_page(page)
{
    setCheckable(page);
    setAutoExclusive(page);
    setCursor(Qt::PointingHandCursor);
    setProperty("radius", 6);
    setFocusPolicy(Qt::TabFocus);
}

void RailButton::setWords(const QString& words, const QString& shortcut)
{
    setText(words);
    setAccessibleName(words);
    setToolTip(shortcut.isEmpty() ? words : QStringLiteral("%1 (%2)").arg(words, shortcut));
    update();
}

void RailButton::setNarrow(bool narrow)
{
    m_narrow = narrow;
    updateGeometry();
}

void RailButton::setNews(bool news)
{
    m_news = news;
    setAccessibleDescription(news ? tr("Something finished here") : QString());
    update();
}

QSize RailButton::sizeHint() const { return m_narrow ? QSize(44, 44) : QSize(68, scaled(54)); }

void RailButton::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const QRectF ground = m_narrow ? QRectF(rect()) : QRectF(rect()).adjusted(4, 0, -4, 0); // long words may pass its edges
    if (isChecked())
        paintBox(painter, ground, 6, color(Token::BgSelected));
    else if (underMouse())
        paintBox(painter, ground, 6, color(Token::BgHover));
    const QColor ink = color(isChecked() ? Token::Accent : Token::TextSecondary);
    const qreal y = m_narrow ? (height() - 22) / 2.0 : 6;
    const QRectF picture((width() - 22) / 2.0, y, 22, 22);
    paintIcon(painter, m_icon, picture, ink);
    if (m_news) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(color(Token::Info));
        painter.drawEllipse(picture.topRight() + QPointF(4, 0), 3.5, 3.5);
    }
    if (m_narrow)
        return;
    const bool bold = isChecked() && textWidth(Type::CaptionBold, text()) < width() - 6; // a long word keeps its width
    const Line words { text(), bold ? Type::CaptionBold : Type::Caption, isChecked() ? Token::Accent : Token::TextSecondary, Qt::AlignHCenter };
    paintLine(painter, QRectF(0, 30, width(), height() - 33), words);
}

Rail::Rail(QWidget* parent)
    : QWidget(parent)
{
    installTabAccessibility();
    setSurface(this, Token::BgRail);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 12, 0, 8);
    column->setSpacing(4);
    auto* logo = new IconLabel(QStringLiteral("sillok"), 34, Token::TextPrimary, this);
    column->addWidget(logo, 0, Qt::AlignHCenter);
    column->addSpacing(10);
    const char* icons[kPlaces] = { "chat", "documents", "model", "settings", "admin" };
    for (int i = 0; i < kPlaces; ++i) {
        auto* button = new RailButton(QString::fromLatin1(icons[i]), true, this);
        button->setObjectName(QStringLiteral("rail_%1").arg(QString::fromLatin1(icons[i])));
        connect(button, &QAbstractButton::clicked, this, [this, i] { emit placeChosen(static_cast<Place>(i)); });
        column->addWidget(button, 0, Qt::AlignHCenter);
        m_pages.append(button);
    }
    column->addStretch(1);
    m_help = new RailButton(QStringLiteral("help"), false, this);
    m_help->setObjectName(QStringLiteral("rail_help"));
    m_lock = new RailButton(QStringLiteral("lock"), false, this);
    m_lock->setObjectName(QStringLiteral("rail_lock"));
    column->addWidget(m_help, 0, Qt::AlignHCenter);
    column->addWidget(m_lock, 0, Qt::AlignHCenter);
    connect(m_help, &QAbstractButton::clicked, this, &Rail::helpWanted);
    connect(m_lock, &QAbstractButton::clicked, this, &Rail::lockWanted);
    withWords(this, [this] {
        setAccessibleName(tr("Places"));
        const QString words[kPlaces] = { tr("Chat"), tr("Documents"), tr("Models"), tr("Settings"), tr("Manage") };
        const char* actions[kPlaces] = { "go.chat", "go.documents", "go.models", "go.settings", "go.administration" };
        for (int i = 0; i < kPlaces; ++i)
            m_pages[i]->setWords(words[i], keyWords(QString::fromLatin1(actions[i])));
        m_help->setWords(tr("Help"), keyWords(QStringLiteral("go.help")));
        m_lock->setWords(tr("Lock"), keyWords(QStringLiteral("vault.lock")));
    });
    setNarrow(false);
}

void Rail::setPlace(Place place)
{
    m_pages[static_cast<int>(place)]->setChecked(true);
    update();
}

void Rail::setNarrow(bool narrow)
{
    setFixedWidth(narrow ? 56 : 72);
    for (RailButton* button : m_pages)
        button->setNarrow(narrow);
    m_help->setNarrow(narrow);
    m_lock->setNarrow(narrow);
}

void Rail::setNews(Place place, bool news) { m_pages[static_cast<int>(place)]->setNews(news); }

void Rail::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(QRect(width() - 1, 0, 1, height()), color(Token::LineSubtle));
    for (const RailButton* button : m_pages) {
        if (!button->isChecked())
            continue;
        const QRectF bar(-3, button->geometry().center().y() - 15, 6, 30);
        paintBox(painter, bar, 3, color(Token::AccentFill));
    }
}

void Rail::keyPressEvent(QKeyEvent* event)
{
    if (event->key() != Qt::Key_Up && event->key() != Qt::Key_Down) {
        QWidget::keyPressEvent(event);
        return;
    }
    QList<RailButton*> all = m_pages;
    all << m_help << m_lock;
    for (int i = 0; i < all.size(); ++i)
        if (all[i]->hasFocus()) {
            const int next = qBound(0, i + (event->key() == Qt::Key_Down ? 1 : -1), static_cast<int>(all.size()) - 1);
            all[next]->setFocus(Qt::TabFocusReason);
            return;
        }
}

} // namespace sillok::ui
