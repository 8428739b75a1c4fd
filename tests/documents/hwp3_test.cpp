#include "engine/documents/hwp3/body.h"
#include "engine/documents/hwp3/characters.h"
#include "engine/documents/registry.h"
#include "tests/documents/hwp_parts.h"

#include <QtTest>

using namespace sillok;
using namespace sillok::documents;
using test::raw;

namespace {

/// The codes of 가나다 and 라, by hand from the five-bit numbers of KS X 1001, annex 3: initial 2 4 5 7, vowel 3, no final 1.
constexpr uint16_t kGa = 0x8861, kNa = 0x9061, kDa = 0x9461, kRa = 0x9C61;

std::string units(const std::vector<uint16_t>& codes)
{
    std::string out;
    for (const uint16_t code : codes)
        out += raw(code);
    return out;
}

/// A paragraph of `count` units. Its shape, one line and a character shape for every unit lie in front of the text.
std::string para(size_t count, const std::string& text, bool shapes = false)
{
    std::string out = std::string(1, shapes ? '\0' : '\1') + raw(uint16_t(count)) + raw(uint16_t(1)) + std::string(1, shapes ? '\1' : '\0') + std::string(6 + 31, '\0');
    out += std::string(shapes ? 187 : 0, '\0') + std::string(14, '\0');
    for (size_t i = 0; shapes && i < count; ++i)
        out += i == 0 ? std::string(1 + 31, '\0') : std::string(1, '\1');
    return out + text;
}

std::string p(const std::vector<uint16_t>& codes, bool shapes = false) { return para(codes.size() + 1, units(codes) + raw(uint16_t(13)), shapes); }

std::string end() { return std::string(12 + 31, '\0'); }
std::string list(const std::string& paragraphs) { return paragraphs + end(); }
std::string control(uint16_t code, const std::string& fields = std::string(4, '\0')) { return raw(code) + fields + raw(code); }

/// One control in a paragraph of its own.
std::string holding(const std::string& records) { return para(4, records); }

struct CellAt {
    uint16_t x, y, width;
    std::string paragraphs;
};

std::string box(uint16_t kind, const std::vector<CellAt>& cells, const std::string& caption = {})
{
    std::string out = control(10) + std::string(78, '\0') + raw(kind) + raw(uint16_t(cells.size())) + raw(uint16_t(0));
    for (const CellAt& cell : cells)
        out += std::string(4, '\0') + raw(cell.x) + raw(cell.y) + raw(cell.width) + std::string(17, '\0');
    for (const CellAt& cell : cells)
        out += list(cell.paragraphs);
    return out + list(caption);
}

std::string note(uint16_t code, size_t fixed, const std::string& paragraphs) { return control(code) + std::string(fixed, '\0') + list(paragraphs); }

std::string file(const std::string& paragraphs, bool compressed = true, uint16_t password = 0, const std::string& title = {})
{
    std::string info(128, '\0');
    std::memcpy(info.data() + 96, &password, 2);
    info[124] = compressed;
    info[126] = 3;
    std::string summary = title;
    summary.resize(1008, '\0');
    std::string body;
    for (int script = 0; script < 7; ++script)
        body += raw(uint16_t(2)) + std::string(80, 'f');
    body += raw(uint16_t(1)) + std::string(238, 's') + paragraphs + end();
    std::string signature = "HWP Document File V3.00 \x1A\1\2\3\4\5";
    return signature + info + summary + "abc" + (compressed ? test::deflated(body) : body);
}

Result<Document> readFile(const std::string& bytes) { return read(Format::Hwp3, asBytes(bytes), [](int, int) {}); }

std::string textOf(const std::string& paragraphs)
{
    const auto document = readFile(file(paragraphs));
    return document.ok() ? plainText(*document) : errorCodeName(document.error().code);
}

std::string characterOf(uint16_t code)
{
    std::string out;
    hwp3::appendCharacter(out, code);
    return out;
}

} // namespace

class Hwp3Test : public QObject {
    Q_OBJECT
private slots:
    void charactersOfJohab();
    void hanjaAndSymbolsHaveTheirPlaces();
    void bodyBecomesParagraphs();
    void tablesFollowTheirPlaces();
    void boxesNotesAndCaptions();
    void everyOtherControlIsStepped();
    void passwordsAreAskedFor();
    void damageIsSaid();
    void deepListsAreUnsafe();
    void deflateBombsAreUnsafe();
    void wideTablesEndSoon();
    void manyParagraphsAreUnsafe();
    void tooMuchTextIsUnsafe();
};

