// The half-typed syllable: whatever happens in the middle of it, it is there once. Every syllable has a shape in every face.
#include "tests/ui/window_fixture.h"
#include "ui/chat/chat_list_view.h"
#include "ui/search/search_palette.h"
#include "ui/style/type.h"
#include "ui/widgets/field.h"
#include "ui/widgets/list_view.h"

#include <QAbstractButton>
#include <QGlyphRun>
#include <QInputMethodEvent>
#include <QRawFont>
#include <QTextLayout>

using namespace sillok;
using namespace sillok::ui;
using test::WindowFixture;

namespace {

const QString kBefore = QStringLiteral("a ");

/// Jamo alone, syllables with two final consonants, and others from all over the block: a hundred in all.
QStringList hundred()
{
    QStringList all;
    for (const QChar c : QStringLiteral("ㄱㄲㄴㄷㄸㅏㅑㅓㅢㅣ"))
        all << c;
    for (const QChar c : QStringLiteral("값닭읽앉많삶핥읊싫없넋얹끊굵젊넓훑뚫몫곬밟닮옳핥외돐"))
        all << c;
    for (int i = 0; all.size() < 100; ++i)
        all << QString(QChar(0xAC00 + (i * 163 + 27) % 11172));
    return all;
}

void halfType(QWidget* field, const QString& syllable)
{
    QString soFar;
    for (const QChar step : syllable.normalized(QString::NormalizationForm_D)) { // as it is put together
        soFar += step;
        QInputMethodEvent event(soFar.normalized(QString::NormalizationForm_C), {});
        QCoreApplication::sendEvent(field, &event);
    }
}

struct Typing : WindowFixture {
    void into(QWidget* field, const QString& syllable)
    {
        field->setFocus();
        QTest::keyClicks(field, kBefore);
        halfType(field, syllable);
    }
    QString sent() const
    {
        for (auto call = script.calls.crbegin(); call != script.calls.crend(); ++call)
            if (call->startsWith(QStringLiteral("send ")))
                return *call;
        return {};
    }
    QLineEdit* nameEditor() const { return window->chat()->list()->list()->viewport()->findChild<QLineEdit*>(); }
    /// The name of chat 21 is being changed.
    QLineEdit* rename(const QString& syllable)
    {
        QTest::keyClick(window.get(), Qt::Key_F2);
        QLineEdit* const editor = nameEditor();
        editor->selectAll();
        into(editor, syllable);
        return editor;
    }
    QString renamed()
    {
        QCoreApplication::sendPostedEvents();
        for (auto call = script.calls.crbegin(); call != script.calls.crend(); ++call)
            if (call->startsWith(QStringLiteral("renameChat 21 ")))
                return call->mid(14);
        return {};
    }
};

} // namespace

class HangulTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { prepareUi(); }
    void composerKeepsIt_data();
    void composerKeepsIt();
    void newNameKeepsIt_data();
    void newNameKeepsIt();
    void searchesSeeIt();
    void findFieldKeepsItWhenTheFocusGoes();
    void everySyllableHasAShapeInEveryFace();
    void decomposedNamesAreDrawnLikeComposedOnes();
};

enum class Way { Enter, Click, Shortcut, FocusLoss, Lock, Close };
Q_DECLARE_METATYPE(Way)

namespace {

void addWays()
{
    QTest::addColumn<Way>("way");
    QTest::newRow("Enter") << Way::Enter;
    QTest::newRow("click") << Way::Click;
    QTest::newRow("shortcut") << Way::Shortcut;
    QTest::newRow("focus loss") << Way::FocusLoss;
    QTest::newRow("lock") << Way::Lock;
    QTest::newRow("close") << Way::Close;
}

} // namespace

void HangulTest::composerKeepsIt_data() { addWays(); }

void HangulTest::composerKeepsIt()
{
    QFETCH(Way, way);
    int kept = 0;
    std::unique_ptr<Typing> f;
    for (const QString& syllable : hundred()) {
        if (!f || way == Way::Lock || way == Way::Close)
            f = std::make_unique<Typing>();
        auto* edit = f->find<QPlainTextEdit>("composerEdit");
        f->window->chat()->newChat();
        edit->clear();
        f->into(edit, syllable);
        const QString wanted = kBefore + syllable;
        switch (way) {
        case Way::Enter: QTest::keyClick(edit, Qt::Key_Return); break;
        case Way::Click: QTest::mouseClick(f->find("composerSend"), Qt::LeftButton); break;
        case Way::Shortcut: QTest::keyClick(edit, Qt::Key_2, Qt::ControlModifier); break;
        case Way::FocusLoss: f->window->chat()->focusSearch(); break;
        case Way::Lock: QTest::keyClick(edit, Qt::Key_L, Qt::ControlModifier); break;
        case Way::Close: f->window->close(); break;
        }
        if (way == Way::Enter || way == Way::Click)
            QCOMPARE(f->sent(), QStringLiteral("send 0 %1 0").arg(wanted));
        else if (way == Way::Lock || way == Way::Close)
            QCOMPARE(f->script.drafts.texts.value(0), wanted);
        else
            QCOMPARE(edit->toPlainText(), wanted);
        f->window->goTo(Place::Chat);
        ++kept;
    }
    qInfo("composer, %s: %d of 100 kept, 0 lost, 0 doubled", QTest::currentDataTag(), kept);
    QCOMPARE(kept, 100);
}

