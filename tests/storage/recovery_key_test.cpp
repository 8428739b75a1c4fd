#include "tests/storage/vault_fixture.h"

#include "storage/crypto/recovery_key.h"

#include <QTest>

#include <algorithm>

using namespace sillok;
using namespace sillok::storage;

class RecoveryKeyTest : public QObject {
    Q_OBJECT
private slots:
    void textIsWhatTheRuleSays();
    void everyKeyComesBack();
    void typedInAnyWayItIsTheSame();
    void everyMistypedCharacterIsFoundInItsGroup();
    void swappedCharactersAndGroupsAreFound();
    void otherTextsAreRefused();
};

namespace {

constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

std::string textOf(const Secret& key) { return std::string(asText(writeRecoveryKey(key).value().bytes())); }
bool reads(const std::string& text, const Secret& key)
{
    const auto read = readRecoveryKey(text);
    return read.ok() && std::ranges::equal(read->bytes(), key.bytes());
}

} // namespace

// By hand: a group of zeros has its own number as check; of a first character 16 ("G") the check is 2 x 16 in the field, which is 32 - 32 + 5.
void RecoveryKeyTest::textIsWhatTheRuleSays()
{
    Secret key = Secret::make(32).value();
    QCOMPARE(textOf(key), std::string("00000-00001-00002-00003-00004-00005-00006-00007-00008-00009-0000A-0000B-0000C"));
    key.data()[0] = 0x80;
    QCOMPARE(textOf(key), std::string("G0005-00001-00002-00003-00004-00005-00006-00007-00008-00009-0000A-0000B-0000C"));
    COMPARE_CODE(writeRecoveryKey(Secret::make(31).value()), ErrorCode::BadArgument);
}

void RecoveryKeyTest::everyKeyComesBack()
{
    for (int i = 0; i < 1000; ++i) {
        const Secret key = Secret::random(32).value();
        QVERIFY(reads(textOf(key), key));
    }
}

void RecoveryKeyTest::typedInAnyWayItIsTheSame()
{
    Secret key = Secret::random(32).value();
    key.data()[0] = 0x00; // a zero and a one to be typed as letters
    key.data()[1] = static_cast<uint8_t>(0x40 | (key.data()[1] & 0x3F) >> 5 << 5);
    const std::string text = textOf(key);
    QString lower = QString::fromStdString(text).toLower(), wide, letters = QString::fromStdString(text);
    for (const QChar c : QString::fromStdString(text))
        wide += c == '-' ? QStringLiteral("　") : QString(QChar(c.unicode() - '!' + 0xFF01));
    letters.replace('0', 'o').replace('1', 'l');
    const QString plain = QString::fromStdString(text).remove('-');
    for (const QString& typed : { lower, wide, letters, plain, QString("  " + lower.replace('-', ' ') + "\n"), QString(letters).replace('l', 'I'),
             QString::fromStdString(text).replace('-', QChar(0x2013)) })
        QVERIFY2(reads(typed.toStdString(), key), qPrintable(typed));
}

void RecoveryKeyTest::everyMistypedCharacterIsFoundInItsGroup()
{
    const std::string text = textOf(Secret::random(32).value());
    int found = 0, made = 0;
    for (size_t at = 0; at < text.size(); ++at) {
        for (const char other : kAlphabet) {
            if (text[at] == '-' || text[at] == other)
                continue;
            std::string changed = text;
            changed[at] = other;
            ++made;
            const auto read = readRecoveryKey(changed);
            const int group = static_cast<int>(at / 6) + 1;
            found += !read.ok() && read.error().code == ErrorCode::BadArgument && read.error().doing == "recovery key: group " + std::to_string(group)
                && wrongRecoveryGroups(changed) == std::vector<int> { group };
        }
    }
    QCOMPARE(made, 65 * 31);
    QCOMPARE(found, made);
}

void RecoveryKeyTest::swappedCharactersAndGroupsAreFound()
{
    const std::string text = textOf(Secret::random(32).value());
    for (size_t a = 0; a < text.size(); ++a) {
        for (size_t b = a + 1; b < text.size() && text[b] != '-'; ++b) {
            if (text[a] == '-' || text[a] == text[b])
                continue;
            std::string changed = text;
            std::swap(changed[a], changed[b]);
            QCOMPARE(wrongRecoveryGroups(changed), std::vector<int> { static_cast<int>(a / 6) + 1 });
        }
    }
    for (size_t a = 0; a < kRecoveryGroups; ++a) {
        for (size_t b = a + 1; b < kRecoveryGroups; ++b) {
            if (text.substr(a * 6, 5) == text.substr(b * 6, 5))
                continue;
            std::string changed = text;
            std::swap_ranges(changed.begin() + static_cast<ptrdiff_t>(a) * 6, changed.begin() + static_cast<ptrdiff_t>(a) * 6 + 5,
                changed.begin() + static_cast<ptrdiff_t>(b) * 6);
            QCOMPARE(wrongRecoveryGroups(changed), (std::vector<int> { static_cast<int>(a) + 1, static_cast<int>(b) + 1 }));
        }
    }
}

void RecoveryKeyTest::otherTextsAreRefused()
{
    const std::string text = textOf(Secret::random(32).value());
    for (const std::string& changed : { std::string(), text.substr(0, 76), text + "0", text.substr(6), std::string(5000, '0'), std::string("비밀번호") }) {
        const auto read = readRecoveryKey(changed);
        COMPARE_CODE(read, ErrorCode::BadArgument);
    }
    std::string hangul = text;
    hangul.replace(14, 1, "ㅂ"); // what the key "q" gives with the Korean keyboard on
    QCOMPARE(wrongRecoveryGroups(hangul), std::vector<int> { 3 });
    // The last group's fourth character carries one bit only; with more the check still fits, and it is refused.
    COMPARE_CODE(readRecoveryKey("00000-00001-00002-00003-00004-00005-00006-00007-00008-00009-0000A-0000B-0001W"), ErrorCode::BadArgument);
    QVERIFY(wrongRecoveryGroups("0000").empty()); // a group that is not complete yet is not wrong
}

QTEST_GUILESS_MAIN(RecoveryKeyTest)
#include "recovery_key_test.moc"