/// The witness is the johab codec of another language's library.
void Hwp3Test::charactersOfJohab()
{
    const std::vector<std::pair<uint16_t, const char*>> known { { 0x8861, "가" }, { 0xD065, "한" }, { 0x8B69, "글" }, { 0x99B7, "똥" }, { 0xD3BD, "힣" }, { 0xACFC, "섶" },
        { 0xB761, "으" }, { 0xAF61, "스" }, { 0x8841, "ㄱ" }, { 0xD041, "ㅎ" }, { 0x8461, "ㅏ" }, { 0x87A1, "ㅣ" }, { 0x0041, "A" } };
    for (const auto& [code, text] : known)
        QCOMPARE(characterOf(code), std::string(text));
    for (const uint16_t code : { 0x8000, 0xFFFF, 0x8872, 0x8860, 0xD461 }) // old letters and gaps
        QCOMPARE(characterOf(code), std::string("□"));
}

void Hwp3Test::hanjaAndSymbolsHaveTheirPlaces()
{
    QCOMPARE(characterOf(0x4000), std::string("伽"));        // KS X 1001 row 42, column 1
    QCOMPARE(characterOf(0x4000 + 94), std::string("匣"));   // row 43
    QCOMPARE(characterOf(0x4000 + 4887), std::string("詰")); // row 93, the last
    QCOMPARE(characterOf(0x4000 + 4888), std::string("□"));
    QCOMPARE(characterOf(0x3401), std::string("\u3000"));    // row 1, column 1
    QCOMPARE(characterOf(0x3404), std::string("·"));
    QCOMPARE(characterOf(0x3460 + 1), std::string("⇒"));     // row 2, column 1
    QCOMPARE(characterOf(0x3400), std::string("□"));
    QCOMPARE(characterOf(0x00A0), std::string("□"));
}

void Hwp3Test::bodyBecomesParagraphs()
{
    const auto document = readFile(file(p({ kGa, kNa }, true) + p({}) + p({ kDa, ' ', 'A' }), true, 0, units({ kRa, 'T' })));
    QVERIFY(document.ok());
    QCOMPARE(plainText(*document), std::string("가나\n다 A"));
    QCOMPARE(document->title, std::string("라T"));
    QCOMPARE(document->format, std::string("HWP 3.0"));
    QCOMPARE(document->blocks[0].page, 0);
    const auto open = readFile(file(p({ kGa }), false));
    QVERIFY(open.ok());
    QCOMPARE(plainText(*open), std::string("가"));
}

void Hwp3Test::tablesFollowTheirPlaces()
{
    const std::vector<CellAt> cells { { 100, 50, 100, p({ kRa }) }, { 0, 0, 100, p({ kGa }) }, { 100, 0, 100, p({ kNa }) }, { 0, 50, 100, p({ kDa }) }, { 0, 90, 200, p({ 'Z' }) } };
    const auto document = readFile(file(holding(box(0, cells, p({ 'C' })))));
    QVERIFY(document.ok());
    QCOMPARE(plainText(*document), std::string("C\n가 | 나\n다 | 라\nZ"));
    QCOMPARE(document->blocks[0].kind, BlockKind::Caption);
    QCOMPARE(document->blocks[1].kind, BlockKind::TableRow);
    QCOMPARE(document->blocks[3].kind, BlockKind::Paragraph);
}

void Hwp3Test::boxesNotesAndCaptions()
{
    QCOMPARE(textOf(holding(box(1, { { 0, 0, 9, p({ kGa }) } }, p({ kNa })))), std::string("나\n가"));
    const std::string text = units({ kGa }) + note(17, 14, p({ kNa })) + note(16, 10, p({ kDa })) + note(15, 8, p({ kRa })) + units({ 'B', 13 });
    const auto document = readFile(file(para(1 + 3 * 4 + 2, text)));
    QVERIFY(document.ok());
    QCOMPARE(plainText(*document), std::string("가B\n나\n다\n라"));
    QCOMPARE(document->blocks[3].kind, BlockKind::Note);
    QCOMPARE(textOf(holding(control(11) + raw(uint32_t(5)) + std::string(344, '\0') + "hello" + list(p({ kGa })))), std::string("가"));
}

