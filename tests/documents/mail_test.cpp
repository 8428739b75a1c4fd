#include "engine/documents/registry.h"
#include "tests/documents/archive.h"

#include <QtTest>

using namespace sillok;
using namespace sillok::documents;

namespace {

Result<Document> readMail(const std::string& bytes) { return read(sniff(asBytes(bytes), "eml"), asBytes(bytes), [](int, int) {}); }

std::string textOf(const std::string& bytes)
{
    const auto document = readMail(bytes);
    return document.ok() ? plainText(*document) : std::string(errorCodeName(document.error().code));
}

const std::string kHead = "From: a@example.kr\r\nMIME-Version: 1.0\r\nSubject: x\r\n";
const std::string kHeadText = "x\nFrom: a@example.kr\n";

std::string withBody(const std::string& headers, const std::string& body) { return kHead + headers + "\r\n" + body; }
std::string base64(std::string_view bytes) { return QByteArray(bytes.data(), static_cast<qsizetype>(bytes.size())).toBase64().toStdString(); }

} // namespace

class MailTest : public QObject {
    Q_OBJECT
private slots:
    void headsAreBlocks();
    void encodedWordsAreDecoded();
    void transferEncodings();
    void charsetsOfBodies();
    void theRichestFormIsRead();
    void attachmentsAreNamedAndRead();
    void namesOfAttachments();
    void mailsInsideAreRead();
    void picturesOfThePageAreNoAttachments();
    void nestingAndNumbersAreBounded();
    void onlyMailsAreTakenForMails();
    void brokenMailsAreStillRead();
};

void MailTest::headsAreBlocks()
{
    const auto document = readMail("Received: by x\r\nFrom: =?utf-8?B?7ZmN6ri464+Z?= <h@example.kr>\r\nTo: a@example.kr,\r\n\tb@example.kr\r\nDate: Mon, 3 Mar 2025 09:00:00 +0900\r\n"
                                   "Subject: 회의 안내\r\n\r\n본문 첫 줄\r\n\r\n둘째 줄\r\n");
    QVERIFY(document.ok());
    QCOMPARE(document->format, std::string("EML"));
    QCOMPARE(document->title, std::string("회의 안내"));
    QCOMPARE(plainText(*document), std::string("회의 안내\nFrom: 홍길동 <h@example.kr>\nTo: a@example.kr, b@example.kr\nDate: Mon, 3 Mar 2025 09:00:00 +0900\n본문 첫 줄\n둘째 줄"));
    QCOMPARE(document->blocks[0].headingLevel, 1);
}

/// source  worked by hand with RFC 2047: "회의" is C8 B8 C0 C7 in code page 949, EC 9A 94 is 요
void MailTest::encodedWordsAreDecoded()
{
    const auto subject = [](const std::string& raw) { return readMail("From: a\r\nMIME-Version: 1.0\r\nSubject: " + raw + "\r\n\r\nx")->title; };
    QCOMPARE(subject("=?EUC-KR?B?yLjAxw==?="), std::string("회의"));
    QCOMPARE(subject("=?ks_c_5601-1987?Q?=C8=B8=C0=C7_a?="), std::string("회의 a"));
    QCOMPARE(subject("=?euc-kr?Q?=C8=B8=C0=C7?=\r\n =?euc-kr?Q?=C8=B8?= 끝"), std::string("회의회 끝"));
    QCOMPARE(subject("=?utf-8?Q?=EC=9A?= =?utf-8?Q?=94?="), std::string("요")); // a character in two halves
    QCOMPARE(subject("Re: =?utf-8?Q?=EC=9A=94?= b"), std::string("Re: 요 b"));
    QCOMPARE(subject("=?x?y"), std::string("=?x?y"));
    QCOMPARE(subject("\xC8\xB8\xC0\xC7"), std::string("회의")); // bytes without an encoding
}

void MailTest::transferEncodings()
{
    QCOMPARE(textOf(withBody("Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: BASE64\r\n", base64("기록 보존") + "\r\n")), kHeadText + "기록 보존");
    QCOMPARE(textOf(withBody("Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n", "a=3Db=\r\nc =EA=B8=B0=EB=A1=9D = x =ZZ")), kHeadText + "a=bc 기록 = x =ZZ");
}

void MailTest::charsetsOfBodies()
{
    QCOMPARE(textOf(withBody("Content-Type: text/plain; charset=\"euc-kr\"\r\n", "\xC8\xB8\xC0\xC7")), kHeadText + "회의");
    QCOMPARE(textOf(withBody("Content-Type: text/plain; charset=iso-2022-kr\r\n", "\x1B$)C\x0EH8@G\x0F")), kHeadText + "회의"); // the same code points with the high bit off
    QCOMPARE(textOf(withBody("Content-Type: text/html\r\n", "<html><meta charset=euc-kr><p>\xC8\xB8\xC0\xC7</p>")), kHeadText + "회의");
}

void MailTest::theRichestFormIsRead()
{
    const std::string parts = "앞글\r\n--b\r\nContent-Type: text/plain\r\n\r\n글\r\n--b\r\nContent-Type: text/html\r\n\r\n<table><tr><td>구분<td>값<tr><td>가<td>1</table>\r\n--b--\r\n뒷글";
    QCOMPARE(textOf(withBody("Content-Type: multipart/alternative; boundary=b\r\n", parts)), kHeadText + "구분 | 값\n가 | 1");
    const std::string empty = "--b\r\nContent-Type: text/plain\r\n\r\n글\r\n--b\r\nContent-Type: text/html\r\n\r\n<img src=x>\r\n--b--";
    QCOMPARE(textOf(withBody("Content-Type: multipart/alternative; boundary=b\r\n", empty)), kHeadText + "글");
}

