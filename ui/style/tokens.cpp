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

/// In high contrast: no tints and no greys between words and ground; lines as strong as words; colours of meaning keep their hue at 7 to 1.
struct Stronger {
    Token token;
    Pair pair;
};
constexpr QRgb kWhite = rgb(0xFFFFFF);
constexpr QRgb kBlack = rgb(0x000000);
constexpr Stronger kStronger[] = {
    { Token::BgRail, { kWhite, kBlack } },
    { Token::BgList, { kWhite, kBlack } },
    { Token::BgCanvas, { kWhite, kBlack } },
    { Token::BgRaised, { kWhite, kBlack } },
    { Token::BgHover, { rgb(0xE4E4E4), rgb(0x2E2E2E) } },
    { Token::BgSelected, { rgb(0xCFE3DA), rgb(0x17392F) } },
    { Token::Page, { kWhite, kWhite } },
    { Token::PageInk, { kBlack, kBlack } },
    { Token::PageMuted, { rgb(0x333333), rgb(0x333333) } },
    { Token::PageLine, { kBlack, kBlack } },
    { Token::PageHighlight, { rgb(0xFFE38A), rgb(0xFFE38A) } },
    { Token::CoverText, { kWhite, kWhite } },
    { Token::SlipPaper, { kWhite, kWhite } },
    { Token::SlipInk, { kBlack, kBlack } },
    { Token::LineSubtle, { kBlack, kWhite } },
    { Token::LineStrong, { kBlack, kWhite } },
    { Token::LineControl, { kBlack, kWhite } },
    { Token::TextPrimary, { kBlack, kWhite } },
    { Token::TextSecondary, { kBlack, kWhite } },
    { Token::TextMuted, { kBlack, kWhite } },
    { Token::TextDisabled, { rgb(0x595959), rgb(0xA6A6A6) } },
    { Token::Accent, { rgb(0x0F4037), rgb(0xB6E8D8) } },
    { Token::AccentTint, { kWhite, kBlack } },
    { Token::AccentFill, { rgb(0x0F4037), rgb(0xB6E8D8) } },
    { Token::AccentHover, { rgb(0x1B5A4F), rgb(0xDAF5EC) } },
    { Token::AccentPressed, { kBlack, kWhite } },
    { Token::OnAccent, { kWhite, kBlack } },
    { Token::Evidence, { rgb(0x4A3200), rgb(0xF5DFA8) } },
    { Token::EvidenceTint, { kWhite, kBlack } },
    { Token::EvidenceBar, { rgb(0x6E4A00), rgb(0xE8BE62) } },
    { Token::OnEvidence, { kWhite, kBlack } },
    { Token::Ok, { rgb(0x23491A), rgb(0xBDE3AA) } },
    { Token::OkTint, { kWhite, kBlack } },
    { Token::Info, { rgb(0x17375A), rgb(0xBFD7F5) } },
    { Token::InfoTint, { kWhite, kBlack } },
    { Token::Warning, { rgb(0x5F2C06), rgb(0xF5C9A3) } },
    { Token::WarningTint, { kWhite, kBlack } },
    { Token::Danger, { rgb(0x7F1E17), rgb(0xFFBDB2) } },
    { Token::DangerTint, { kWhite, kBlack } },
    { Token::OnDanger, { kWhite, kBlack } },
    { Token::Focus, { kBlack, kWhite } },
    { Token::Inverse, { kBlack, kWhite } },
    { Token::OnInverse, { kWhite, kBlack } },
};

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

int focusWidth() { return isContrast(s_appearance) ? 3 : 2; }

QColor color(Token token) { return color(token, s_appearance); }

QColor color(Token token, Appearance appearance)
{
    Pair pair = kTable.at(static_cast<size_t>(token));
    if (isContrast(appearance))
        for (const Stronger& one : kStronger)
            if (one.token == token)
                pair = one.pair;
    const bool dark = appearance == Appearance::Dark || appearance == Appearance::ContrastDark;
    return QColor::fromRgba(dark ? pair.dark : pair.light);
}

double contrast(const QColor& a, const QColor& b)
{
    const double one = luminance(a) + 0.05;
    const double two = luminance(b) + 0.05;
    return one > two ? one / two : two / one;
}

} // namespace sillok::ui
