// clipboard_test.cpp - What is copied is marked and taken back; what a text names is never opened.
#include "tests/ui/window_fixture.h"
#include "ui/chat/text_block.h"
#include "ui/clipboard.h"
#include "ui/evidence/source_view.h"
#include "ui/widgets/file_dialog.h"
#include "ui/widgets/text.h"

#include <QClipboard>
#include <QDirIterator>
#include <QMimeData>
#include <QSettings>

using namespace sillok;
using namespace sillok::ui;

class ClipboardTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { prepareUi(); }
    void copiesAreMarkedAsSecrets();
    void copiesAreTakenBackIfStillOurs();
    void aLockTakesCopiesBack();
    void nothingThatATextNamesIsOpened();
    void toolTipsAreNoMarkup();
    void fileDialogsLeaveNoTrace();
};

void ClipboardTest::copiesAreMarkedAsSecrets()
{
    Clipboard::it().copy(QStringLiteral("quoted words"));
    const QMimeData* data = QGuiApplication::clipboard()->mimeData();
    QCOMPARE(data->text(), QStringLiteral("quoted words"));
    QCOMPARE(data->data(QStringLiteral("x-kde-passwordManagerHint")), QByteArray("secret"));
}

void ClipboardTest::copiesAreTakenBackIfStillOurs()
{
    QCOMPARE(kClipboardMs, 30'000);
    Clipboard::it().copy(QStringLiteral("quoted words"));
    QVERIFY(Clipboard::it().expiresInMs() > 29'000);
    Clipboard::it().forget();
    QVERIFY(Clipboard::it().expiresInMs() < 0);
    QVERIFY(QGuiApplication::clipboard()->text().isEmpty());
    Clipboard::it().copy(QStringLiteral("quoted words"));
    QGuiApplication::clipboard()->setText(QStringLiteral("somebody else's"));
    Clipboard::it().forget();
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("somebody else's"));
}

void ClipboardTest::aLockTakesCopiesBack()
{
    test::WindowFixture f;
    Clipboard::it().copy(QStringLiteral("quoted words"));
    f.window->lock();
    QVERIFY(QGuiApplication::clipboard()->text().isEmpty());
}

/// A picture that lies on the disk and is named by a text is not loaded. The plain document beside it loads it: the test can tell.
void ClipboardTest::nothingThatATextNamesIsOpened()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("beacon.png"));
    QImage picture(4, 4, QImage::Format_RGB32);
    picture.fill(Qt::red);
    QVERIFY(picture.save(path));
    const QUrl url = QUrl::fromLocalFile(path);
    QVERIFY(!QTextDocument().resource(QTextDocument::ImageResource, url).isNull());
    TextBlock block;
    QVERIFY(block.document().resource(QTextDocument::ImageResource, url).isNull());
    SourceView source;
    QVERIFY(source.document()->resource(QTextDocument::ImageResource, url).isNull());
    QVERIFY(ComposerEdit().document()->resource(QTextDocument::ImageResource, url).isNull());
}

void ClipboardTest::toolTipsAreNoMarkup()
{
    QVERIFY(!plainToolTip(QStringLiteral("<img src='/etc/passwd'>.hwp")).contains(u'<'));
    QCOMPARE(plainToolTip(QStringLiteral("보고서 & 계획.hwp")), QStringLiteral("보고서 & 계획.hwp"));
    Text words(Type::Ui, Token::TextPrimary);
    QCOMPARE(words.textFormat(), Qt::PlainText);
}

void ClipboardTest::fileDialogsLeaveNoTrace()
{
    QTemporaryDir home, documents;
    qputenv("XDG_CONFIG_HOME", home.path().toLocal8Bit());
    qputenv("XDG_DATA_HOME", home.path().toLocal8Bit());
    QFile file(documents.filePath(QStringLiteral("secret-name.hwp")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QWidget window;
    QFileDialog* dialog = openFileDialog(&window, QStringLiteral("Add files"), QFileDialog::ExistingFiles);
    QVERIFY(dialog->testOption(QFileDialog::DontUseNativeDialog));
    dialog->setDirectory(documents.path());
    dialog->selectFile(QStringLiteral("secret-name.hwp"));
    QTRY_COMPARE(dialog->selectedFiles(), QStringList { file.fileName() });
    QMetaObject::invokeMethod(dialog, "accept");
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    QSettings(QSettings::UserScope, QStringLiteral("QtProject")).sync();
    QDirIterator left(home.path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    QVERIFY2(!left.hasNext(), qPrintable(left.hasNext() ? left.next() : QString()));
}

QTEST_MAIN(ClipboardTest)
#include "clipboard_test.moc"