void MailTest::attachmentsAreNamedAndRead()
{
    const std::string mail = withBody("Content-Type: multipart/mixed; boundary=\"=_m\"\r\n",
        "--=_m\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n본문\r\n--=_m\r\nContent-Type: application/octet-stream; name=a.txt\r\nContent-Disposition: attachment; filename=\"메모.txt\"\r\n"
        "Content-Transfer-Encoding: base64\r\n\r\n" + base64("붙은 글") + "\r\n--=_m\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename=a.pdf\r\n\r\n%PDF-1.4\r\n--=_m--\r\n");
    const auto document = readMail(mail);
    QVERIFY(document.ok());
    QCOMPARE(plainText(*document), kHeadText + "본문\n첨부: 메모.txt\n붙은 글\n첨부: a.pdf");
    QVERIFY(document->blocks[3].kind == BlockKind::Heading);
    const std::string page = "<html><table><tr><td>구분<td>값<tr><td>가<td>1</table></html>";
    const auto tables = readMail(withBody("Content-Type: multipart/mixed; boundary=m\r\n",
        "--m\r\nContent-Type: text/html\r\n\r\n" + page + "\r\n--m\r\nContent-Disposition: attachment; filename=t.html\r\n\r\n" + page + "\r\n--m--"));
    QVERIFY(tables.ok());
    QCOMPARE(tables->blocks[2].table, 0);
    QCOMPARE(tables->blocks[5].table, 1); // its own table, not the first one again
}

void MailTest::namesOfAttachments()
{
    const auto named = [](const std::string& disposition) {
        return textOf(withBody("Content-Type: multipart/mixed; boundary=m\r\n", "--m\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; " + disposition + "\r\n\r\n%PDF-1.4\r\n--m--")).substr(kHeadText.size());
    };
    QCOMPARE(named("filename*=utf-8'ko'%EC%9A%94.pdf"), std::string("첨부: 요.pdf"));
    QCOMPARE(named("filename*0*=euc-kr''%C8%B8; filename*1=\"x.pdf\""), std::string("첨부: 회x.pdf"));
    QCOMPARE(named("filename=\"=?euc-kr?B?yLjAxw==?=\""), std::string("첨부: 회의"));
    QCOMPARE(named("size=3"), std::string("첨부: application/pdf"));
}

void MailTest::mailsInsideAreRead()
{
    const std::string inner = "From: b@example.kr\r\nSubject: in\r\n\r\n안쪽 글";
    QCOMPARE(textOf(withBody("Content-Type: multipart/mixed; boundary=m\r\n", "--m\r\n\r\n바깥 글\r\n--m\r\nContent-Type: message/rfc822\r\n\r\n" + inner + "\r\n--m--")),
        kHeadText + "바깥 글\nin\nFrom: b@example.kr\n안쪽 글");
}

void MailTest::picturesOfThePageAreNoAttachments()
{
    QCOMPARE(textOf(withBody("Content-Type: multipart/related; boundary=m\r\n", "--m\r\nContent-Type: text/html\r\n\r\n<p>글</p>\r\n--m\r\nContent-Type: image/png; name=logo.png\r\nContent-ID: <1>\r\n\r\nx\r\n--m--")), kHeadText + "글");
}

void MailTest::nestingAndNumbersAreBounded()
{
    std::string deep = "x", many;
    for (int i = 0; i < 40; ++i)
        deep = "Content-Type: multipart/mixed; boundary=b" + std::to_string(i) + "\r\n\r\n--b" + std::to_string(i) + "\r\n" + deep;
    QCOMPARE(textOf(kHead + deep), std::string("Unsafe"));
    for (int i = 0; i < 2000; ++i)
        many += "--m\r\n\r\nx\r\n";
    QCOMPARE(textOf(withBody("Content-Type: multipart/mixed; boundary=m\r\n", many)), std::string("Unsafe"));
    // A mail that is attached to a mail is named and not read: a chain of them would have no end.
    const std::string chained = withBody("Content-Type: multipart/mixed; boundary=m\r\n", "--m\r\nContent-Disposition: attachment; filename=in.eml\r\n\r\n" + withBody("", "안쪽") + "\r\n--m--");
    QCOMPARE(textOf(chained), kHeadText + "첨부: in.eml");
}

void MailTest::onlyMailsAreTakenForMails()
{
    const auto formatOf = [](const std::string& bytes) { return std::string(formatName(sniff(asBytes(bytes), "eml"))); };
    QCOMPARE(formatOf("From: a\nTo: b\nSubject: c\nDate: d\n\nx"), std::string("EML"));
    QCOMPARE(formatOf("Subject: 회의록\n\n본문"), std::string("TXT"));
    QCOMPARE(formatOf("기록: From: a\nSubject: b\nMIME-Version: 1.0\n"), std::string("TXT"));
    QCOMPARE(formatOf("To: 모두\n내용: 없음\n"), std::string("TXT"));
}

void MailTest::brokenMailsAreStillRead()
{
    QCOMPARE(textOf(withBody("Content-Type: multipart/mixed; boundary=m\r\n", "--m\r\n\r\n끝 줄이 없는 글")), kHeadText + "끝 줄이 없는 글");
    QCOMPARE(textOf(withBody("Content-Type: multipart/mixed\r\n", "--m\r\n\r\n글")), std::string("x\nFrom: a@example.kr"));
    QCOMPARE(textOf(withBody("Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n", "7JqU*")), kHeadText + "요");
}

QTEST_GUILESS_MAIN(MailTest)
#include "mail_test.moc"
