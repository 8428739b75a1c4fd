#include "engine/privacy/checks.h"
#include "engine/privacy/identifiers.h"

#include <QTest>

using namespace sillok::privacy;

namespace {

/// "kind:text" of everything found.
QStringList foundIn(const QString& text)
{
    static const char* const kNames[] = { "resident", "alien", "passport", "licence", "business", "corporation", "phone", "card", "account" };
    const QByteArray bytes = text.toUtf8();
    QStringList list;
    for (const FoundIdentifier& one : findIdentifiers({ bytes.constData(), static_cast<size_t>(bytes.size()) }))
        list << QStringLiteral("%1:%2").arg(QLatin1String(kNames[static_cast<int>(one.kind)]),
            QString::fromUtf8(bytes.mid(static_cast<qsizetype>(one.start), static_cast<qsizetype>(one.end - one.start))));
    return list;
}

QString maskedText(const QString& text)
{
    const std::string bytes = text.toStdString();
    return QString::fromStdString(masked(bytes, findIdentifiers(bytes)));
}

} // namespace

/// Numbers here are the examples of published rules, or worked out by hand from them.
class IdentifiersTest : public QObject {
    Q_OBJECT
private slots:
    void numbersAreFound_data();
    void numbersAreFound();
    void otherNumbersAreLeftAlone_data();
    void otherNumbersAreLeftAlone();
    void whatIsPublicStaysReadable();
    void placesAreBytesOfTheText();
    void checksAreThoseOfTheRules();
};

void IdentifiersTest::numbersAreFound_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("found");
    const auto row = [](const char* name, const char* text, const QStringList& found) { QTest::newRow(name) << QString::fromUtf8(text) << found; };
    row("resident", "성명 홍길동 (900101-1234568)", { "resident:900101-1234568" });
    row("resident whose check fails", "번호는 900101-1234567입니다", { "resident:900101-1234567" });
    row("resident since 2020", "신생아 201105-3123456 등록", { "resident:201105-3123456" });
    row("resident without a joint", "주민등록번호 9001011234567", { "resident:9001011234567" });
    row("resident in full width", "９００１０１－１２３４５６７", { QString::fromUtf8("resident:９００１０１－１２３４５６７") });
    row("resident digit by digit", "주민번호 9 0 0 1 0 1 1 2 3 4 5 6 7", { "resident:9 0 0 1 0 1 1 2 3 4 5 6 7" });
    row("resident over a line", "주민등록번호: 900101-\n1234567", { "resident:900101-\n1234567" });
    row("resident in words", "구공공일공일 다시 일이삼사오육칠", { QString::fromUtf8("resident:구공공일공일 다시 일이삼사오육칠") });
    row("leap day", "000229-3123456", { "resident:000229-3123456" });
    row("alien", "외국인등록번호 850315-5123456", { "alien:850315-5123456" });
    row("passport", "여권번호 M12345678.", { "passport:M12345678" });
    row("passport since 2021", "여권 M123A4567을", { "passport:M123A4567" });
    row("licence", "면허 11-12-345678-90", { "licence:11-12-345678-90" });
    row("business", "사업자등록번호 120-81-47521", { "business:120-81-47521" });
    row("corporation", "법인 110111-0003668", { "corporation:110111-0003668" });
    row("mobile", "연락처 010-1234-5678", { "phone:010-1234-5678" });
    row("mobile whole", "01012345678로 전화", { "phone:01012345678" });
    row("Seoul", "전화 02-123-4567", { "phone:02-123-4567" });
    row("Seoul with brackets", "(02)1234-5678", { "phone:02)1234-5678" });
    row("from abroad", "+82 10-1234-5678", { "phone:82 10-1234-5678" });
    row("phone in words", "공일공 일이삼사 오육칠팔", { QString::fromUtf8("phone:공일공 일이삼사 오육칠팔") });
    row("card", "카드 4111-1111-1111-1111", { "card:4111-1111-1111-1111" });
    row("card with spaces", "4111 1111 1111 1111", { "card:4111 1111 1111 1111" });
    row("fifteen digits", "3782 822463 10005", { "card:3782 822463 10005" });
    row("account", "국민은행 123456-01-234567", { "account:123456-01-234567" });
    row("account whole", "입금 계좌: 1002345678901", { "account:1002345678901" });
    row("particle behind", "번호는 일이공삼공팔-칠구일일공일오이다", { QString::fromUtf8("alien:일이공삼공팔-칠구일일공일오") });
    row("two in a row", "900101-1234568, 010-1234-5678", { "resident:900101-1234568", "phone:010-1234-5678" });
}

