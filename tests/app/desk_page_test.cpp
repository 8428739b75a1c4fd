// desk_page_test.cpp - Pages as printed, drawn by the sealed reader from the file that a document came from.
#include "tests/app/real_desk.h"

using namespace sillok;
using namespace sillok::app;
using test::RealDesk;

class DeskPageTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void thePassageIsMarkedOnItsPage();
    void aPageThatIsNotThereIsSaid();
    void onlyTheLastOfSeveralIsDrawn();
    void aChangedFileIsNotDrawn();
    void aFormatWithoutPagesIsSaid();
    void lockingEndsTheReader();

private:
    std::unique_ptr<RealDesk> m_real;
    QString m_pdf;
    QHash<QString, DocumentId> m_documents;
};

namespace {

struct Pages {
    explicit Pages(Desk& desk)
        : opened(&desk, &Desk::pageOpened)
        , problems(&desk, &Desk::problem)
    {
    }
    bool ended() { return RealDesk::waitFor([this] { return !opened.isEmpty() || !problems.isEmpty(); }); }
    PageView view() const { return opened.isEmpty() ? PageView() : opened.last()[0].value<PageView>(); }
    ErrorCode code() const { return problems.isEmpty() ? ErrorCode::Internal : problems.last()[0].value<Problem>().code; }

    QSignalSpy opened;
    QSignalSpy problems;
};

/// Ink inside a box of the picture: the share of pixels that are not white.
double inkIn(const PageView& view, const PageView::Box& box)
{
    int dark = 0, all = 0;
    for (int y = int(box.top * view.height); y < int((box.top + box.height) * view.height); ++y)
        for (int x = int(box.left * view.width); x < int((box.left + box.width) * view.width); ++x, ++all)
            dark += static_cast<uchar>(view.pixels[(y * view.width + x) * 4 + 1]) < 128;
    return all > 0 ? double(dark) / all : 0;
}

} // namespace

void DeskPageTest::initTestCase()
{
    m_real = std::make_unique<RealDesk>();
    m_pdf = m_real->folder.filePath(QStringLiteral("편람.pdf"));
    QVERIFY(QFile::copy(QString::fromStdString(test::sourcePath("/resources/samples/documents/민원 처리 편람.pdf")), m_pdf));
    const QString text = m_real->folder.filePath(QStringLiteral("글.txt"));
    QVERIFY(QFile::copy(QString::fromStdString(test::sourcePath("/resources/samples/documents/소방 합동 점검 안내.txt")), text));
    QVERIFY(m_real->create());
    const CollectionId collection = m_real->import(QStringLiteral("쪽"), { m_pdf, text });
    QVERIFY(collection);
    m_real->desk.listDocuments(collection);
    QVERIFY(RealDesk::waitFor([&] { return m_real->desk.documentsOf() == collection && m_real->desk.documents().size() == 2; }));
    for (const DocumentSummary& one : m_real->desk.documents())
        m_documents.insert(one.name, one.id);
}

void DeskPageTest::thePassageIsMarkedOnItsPage()
{
    QSignalSpy found(&m_real->desk, &Desk::everythingFound);
    m_real->desk.searchEverything(QStringLiteral("민원"), { .chats = false });
    QVERIFY(RealDesk::waitFor([&] { return !found.isEmpty(); }));
    PassageId passage = 0;
    for (const FoundItem& item : found[0][1].value<FoundList>().items)
        if (item.kind == FoundKind::Passage && item.document == m_documents[QStringLiteral("편람.pdf")])
            passage = item.passage;
    QVERIFY(passage);
    QSignalSpy opened(&m_real->desk, &Desk::passageOpened);
    m_real->desk.openPassage(passage, 0, 0);
    QVERIFY(RealDesk::waitFor([&] { return !opened.isEmpty(); }));
    const auto view = opened[0][0].value<PassageView>();
    QString words;
    for (const PassageView::Paragraph& paragraph : view.paragraphs)
        if (paragraph.inPassage && words.isEmpty())
            words = paragraph.text;
    Pages pages(m_real->desk);
    m_real->desk.openPage(view.document.id, view.page, 600, words);
    QVERIFY(pages.ended());
    const PageView page = pages.view();
    QCOMPARE(page.width, 600);
    QCOMPARE(page.pixels.size(), qsizetype(page.width) * page.height * 4);
    QVERIFY(page.pageCount >= page.page && page.page == view.page);
    QVERIFY(!page.marked.isEmpty());
    for (const PageView::Box& box : page.marked) {
        QVERIFY(box.left >= 0 && box.top >= 0 && box.left + box.width <= 1 && box.top + box.height <= 1);
        QVERIFY2(inkIn(page, box) > 0.02, "a marked place without letters");
    }
    // What is not on the page is not marked.
    Pages none(m_real->desk);
    m_real->desk.openPage(view.document.id, view.page, 600, QStringLiteral("이 편람에는 나오지 않는 낱말들"));
    QVERIFY(none.ended());
    QVERIFY(none.view().marked.isEmpty());
}

void DeskPageTest::aPageThatIsNotThereIsSaid()
{
    Pages pages(m_real->desk);
    m_real->desk.openPage(m_documents[QStringLiteral("편람.pdf")], 9999, 600, {});
    QVERIFY(pages.ended());
    QCOMPARE(pages.code(), ErrorCode::BadArgument);
}

void DeskPageTest::onlyTheLastOfSeveralIsDrawn()
{
    Pages pages(m_real->desk);
    for (int i = 0; i < 20; ++i)
        m_real->desk.openPage(m_documents[QStringLiteral("편람.pdf")], 1, 300 + i, {});
    QVERIFY(RealDesk::waitFor([&] { return pages.view().width == 319; }));
    QVERIFY2(pages.opened.size() < 20, qPrintable(QString::number(pages.opened.size())));
}

void DeskPageTest::aChangedFileIsNotDrawn()
{
    QFile file(m_pdf);
    QVERIFY(file.open(QIODevice::Append));
    file.write("\n% changed\n");
    file.close();
    Pages other(m_real->desk); // forgets the reader that has the file as it was
    m_real->desk.openPage(m_documents[QStringLiteral("글.txt")], 1, 300, {});
    QVERIFY(other.ended());
    Pages pages(m_real->desk);
    m_real->desk.openPage(m_documents[QStringLiteral("편람.pdf")], 1, 300, {});
    QVERIFY(pages.ended());
    QCOMPARE(pages.code(), ErrorCode::NotFound);
    QVERIFY(file.resize(file.size() - 11));
}

void DeskPageTest::aFormatWithoutPagesIsSaid()
{
    Pages pages(m_real->desk);
    m_real->desk.openPage(m_documents[QStringLiteral("글.txt")], 1, 300, {});
    QVERIFY(pages.ended());
    QCOMPARE(pages.code(), ErrorCode::Unsupported);
}

void DeskPageTest::lockingEndsTheReader()
{
    Pages pages(m_real->desk);
    m_real->desk.openPage(m_documents[QStringLiteral("편람.pdf")], 1, 300, {});
    QVERIFY(pages.ended());
    QCOMPARE(test::childrenNamed("sillok-reader").size(), 1);
    QSignalSpy locked(&m_real->desk, &Desk::lockFinished);
    m_real->desk.lock();
    QVERIFY(RealDesk::waitFor([&] { return !locked.isEmpty(); }));
    QTRY_COMPARE(test::childrenNamed("sillok-reader").size(), 0); // what it drew is plain text
}

QTEST_GUILESS_MAIN(DeskPageTest)
#include "desk_page_test.moc"
