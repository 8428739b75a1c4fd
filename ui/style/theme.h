// theme.h - Puts appearance, text size and motion into effect for the whole program, and tells widgets when they change.
#pragma once

#include "ui/style/tokens.h"

#include <QObject>

class QWidget;

namespace sillok::ui {

enum class ThemeChoice { System, Light, Dark };
enum class MotionChoice { System, Reduced };

/// One per program: made by it before the first window, asked for by widgets through it().
class Theme : public QObject {
    Q_OBJECT
public:
    static Theme& it();

    void choose(ThemeChoice choice);
    void setTextPercent(int percent);
    void setContrast(bool strong);          ///< high contrast, light or dark as chosen
    void setMotion(MotionChoice choice);
    /// How long something that appears may take to come; 0 where the person or the desktop wants nothing to move.
    int motionMs() const;
    ThemeChoice choice() const { return m_choice; }

signals:
    void changed();

private:
    Theme();
    void apply();

    ThemeChoice m_choice = ThemeChoice::System;
    Appearance m_system = Appearance::Light;
    int m_percent = 100;
    bool m_contrast = false;
    MotionChoice m_motion = MotionChoice::System;
    bool m_desktopMoves = true;             ///< what the desktop says
    int m_caretMs = 0;                      ///< how it lets the caret blink
};

/// Gives `widget` a plain background that follows the theme.
void setSurface(QWidget* widget, Token background);

} // namespace sillok::ui
