// cover.h - The cover of a bound book: title slip, seal, five stitches. Only on unlock and first run.
#pragma once

#include <QWidget>

class QScrollArea;

namespace sillok::ui {

class Cover : public QWidget {
    Q_OBJECT
public:
    explicit Cover(QWidget* parent = nullptr);
    void setMotto(const QString& motto);                            ///< below, on the unlock page
    void setSteps(const QString& title, const QStringList& steps, int current);  ///< first run: a small slip and the steps

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void paintSlip(QPainter& painter, const QRectF& slip) const;
    void paintSteps(QPainter& painter) const;
    QString m_motto;
    QString m_title;
    QStringList m_steps;
    int m_current = 0;
};

/// Cover on the left, a centred column of `columnWidth` on the right; the cover narrows with the window.
class CoverPage : public QWidget {
    Q_OBJECT
public:
    CoverPage(int coverWidth, int columnWidth, QWidget* parent = nullptr);
    Cover* cover() const { return m_cover; }
    QWidget* column() const { return m_column; }
    void addFoot(QWidget* foot);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    int m_coverWidth;
    int m_columnWidth;
    Cover* m_cover = nullptr;
    QWidget* m_column = nullptr;
    QWidget* m_foot = nullptr;
    QScrollArea* m_scroll = nullptr;
};

} // namespace sillok::ui
