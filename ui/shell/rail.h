// rail.h - The leftmost column: where one is, help, and locking.
#pragma once

#include <QAbstractButton>
#include <QWidget>

namespace sillok::ui {

enum class Place { Chat, Documents, Models, Settings, Administration };
inline constexpr int kPlaces = 5;

class RailButton : public QAbstractButton {
    Q_OBJECT
public:
    RailButton(const QString& icon, bool page, QWidget* parent);
    void setWords(const QString& words, const QString& shortcut);
    void setNarrow(bool narrow);
    void setNews(bool news);   ///< a dot: something finished there
    bool isPage() const { return m_page; }
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void enterEvent(QEnterEvent*) override { update(); }
    void leaveEvent(QEvent*) override { update(); }

private:
    QString m_icon;
    bool m_page;
    bool m_narrow = false;
    bool m_news = false;
};

class Rail : public QWidget {
    Q_OBJECT
public:
    explicit Rail(QWidget* parent = nullptr);
    void setPlace(Place place);
    void setNarrow(bool narrow);  ///< 56 wide, icons only
    void setNews(Place place, bool news);

signals:
    void placeChosen(sillok::ui::Place place);
    void helpWanted();
    void lockWanted();

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    QList<RailButton*> m_pages;
    RailButton* m_help = nullptr;
    RailButton* m_lock = nullptr;
};

} // namespace sillok::ui
