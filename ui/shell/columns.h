// columns.h - List, main and side panel side by side; gives way by the window's logical width, never by the screen.
#pragma once

#include <QWidget>

namespace sillok::ui {




enum class Range { Narrow, Medium, Wide };
/// >= 1280 wide, 960-1279 medium, below narrow.
Range rangeOf(int windowWidth);
constexpr int kLowWindow = 560;  ///< below this height things get shorter

class Columns : public QWidget {
    Q_OBJECT
public:
    struct Parts {
        QWidget* list = nullptr;   ///< may be missing
        QWidget* main = nullptr;
        QWidget* panel = nullptr;  ///< may be missing
        int listWidth = 276;
        int panelWidth = 456;
    };
    explicit Columns(const Parts& parts, QWidget* parent = nullptr);

    Range range() const { return m_range; }
    bool panelOpen() const { return m_panelOpen; }
    bool drawerOpen() const { return m_drawerOpen; }
    void setPanelOpen(bool open);
    void setDrawerOpen(bool open);
    void toggleDrawer();
    bool listIsDrawer() const { return m_range != Range::Wide; }
    QList<QWidget*> regions() const;  ///< what F6 visits, in order

signals:
    void rangeChanged();
    void panelOpenChanged(bool open);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void place();
    void placeDrawer();
    int listWidth() const;
    int panelWidth() const;

    Parts m_parts;
    QWidget* m_scrim = nullptr;
    QWidget* m_listGrip = nullptr;
    QWidget* m_panelGrip = nullptr;
    Range m_range = Range::Wide;
    int m_listWidths[3];
    int m_panelWidths[3];
    bool m_panelOpen = false;
    bool m_drawerOpen = false;
};

} // namespace sillok::ui
