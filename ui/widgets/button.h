// button.h - Every push button: primary, default, quiet, danger, or an icon alone.
#pragma once

#include "ui/style/tokens.h"

#include <QAbstractButton>

namespace sillok::ui {

enum class ButtonKind { Primary, Default, Quiet, Danger, DangerFilled, Icon };

class Button : public QAbstractButton {
    Q_OBJECT
public:
    Button(ButtonKind kind, QWidget* parent = nullptr);
    /// An icon-only button; its words become the accessible name and, with the shortcut, the tool tip.
    static Button* iconOnly(const QString& icon, QWidget* parent = nullptr);

    void setWords(const QString& words, const QString& shortcutWords = {});
    void setIconName(const QString& name);
    void setIconBehind(bool behind);
    void setTall(int px);            ///< 30, 36 (default) or 44
    void setInk(Token ink);          ///< icon colour of an icon-only button

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    void paintFrame(QPainter& painter) const;
    Token ink() const;

    ButtonKind m_kind;
    QString m_iconName;
    bool m_iconBehind = false;
    int m_tall = 36;
    Token m_ink = Token::TextSecondary;
};

} // namespace sillok::ui
