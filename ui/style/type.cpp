#include "ui/style/type.h"

#include <QFontMetricsF>
#include <QStringList>

#include <array>
#include <cmath>

namespace sillok::ui {

namespace {

struct Spec {
    const char* family;
    int px;
    int line;
    bool bold;
    bool tight; // letters 1 % closer
};

constexpr const char* kSans = "Noto Sans CJK KR";
constexpr const char* kSerif = "Noto Serif CJK KR";
constexpr const char* kMono = "Noto Sans Mono CJK KR";
constexpr const char* kCode = "NanumGothicCoding"; // a Hangul syllable is exactly two Latin cells

// In the order of Type.
constexpr std::array<Spec, static_cast<size_t>(Type::Count)> kTable { {
    { kSerif, 28, 40, true, true },   // Display
    { kSerif, 24, 34, true, true },   // PageTitle
    { kSans, 17, 24, true, true },    // ColumnTitle
    { kSans, 15, 22, true, true },    // PanelTitle
    { kSans, 17, 29, false, true },   // Lead
    { kSans, 15, 26, false, false },  // Body
    { kSans, 15, 26, true, false },   // BodyBold
    { kSans, 15, 25, false, false },  // Composer
    { kSerif, 15, 27, false, false }, // Passage
    { kSerif, 14, 24, false, false }, // CardPassage
    { kSans, 14, 20, false, false },  // Ui
    { kSans, 14, 20, true, false },   // UiBold
    { kSans, 13, 20, false, false },  // Secondary
    { kSans, 13, 20, true, false },   // SecondaryBold
    { kSans, 12, 18, false, false },  // Caption
    { kSans, 12, 18, true, false },   // CaptionBold
    { kMono, 12, 18, false, false },  // Mono
    { kCode, 14, 22, false, false },  // Code
    { kSerif, 14, 25, false, false }, // SourceText
    { kSerif, 16, 26, true, false },  // SourceTitle
    { kMono, 20, 28, true, false },   // RecoveryKey
} };

int s_percent = 100;

const Spec& spec(Type type) { return kTable.at(static_cast<size_t>(type)); }

} // namespace

int textPercent() { return s_percent; }

void setTextPercent(int percent) { s_percent = percent; }

int scaled(int px) { return static_cast<int>(std::lround(px * s_percent / 100.0)); }

QFont font(Type type)
{
    const Spec& s = spec(type);
    QFont f;
    f.setFamilies(QStringList { QString::fromLatin1(s.family), QStringLiteral("Noto Sans CJK KR") });
    f.setPixelSize(scaled(s.px));
    f.setWeight(s.bold ? QFont::Bold : QFont::Normal);
    f.setHintingPreference(QFont::PreferNoHinting);
    if (type == Type::RecoveryKey)
        f.setLetterSpacing(QFont::PercentageSpacing, 108);
    if (s.tight)
        f.setLetterSpacing(QFont::PercentageSpacing, 99);
    return f;
}

int lineHeight(Type type) { return scaled(spec(type).line); }

int textWidth(Type type, const QString& text)
{
    return static_cast<int>(std::ceil(QFontMetricsF(font(type)).horizontalAdvance(text)));
}

} // namespace sillok::ui
