// icon_label.h - A picture that says nothing by itself: an icon in a token's colour, with optional tinted ground.
#pragma once

#include "ui/style/tokens.h"

#include <QLabel>

namespace sillok::ui {

class IconLabel : public QLabel {
    Q_OBJECT
public:
    IconLabel(const QString& name, int side, Token ink, QWidget* parent = nullptr);
    void setIcon(const QString& name, Token ink);
    void setGround(Token ground, int padding);  ///< a rounded square behind it

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_name;
    int m_side;
    Token m_ink;
    Token m_ground = Token::Count;
};

/// A one-pixel separator.
class Rule : public QWidget {
    Q_OBJECT
public:
    explicit Rule(QWidget* parent = nullptr, Qt::Orientation orientation = Qt::Horizontal, Token ink = Token::LineSubtle);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Token m_ink;
};

} // namespace sillok::ui
