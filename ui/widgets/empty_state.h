// empty_state.h - A drawing, a serif title, two lines, one button, and at most one quiet way besides.
#pragma once

#include <QWidget>

namespace sillok::ui {

class Button;
class Text;

class EmptyState : public QWidget {
    Q_OBJECT
public:
    explicit EmptyState(QWidget* parent = nullptr);

    void setWords(const QString& title, const QString& body);
    Button* primary() const { return m_primary; }   ///< hidden until it has words
    Button* quiet() const { return m_quiet; }
    void setDropTarget(bool target);                ///< a dashed edge around everything
    void addFoot(QWidget* foot);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* m_drawing = nullptr;
    Text* m_title = nullptr;
    Text* m_body = nullptr;
    Button* m_primary = nullptr;
    Button* m_quiet = nullptr;
    bool m_dropTarget = false;
};

} // namespace sillok::ui