void IdentifiersTest::numbersAreFound()
{
    QFETCH(QString, text);
    QFETCH(QStringList, found);
    QCOMPARE(foundIn(text), found);
}

void IdentifiersTest::otherNumbersAreLeftAlone_data()
{
    QTest::addColumn<QString>("text");
    for (const char* text : { "2025. 11. 30. 14:30", "2025-11-30 06:34:57", "공고 제2025-123호", "제02-2025-1234호", "총액 1,234,567,890원", "법률 제19234호, 2023. 3. 21. 일부개정",
             "901301-1234567", "900230-1234567", "4111-1111-1111-1112", "120-81-47522", "110111-0003669", "ISBN 978-89-1234-567-8", "120315 2345678 998877",
             "10-12-345678-90", "A12345678", "XM12345678", "M1234567", "M123456789", "123456-01-234567", "우편번호 03171", "제12조제3항제4호", "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16",
             "이 일은 사오 년 걸린다", "2024고합1234567", "버전 1.2.3.4.5.6.7.8", "바코드 8801234567893", "3 6 0 4 1 5 5 5 4 3 8 3 4 7 7 1 2", "위도 37.5665350, 경도 126.9779690" })
        QTest::newRow(text) << QString::fromUtf8(text);
}

void IdentifiersTest::otherNumbersAreLeftAlone()
{
    QFETCH(QString, text);
    QCOMPARE(foundIn(text), QStringList());
}

void IdentifiersTest::whatIsPublicStaysReadable()
{
    QCOMPARE(maskedText("홍길동 900101-1234568"), QString("홍길동 900101-1******"));
    QCOMPARE(maskedText("전화 010-1234-5678 끝"), QString("전화 ***-****-5678 끝"));
    QCOMPARE(maskedText("4111 1111 1111 1111"), QString("**** **** **** 1111"));
    QCOMPARE(maskedText("여권 M12345678"), QString("여권 M12******"));
    QCOMPARE(maskedText("구공공일공일 다시 일이삼사오육칠"), QString("구공공일공일 다시 일******"));
    QCOMPARE(maskedText("아무 번호도 없다"), QString("아무 번호도 없다"));
}

void IdentifiersTest::placesAreBytesOfTheText()
{
    const std::string text = "가나 010-1234-5678";
    const auto found = findIdentifiers(text);
    QCOMPARE(found.size(), size_t(1));
    QCOMPARE(text.substr(found[0].start, found[0].end - found[0].start), std::string("010-1234-5678"));
    QVERIFY(findIdentifiers("\xED\x9F\x00\xEF\xBC").empty()); // broken bytes
}

void IdentifiersTest::checksAreThoseOfTheRules()
{
    const auto digits = [](const char* text) {
        std::vector<uint8_t> out;
        for (; *text; ++text)
            out.push_back(static_cast<uint8_t>(*text - '0'));
        return out;
    };
    QVERIFY(luhnHolds(digits("79927398713")));  // ISO/IEC 7812's example
    QVERIFY(!luhnHolds(digits("79927398710")));
    QVERIFY(businessCheckHolds(digits("1208147521")));
    QVERIFY(corporationCheckHolds(digits("1101110003668")));
    QVERIFY(residentCheckHolds(digits("9001011234568")));
    QVERIFY(!residentCheckHolds(digits("9001011234567")));
}

QTEST_GUILESS_MAIN(IdentifiersTest)
#include "identifiers_test.moc"
