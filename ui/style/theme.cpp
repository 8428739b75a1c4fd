#include "ui/style/theme.h"

#include "ui/style/sillok_style.h"
#include "ui/style/type.h"

#include <QApplication>
#include <QPalette>
#include <QToolTip>
#include <QWidget>

namespace sillok::ui {

namespace {

constexpr int kMotionMs = 120;

QPalette paletteOfTokens()
{
    QPalette p;
    const QColor ink = color(Token::TextPrimary);
    p.setColor(QPalette::Window, color(Token::BgCanvas));
    p.setColor(QPalette::WindowText, ink);
    p.setColor(QPalette::Base, color(Token::BgRaised));
    p.setColor(QPalette::AlternateBase, color(Token::BgList));
    p.setColor(QPalette::Text, ink);
    p.setColor(QPalette::PlaceholderText, color(Token::TextMuted));
    p.setColor(QPalette::Button, color(Token::BgRaised));
    p.setColor(QPalette::ButtonText, ink);
    p.setColor(QPalette::BrightText, ink);
    p.setColor(QPalette::Highlight, color(Token::AccentFill));
    p.setColor(QPalette::HighlightedText, color(Token::OnAccent));
    p.setColor(QPalette::Link, color(Token::Accent));
    p.setColor(QPalette::LinkVisited, color(Token::Accent));
    p.setColor(QPalette::ToolTipBase, color(Token::Inverse));
    p.setColor(QPalette::ToolTipText, color(Token::OnInverse));
    for (const auto role : { QPalette::WindowText, QPalette::Text, QPalette::ButtonText })
        p.setColor(QPalette::Disabled, role, color(Token::TextDisabled));
    return p;
}

} // namespace

Theme& Theme::it()
{
    static Theme theme;
    return theme;
}

Theme::Theme()
{
    // Before our own palette is set, the application's shows what the desktop prefers.
    const QPalette desktop = QApplication::palette();
    m_system = desktop.color(QPalette::Window).lightness() < 128 ? Appearance::Dark : Appearance::Light;
    m_desktopMoves = QApplication::isEffectEnabled(Qt::UI_General);
    m_caretMs = QApplication::cursorFlashTime();
    QApplication::setStyle(new SillokStyle);
    apply();
}

void Theme::choose(ThemeChoice choice)
{
    m_choice = choice;
    apply();
}

void Theme::setTextPercent(int percent)
{
    m_percent = percent;
    apply();
}

void Theme::setContrast(bool strong)
{
    m_contrast = strong;
    apply();
}

void Theme::setMotion(MotionChoice choice)
{
    m_motion = choice;
    apply();
}

int Theme::motionMs() const { return m_motion == MotionChoice::Reduced || !m_desktopMoves ? 0 : kMotionMs; }

void Theme::apply()
{
    Appearance wanted = m_system;
    if (m_choice != ThemeChoice::System)
        wanted = m_choice == ThemeChoice::Dark ? Appearance::Dark : Appearance::Light;
    if (m_contrast)
        wanted = wanted == Appearance::Dark ? Appearance::ContrastDark : Appearance::ContrastLight;
    setAppearance(wanted);
    QApplication::setCursorFlashTime(motionMs() == 0 ? 0 : m_caretMs);
    sillok::ui::setTextPercent(m_percent);
    QApplication::setPalette(paletteOfTokens());
    QApplication::setFont(font(Type::Ui));
    QToolTip::setFont(font(Type::Caption));
    QToolTip::setPalette(QApplication::palette());
    emit changed();
}

void setSurface(QWidget* widget, Token background)
{
    const auto paint = [widget, background] {
        QPalette p = QApplication::palette();
        p.setColor(QPalette::Window, color(background));
        widget->setPalette(p);
    };
    widget->setBackgroundRole(QPalette::Window); // viewports would take Base
    widget->setAutoFillBackground(true);
    QObject::connect(&Theme::it(), &Theme::changed, widget, paint);
    paint();
}

} // namespace sillok::ui
