#include "tests/documents/office_parts.h"

#include <QtTest>

using namespace sillok;
using namespace sillok::documents;
using namespace sillok::test;

namespace {

std::string ap(const std::string& text) { return "<a:p><a:r><a:t>" + text + "</a:t></a:r></a:p>"; }
std::string sp(const std::string& paragraphs, const std::string& role = {})
{
    const std::string placeholder = role.empty() ? std::string() : "<p:ph type=\"" + role + "\"/>";
    return "<p:sp><p:nvSpPr><p:nvPr>" + placeholder + "</p:nvPr></p:nvSpPr><p:txBody>" + paragraphs + "</p:txBody></p:sp>";
}
std::string slide(const std::string& shapes) { return "<p:sld xmlns:p=\"p\" xmlns:a=\"a\"><p:cSld><p:spTree>" + shapes + "</p:spTree></p:cSld></p:sld>"; }

/// Two slides; the second is shown first.
std::vector<uint8_t> slides(const std::string& one, const std::string& two, std::vector<Part> more = {})
{
    std::vector<Part> parts { { "ppt/presentation.xml", "<p:presentation xmlns:p=\"p\" xmlns:r=\"r\"><p:sldIdLst><p:sldId id=\"257\" r:id=\"rId2\"/><p:sldId id=\"256\" r:id=\"rId1\"/><p:sldId id=\"9\" r:id=\"gone\"/></p:sldIdLst></p:presentation>" },
        { "ppt/_rels/presentation.xml.rels", relations(relation("rId1", "slide", "slides/slide1.xml") + relation("rId2", "slide", "slides/slide2.xml")) },
        { "ppt/slides/slide1.xml", slide(one) }, { "ppt/slides/slide2.xml", slide(two) } };
    parts.insert(parts.end(), more.begin(), more.end());
    return makePackage("ppt/presentation.xml", std::move(parts));
}

} // namespace

class PptxTest : public QObject {
    Q_OBJECT
private slots:
    void slidesArePagesInTheirOrder();
    void groupsTablesAndMargins();
    void notesAndDiagramsFollow();
    void damageIsSaid();
};

void PptxTest::slidesArePagesInTheirOrder()
{
    const auto document = readOffice(slides(sp(ap("뒷장")), sp(ap("보고 제목"), "ctrTitle") + sp(ap("첫째") + ap("둘째") + "<a:p/>", "body")));
    QVERIFY(document.ok());
    QCOMPARE(plainText(*document), std::string("보고 제목\n첫째\n둘째\n뒷장"));
    QCOMPARE(document->blocks[0].headingLevel, 1);
    QCOMPARE(document->blocks[2].page, 1);
    QCOMPARE(document->blocks[3].page, 2);
    QCOMPARE(document->pageCount, 2);
    QVERIFY(!document->pagesEstimated);
    QCOMPARE(document->format, std::string("PPTX"));
}

void PptxTest::groupsTablesAndMargins()
{
    const auto cell = [](const std::string& text, const std::string& attributes = {}) { return "<a:tc " + attributes + "><a:txBody>" + ap(text) + "</a:txBody></a:tc>"; };
    const std::string table = "<p:graphicFrame><a:graphic><a:graphicData><a:tbl><a:tblGrid><a:gridCol/><a:gridCol/></a:tblGrid><a:tr>" + cell("구분") + cell("값")
        + "</a:tr><a:tr>" + cell("합계", "gridSpan=\"2\"") + cell("숨음", "hMerge=\"1\"") + "</a:tr></a:tbl></a:graphicData></a:graphic></p:graphicFrame>";
    const auto document = readOffice(slides("", "<p:grpSp><p:grpSp>" + sp(ap("묶음 안")) + "</p:grpSp></p:grpSp>" + table + sp(ap("2026. 3. 2."), "dt") + sp(ap("7"), "sldNum")));
    QVERIFY(document.ok());
    QCOMPARE(plainText(*document), std::string("묶음 안\n구분 | 값\n합계\n2026. 3. 2."));
    QVERIFY(document->blocks[1].tableHeader);
    QVERIFY(document->blocks[3].kind == BlockKind::Note);
}

void PptxTest::notesAndDiagramsFollow()
{
    const std::string notes = "<p:notes xmlns:p=\"p\" xmlns:a=\"a\"><p:cSld><p:spTree>" + sp(ap("천천히 말한다"), "body") + "</p:spTree></p:cSld></p:notes>";
    const std::string diagram = "<dgm:dataModel xmlns:dgm=\"d\" xmlns:a=\"a\"><dgm:pt><dgm:t>" + ap("기획") + "</dgm:t></dgm:pt></dgm:dataModel>";
    const auto document = readOffice(slides("", sp(ap("본문")),
        { { "ppt/slides/_rels/slide2.xml.rels", relations(relation("a", "notesSlide", "../notesSlides/n.xml") + relation("b", "diagramData", "../diagrams/d.xml") + relation("c", "comments", "../comments/c.xml")) },
            { "ppt/notesSlides/n.xml", notes }, { "ppt/diagrams/d.xml", diagram },
            { "ppt/comments/c.xml", "<p:cmLst xmlns:p=\"p\"><p:cm><p:text>고칠 곳</p:text></p:cm></p:cmLst>" } }));
    QVERIFY(document.ok());
    QCOMPARE(plainText(*document), std::string("본문\n천천히 말한다\n기획\n고칠 곳"));
    QVERIFY(document->blocks[1].kind == BlockKind::Note);
}

void PptxTest::damageIsSaid()
{
    QCOMPARE(readOffice(slides("", "")).error().code, ErrorCode::NotFound);
    QCOMPARE(readOffice(slides("<p:sp>", "")).error().code, ErrorCode::Damaged);
}

QTEST_GUILESS_MAIN(PptxTest)
#include "pptx_test.moc"