void HangulTest::newNameKeepsIt_data() { addWays(); }

void HangulTest::newNameKeepsIt()
{
    QFETCH(Way, way);
    int kept = 0;
    std::unique_ptr<Typing> f;
    for (const QString& syllable : hundred()) {
        if (!f || way == Way::Lock || way == Way::Close)
            f = std::make_unique<Typing>();
        f->window->chat()->openChat(21);
        QLineEdit* const editor = f->rename(syllable);
        switch (way) {
        case Way::Enter: QTest::keyClick(editor, Qt::Key_Return); break;
        case Way::Click: QTest::mouseClick(f->find("composerEdit"), Qt::LeftButton); f->window->chat()->composer()->focusEditor(); break;
        case Way::Shortcut: QTest::keyClick(editor, Qt::Key_2, Qt::ControlModifier); break;
        case Way::FocusLoss: f->find("composerEdit")->setFocus(); break;
        case Way::Lock: QTest::keyClick(editor, Qt::Key_L, Qt::ControlModifier); break;
        case Way::Close: f->window->close(); break;
        }
        QTRY_COMPARE(f->renamed(), kBefore + syllable);
        f->window->goTo(Place::Chat);
        ++kept;
    }
    qInfo("new name, %s: %d of 100 kept, 0 lost, 0 doubled", QTest::currentDataTag(), kept);
    QCOMPARE(kept, 100);
}

/// Somebody who searches does not wait for the end of a syllable.
void HangulTest::searchesSeeIt()
{
    Typing f;
    QTest::keyClick(f.window.get(), Qt::Key_K, Qt::ControlModifier);
    auto* palette = f.window->findChild<SearchPalette*>();
    halfType(palette->field(), QStringLiteral("값"));
    QTRY_VERIFY(f.called(QStringLiteral("searchEverything 값")));
    QInputMethodEvent done;
    done.setCommitString(QStringLiteral("값"));
    QCoreApplication::sendEvent(palette->field(), &done);
    QCOMPARE(palette->field()->text(), QStringLiteral("값"));
    QCOMPARE(palette->field()->typed(), QStringLiteral("값"));
}

void HangulTest::findFieldKeepsItWhenTheFocusGoes()
{
    Typing f;
    QLineEdit* const search = f.window->chat()->list()->findChild<SearchField*>();
    for (const QString& syllable : hundred()) {
        search->clear();
        f.into(search, syllable);
        f.find("composerEdit")->setFocus();
        QCOMPARE(search->text(), kBefore + syllable);
        search->clear();
        f.into(search, syllable);
        QTest::keyClick(search, Qt::Key_Return);
        QCOMPARE(search->text(), kBefore + syllable);
    }
}

/// By the face itself, not by one that steps in for it; code has its own face for Hangul.
void HangulTest::everySyllableHasAShapeInEveryFace()
{
    QString all;
    for (int i = 0; i < 11172; ++i)
        all += QChar(0xAC00 + i);
    for (int type = 0; type < static_cast<int>(Type::Count); ++type) {
        const QRawFont face = QRawFont::fromFont(font(static_cast<Type>(type)), QFontDatabase::Korean);
        const QList<quint32> glyphs = face.glyphIndexesForString(all);
        QCOMPARE(glyphs.size(), 11172);
        QCOMPARE(glyphs.count(0), 0);
        QVERIFY2(font(static_cast<Type>(type)).families().contains(face.familyName()), qPrintable(face.familyName()));
    }
    qInfo("11,172 syllables in %d roles: 0 without a shape", static_cast<int>(Type::Count));
}

/// Names of files from other systems come in pieces; drawn, they are syllables.
void HangulTest::decomposedNamesAreDrawnLikeComposedOnes()
{
    const auto widthOf = [](const QString& text) {
        QTextLayout layout(text, font(Type::Ui));
        layout.beginLayout();
        QTextLine line = layout.createLine();
        line.setLineWidth(1000);
        layout.endLayout();
        return line.naturalTextWidth();
    };
    const QString name = QStringLiteral("업무용 차량 값 목록.hwpx");
    QCOMPARE(widthOf(name.normalized(QString::NormalizationForm_D)), widthOf(name));
}

QTEST_MAIN(HangulTest)
#include "hangul_test.moc"
