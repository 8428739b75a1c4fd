// secret_edit.h - A line for a secret: the toolkit sees bullets only, the text lies in memory of ours that is wiped.
#pragma once

#include "ui/widgets/field.h"

#include <vector>

namespace sillok::ui {

/// What is typed never becomes the line's own text: undo history, screen readers, input methods and style sheets have nothing but bullets.
/// Copying, cutting, dragging and undoing do nothing.
class SecretEdit final : public Field {
    Q_OBJECT
public:
    explicit SecretEdit(int tall, QWidget* parent = nullptr);
    ~SecretEdit() override;

    QStringView secret() const { return { m_text.data(), static_cast<qsizetype>(m_text.size()) }; }
    void wipe();                  ///< overwrites and empties
    void setShown(bool shown);    ///< paints the text itself in the place of the bullets
    bool shown() const { return m_shown; }

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void inputMethodEvent(QInputMethodEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void put(QStringView text);
    void remove(qsizetype from, qsizetype count);
    bool removeSelected();
    void adopt();

    std::vector<char16_t> m_text; ///< never grows beyond what is reserved, so that no copy stays behind
    bool m_shown = false;
    bool m_ours = false;          ///< the line's text is changing because we say so
};

} // namespace sillok::ui
