#include "ui/style/tokens.h"

#include <array>
#include <cmath>

namespace sillok::ui {

namespace {

struct Pair {
    QRgb light;
    QRgb dark;
};

constexpr QRgb rgb(unsigned value) { return 0xff000000u | value; }

// In the order of Token.
constexpr std::array<Pair, static_cast<size_t>(Token::Count)> kTable { {
    { rgb(0xE9E6DC), rgb(0x101312) }, // BgRail
    { rgb(0xF3F1EA), rgb(0x161A18) }, // BgList
    { rgb(0xFBFAF6), rgb(0x1B1F1D) }, // BgCanvas
    { rgb(0xFFFFFF), rgb(0x232826) }, // BgRaised
    { rgb(0xE6E2D6), rgb(0x2B312E) }, // BgHover
    { rgb(0xD9E7E0), rgb(0x25403A) }, // BgSelected
    { rgb(0xFFFFFF), rgb(0xEFECE3) }, // Page
    { rgb(0x1F2523), rgb(0x1F2523) }, // PageInk
    { rgb(0x5A625D), rgb(0x555C58) }, // PageMuted
    { rgb(0xC9C3B3), rgb(0xC2BCAC) }, // PageLine
    { rgb(0xF5DC9B), rgb(0xF2D48A) }, // PageHighlight
    { rgb(0xA8741A), rgb(0xA8741A) }, // PageBar
    { rgb(0x24574E), rgb(0x1D3F39) }, // Cover
    { rgb(0xF3EEDF), rgb(0xD9D3C2) }, // Stitch
    { rgb(0xE3EEE9), rgb(0xD4E2DC) }, // CoverText
    { rgb(0xFBF8EF), rgb(0xEFECE3) }, // SlipPaper
    { rgb(0x1F2523), rgb(0x1F2523) }, // SlipInk
    { rgb(0xB0382B), rgb(0xB0382B) }, // SealRed
    { rgb(0xDDD8CB), rgb(0x303733) }, // LineSubtle
    { rgb(0xC9C3B3), rgb(0x414944) }, // LineStrong
    { rgb(0x857F70), rgb(0x87918B) }, // LineControl
    { 0x701F2523u, 0x94000000u },     // Scrim: 44 % and 58 %
    { rgb(0x1F2523), rgb(0xEAE8E1) }, // TextPrimary
    { rgb(0x48504C), rgb(0xC2C6BF) }, // TextSecondary
    { rgb(0x5A625D), rgb(0xA5ACA6) }, // TextMuted
    { rgb(0x9B9F99), rgb(0x656C67) }, // TextDisabled
    { rgb(0x1B5A4F), rgb(0x94D3C0) }, // Accent
    { rgb(0xE3EEE9), rgb(0x213530) }, // AccentTint
    { rgb(0x23665A), rgb(0x86C9B5) }, // AccentFill
    { rgb(0x1B5349), rgb(0x9CD8C6) }, // AccentHover
    { rgb(0x143F38), rgb(0x6FB5A0) }, // AccentPressed
    { rgb(0xFFFFFF), rgb(0x0E1F1A) }, // OnAccent
    { rgb(0x674808), rgb(0xEBCB88) }, // Evidence
    { rgb(0xFAF0D9), rgb(0x2F2818) }, // EvidenceTint
    { rgb(0xA8741A), rgb(0xD0A04A) }, // EvidenceBar
    { rgb(0xFFFFFF), rgb(0x2F2818) }, // OnEvidence
    { rgb(0x3A6A2C), rgb(0x9CCB85) }, // Ok
    { rgb(0xE7F0E1), rgb(0x24301F) }, // OkTint
    { rgb(0x2B527F), rgb(0x9ABCE6) }, // Info
    { rgb(0xE6EDF5), rgb(0x1F2A38) }, // InfoTint
    { rgb(0x8A4711), rgb(0xE8AB77) }, // Warning
    { rgb(0xF8EADC), rgb(0x36281C) }, // WarningTint
    { rgb(0xA3332A), rgb(0xF09284) }, // Danger
    { rgb(0xF9E8E4), rgb(0x3A2320) }, // DangerTint
    { rgb(0xFFFFFF), rgb(0x2A0F0B) }, // OnDanger
    { rgb(0x1B5A4F), rgb(0x94D3C0) }, // Focus
    { rgb(0x1F2523), rgb(0xEAE8E1) }, // Inverse
    { rgb(0xFBFAF6), rgb(0x1B1F1D) }, // OnInverse
} };

Appearance s_appearance = Appearance::Light;

double linear(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor& c)
{
    return 0.2126 * linear(c.redF()) + 0.7152 * linear(c.greenF()) + 0.0722 * linear(c.blueF());
}

} // namespace

Appearance appearance() { return s_appearance; }

void setAppearance(Appearance appearance) { s_appearance = appearance; }

QColor color(Token token) { return color(token, s_appearance); }

QColor color(Token token, Appearance appearance)
{
    const Pair& pair = kTable.at(static_cast<size_t>(token));
    return QColor::fromRgba(appearance == Appearance::Light ? pair.light : pair.dark);
}

double contrast(const QColor& a, const QColor& b)
{
    const double one = luminance(a) + 0.05;
    const double two = luminance(b) + 0.05;
    return one > two ? one / two : two / one;
}

} // namespace sillok::ui
