#include "ui/shell/columns.h"

#include "ui/style/tokens.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <functional>

namespace sillok::ui {

namespace {

constexpr int kMinMain = 420;
constexpr int kGripWidth = 7;

/// Dims what lies behind the drawer; a press on it closes the drawer.
class Scrim final : public QWidget {
public:
    using QWidget::QWidget;

protected:
    void paintEvent(QPaintEvent*) override { QPainter(this).fillRect(rect(), color(Token::Scrim)); }
};

/// The 7 px handle over the 1 px line between two columns.
class Grip final : public QWidget {
public:
    Grip(QWidget* parent, std::function<void(int)> dragged)
        : QWidget(parent)
        , m_dragged(std::move(dragged))
    {
        setCursor(Qt::SplitHCursor);
    }

protected:
    void mouseMoveEvent(QMouseEvent* event) override
    {
        if (event->buttons() & Qt::LeftButton)
            m_dragged(mapToParent(event->pos()).x());
    }
    void paintEvent(QPaintEvent*) override
    {
        QPainter(this).fillRect(QRect(width() / 2, 0, 1, height()), color(Token::LineSubtle));
    }

private:
    std::function<void(int)> m_dragged;
};

size_t slot(Range range) { return static_cast<size_t>(range); }

} // namespace

Range rangeOf(int windowWidth)
{
    if (windowWidth >= 1280)
        return Range::Wide;
    return windowWidth >= 960 ? Range::Medium : Range::Narrow;
}

Columns::Columns(const Parts& parts, QWidget* parent)
    : QWidget(parent)
    , m_parts(parts)
    , m_listWidths { parts.listWidth, parts.listWidth, parts.listWidth }
    , m_panelWidths { parts.panelWidth, qMin(parts.panelWidth, 400), parts.panelWidth }
{
    m_parts.main->setParent(this);
    m_scrim = new Scrim(this);
    m_scrim->hide();
    m_scrim->installEventFilter(this);
    if (m_parts.panel) {
        m_parts.panel->setParent(this);
        m_parts.panel->hide();
        m_panelGrip = new Grip(this, [this](int x) {
            m_panelWidths[slot(m_range)] = qBound(320, width() - x, width() / 2);
            place();
        });
    }
    if (m_parts.list) {
        m_parts.list->setParent(this);
        m_listGrip = new Grip(this, [this](int x) {
            m_listWidths[slot(m_range)] = qBound(220, x, 360);
            place();
        });
    }
}

int Columns::listWidth() const { return m_parts.list ? m_listWidths[slot(m_range)] : 0; }

int Columns::panelWidth() const
{
    const int taken = m_range == Range::Wide ? listWidth() : 0;
    return qMax(300, qMin(m_panelWidths[slot(m_range)], width() - taken - kMinMain));
}

void Columns::setPanelOpen(bool open)
{
    if (!m_parts.panel || open == m_panelOpen)
        return;
    m_panelOpen = open;
    place();
    emit panelOpenChanged(open);
}

void Columns::setDrawerOpen(bool open)
{
    if (!m_parts.list || open == m_drawerOpen)
        return;
    m_drawerOpen = open && listIsDrawer();
    place();
    if (m_drawerOpen)
        m_parts.list->setFocus(Qt::OtherFocusReason);
}

void Columns::toggleDrawer() { setDrawerOpen(!m_drawerOpen); }

QList<QWidget*> Columns::regions() const
{
    QList<QWidget*> all;
    for (QWidget* one : { m_parts.list, m_parts.main, m_parts.panel })
        if (one && one->isVisibleTo(this))
            all.append(one);
    return all;
}

void Columns::place()
{
    const bool wide = m_range == Range::Wide;
    int left = 0;
    int right = width();
    if (m_parts.list && wide) {
        left = listWidth();
        m_parts.list->setGeometry(0, 0, left, height());
        m_parts.list->show();
    }
    const bool panel = m_parts.panel && m_panelOpen;
    const bool replaces = panel && m_range == Range::Narrow;
    if (panel) {
        const int take = replaces ? width() - left : panelWidth();
        m_parts.panel->setGeometry(width() - take, 0, take, height());
        right = width() - take;
    }
    if (m_parts.panel)
        m_parts.panel->setVisible(panel);
    m_parts.main->setVisible(!replaces);
    if (!replaces)
        m_parts.main->setGeometry(left, 0, right - left, height());
    if (m_listGrip) {
        m_listGrip->setVisible(wide);
        m_listGrip->setGeometry(left - kGripWidth / 2 - 1, 0, kGripWidth, height());
        m_listGrip->raise();
    }
    if (m_panelGrip) {
        m_panelGrip->setVisible(panel && !replaces);
        m_panelGrip->setGeometry(right - kGripWidth / 2, 0, kGripWidth, height());
        m_panelGrip->raise();
    }
    placeDrawer();
    update();
}

void Columns::placeDrawer()
{
    const bool open = m_drawerOpen && listIsDrawer();
    m_scrim->setVisible(open);
    if (!m_parts.list || !listIsDrawer())
        return;
    m_parts.list->setVisible(open);
    if (!open)
        return;
    m_scrim->setGeometry(rect());
    m_scrim->raise();
    m_parts.list->setGeometry(0, 0, qMin(listWidth() + 24, width() - 60), height());
    m_parts.list->raise();
}

void Columns::resizeEvent(QResizeEvent*)
{
    const Range now = rangeOf(window()->width());
    const bool changed = now != m_range;
    m_range = now;
    if (changed)
        m_drawerOpen = false;
    place();
    if (changed)
        emit rangeChanged();
}

void Columns::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape && m_drawerOpen) {
        setDrawerOpen(false);
        m_parts.main->setFocus();
        return;
    }
    QWidget::keyPressEvent(event);
}

bool Columns::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_scrim && event->type() == QEvent::MouseButtonPress)
        setDrawerOpen(false);
    return false;
}

} // namespace sillok::ui