void Hwp3Test::everyOtherControlIsStepped()
{
    const std::vector<std::pair<size_t, std::string>> controls { { 4, control(1, raw(uint32_t(3))) + "abc" }, { 4, control(5) + std::string(30, '\0') + raw(uint32_t(1)) + raw(uint32_t(2))
        + raw(uint32_t(0)) + raw(uint32_t(1)) + "abcd" }, { 4, control(6, raw(uint32_t(34))) + std::string(34, '\0') }, { 42, control(7, std::string(80, '\0')) },
        { 48, control(8, std::string(92, '\0')) }, { 4, control(9) }, { 4, control(14) + std::string(84, '\0') }, { 4, control(19) }, { 4, control(20) }, { 4, control(21) },
        { 12, control(22, std::string(20, '\0')) }, { 3, control(24, std::string(2, '\0')) }, { 3, control(25, std::string(2, '\0')) }, { 123, control(26, std::string(242, '\0')) },
        { 32, control(28, std::string(60, '\0')) }, { 2, control(30, "") }, { 2, control(31, "") } };
    for (const auto& [taken, bytes] : controls) {
        const std::string plain = textOf(para(taken + 3, units({ kGa }) + bytes + units({ kNa, 13 })));
        const uint8_t code = static_cast<uint8_t>(bytes[0]);
        const std::string between = code == 24 ? "-" : code == 9 || code >= 30 ? " " : "";
        QCOMPARE(plain, "가" + between + "나");
    }
    QCOMPARE(textOf(para(4 + 5 + 1, control(18, raw(uint16_t(4)) + raw(uint16_t(7))) + control(23, units({ kGa, 0, kNa })) + units({ 13 }))), std::string("7가나"));
}

void Hwp3Test::passwordsAreAskedFor() { QCOMPARE(readFile(file(p({ kGa }), true, 1)).error().code, ErrorCode::NeedsPassword); }

void Hwp3Test::damageIsSaid()
{
    const std::string whole = file(p({ kGa }), false);
    for (size_t size = 0; size < whole.size(); ++size)
        QCOMPARE(readFile(whole.substr(0, size)).error().code, ErrorCode::Damaged);
    QCOMPARE(readFile(file("")).error().code, ErrorCode::NotFound);
    QCOMPARE(textOf(holding(raw(uint16_t(9)) + std::string(4, '\0') + raw(uint16_t(8)))), std::string("Damaged"));
    QCOMPARE(textOf(holding(control(1, raw(uint32_t(0xFFFFFFFF))))), std::string("Damaged"));
}

void Hwp3Test::deepListsAreUnsafe()
{
    const auto nested = [](int depth) {
        std::string inner = p({ kGa });
        for (int i = 0; i < depth; ++i)
            inner = holding(note(15, 8, inner));
        return inner;
    };
    QCOMPARE(textOf(nested(hwp3::kMaxListDepth)), std::string("가"));
    QCOMPARE(textOf(nested(hwp3::kMaxListDepth + 1)), std::string("Unsafe"));
}

void Hwp3Test::deflateBombsAreUnsafe() { QCOMPARE(textOf(std::string(20u << 20, 'x')), std::string("Unsafe")); }

/// As many columns as the format can count.
void Hwp3Test::wideTablesEndSoon()
{
    std::vector<CellAt> cells;
    for (uint32_t x = 0; x < 65'535; ++x)
        cells.push_back({ static_cast<uint16_t>(x), 0, 1, x < 2 ? p({ kGa }) : "" });
    QElapsedTimer timer;
    timer.start();
    QVERIFY(readFile(file(holding(box(0, cells)), false)).ok());
    QVERIFY2(timer.elapsed() < 5000, qPrintable(QString::number(timer.elapsed())));
}

void Hwp3Test::manyParagraphsAreUnsafe()
{
    std::string many;
    const std::string one = para(1, units({ 13 }));
    for (uint64_t i = 0; i < hwp3::kMaxParagraphs; ++i)
        many += one;
    QCOMPARE(readFile(file(many, false)).error().code, ErrorCode::NotFound);
    QCOMPARE(readFile(file(many + one, false)).error().code, ErrorCode::Unsafe);
}

/// Text that is thrown away again counts too: the limit is on what is built.
void Hwp3Test::tooMuchTextIsUnsafe()
{
    std::string inner;
    const std::string one = p(std::vector<uint16_t>(60'000, ' '));
    for (uint64_t i = 0; i < kMaxTextCodePoints / 60'000 + 1; ++i)
        inner += one;
    QCOMPARE(readFile(file(holding(note(15, 8, inner)), false)).error().doing, std::string("a document with more than a million paragraphs or ten million characters"));
}

QTEST_GUILESS_MAIN(Hwp3Test)
#include "hwp3_test.moc"
