// theme.h - Puts appearance and text size into effect for the whole program, and tells widgets when they change.
#pragma once

#include "ui/style/tokens.h"

#include <QObject>

class QWidget;

namespace sillok::ui {

enum class ThemeChoice { System, Light, Dark };

/// One per program: made by it before the first window, asked for by widgets through it().
class Theme : public QObject {
    Q_OBJECT
public:
    static Theme& it();

    void choose(ThemeChoice choice);
    void setTextPercent(int percent);
    ThemeChoice choice() const { return m_choice; }

signals:
    void changed();

private:
    Theme();
    void apply();

    ThemeChoice m_choice = ThemeChoice::System;
    Appearance m_system = Appearance::Light;
    int m_percent = 100;
};

/// Gives `widget` a plain background that follows the theme.
void setSurface(QWidget* widget, Token background);

} // namespace sillok::ui
