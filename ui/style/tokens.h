// tokens.h - The one colour table of the program. Nothing else in the sources names a colour by value.
#pragma once

#include <QColor>

namespace sillok::ui {

enum class Appearance { Light, Dark, ContrastLight, ContrastDark };
inline constexpr Appearance kAppearances[] = { Appearance::Light, Appearance::Dark, Appearance::ContrastLight, Appearance::ContrastDark };

/// A colour by meaning. Each has one value per appearance; the ratios that they keep are tests.
enum class Token {
    BgRail, BgList, BgCanvas, BgRaised, BgHover, BgSelected,
    Page, PageInk, PageMuted, PageLine, PageHighlight, PageBar,
    Cover, Stitch, CoverText, SlipPaper, SlipInk, SealRed,
    LineSubtle, LineStrong, LineControl, Scrim,
    TextPrimary, TextSecondary, TextMuted, TextDisabled,
    Accent, AccentTint, AccentFill, AccentHover, AccentPressed, OnAccent,
    Evidence, EvidenceTint, EvidenceBar, OnEvidence,
    Ok, OkTint, Info, InfoTint, Warning, WarningTint, Danger, DangerTint, OnDanger,
    Focus, Inverse, OnInverse, Count
};

/// The appearance that is drawn now; set by Theme only.
Appearance appearance();
void setAppearance(Appearance appearance);
constexpr bool isContrast(Appearance a) { return a == Appearance::ContrastLight || a == Appearance::ContrastDark; }
/// Of the ring around what the keyboard has, px.
int focusWidth();

QColor color(Token token);
QColor color(Token token, Appearance appearance);

/// Contrast ratio of two opaque colours, 1 to 21 (WCAG 2.2, relative luminance).
double contrast(const QColor& a, const QColor& b);

} // namespace sillok::ui
