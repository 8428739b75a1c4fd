// Words that are 40 % longer than ours still fit: no label and no button is cut in any page or sheet, in both smaller windows.
#include "tests/ui/settled.h"
#include "tests/ui/window_fixture.h"
#include "ui/actions/actions.h"
#include "ui/settings/preferences.h"
#include "ui/shell/rail.h"
#include "ui/widgets/button.h"
#include "ui/widgets/segments.h"
#include "ui/widgets/text.h"

#include <QTranslator>

using namespace sillok;
using namespace sillok::ui;
using test::WindowFixture;

namespace {

/// Every English text with signs of other letters and two fifths more of them; places, keys and marks stay.
class LongerWords final : public QTranslator {
public:
    bool isEmpty() const override { return false; }
    QString translate(const char*, const char* source, const char*, int) const override
    {
        const QString text = QString::fromUtf8(source);
        qsizetype letters = 0;
        for (const QChar c : text)
            letters += c.isLetter();
        QString more;
        for (qsizetype i = 0; i < (letters * 2 + 4) / 5; ++i)
            more += i % 6 == 5 ? u' ' : u'o';
        return text + (more.isEmpty() ? QString() : u' ' + more.trimmed());
    }
};

struct Cut {
    QString where;
    QString words;
};

QString pathOf(const QWidget* one)
{
    QStringList names;
    for (; one && !one->isWindow(); one = one->parentWidget())
        names.prepend(one->objectName().isEmpty() ? QString::fromLatin1(one->metaObject()->className()).section(u':', -1) : one->objectName());
    return names.join(u'/');
}

/// What is in sight and does not get the room that its words need. Texts that may be shortened say so with an ellipsis and a tool tip.
QList<Cut> cutIn(QWidget* root)
{
    QList<Cut> all;
    for (QWidget* one : root->findChildren<QWidget*>()) {
        if (!one->isVisible())
            continue;
        const QSize needs = one->minimumSizeHint();
        if (auto* text = qobject_cast<Text*>(one)) {
            const bool shortened = !text->toolTip().isEmpty();
            const bool low = text->wordWrap() && text->height() + 1 < text->heightForWidth(text->width());
            const bool narrow = !text->wordWrap() && !shortened && text->width() + 1 < needs.width();
            if (!text->words().isEmpty() && (low || narrow))
                all.append({ pathOf(one), text->words() });
        } else if (auto* button = qobject_cast<Button*>(one)) {
            if (button->width() + 1 < needs.width() || button->height() + 1 < needs.height())
                all.append({ pathOf(one), button->text() });
        } else if (qobject_cast<Segments*>(one)) {
            if (one->width() + 1 < needs.width())
                all.append({ pathOf(one), one->accessibleName() });
        }
        // A control that its own page shows only in part is cut as well.
        const bool control = qobject_cast<Button*>(one) || qobject_cast<Segments*>(one);
        if (control && one->parentWidget() && !one->parentWidget()->rect().adjusted(-1, -1, 1, 1).contains(one->geometry()))
            all.append({ pathOf(one) + QStringLiteral(" outside"), one->accessibleName() });
    }
    return all;
}

} // namespace

class LongerWordsTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        prepareUi();
        m_filler.setObjectName(QStringLiteral("longer"));
    }
    void nothingIsCut_data();
    void nothingIsCut();

private:
    LongerWords m_filler;
};

void LongerWordsTest::nothingIsCut_data()
{
    QTest::addColumn<QString>("page");
    QTest::addColumn<QSize>("size");
    for (const QSize size : { QSize(1024, 700), QSize(720, 450) })
        for (const char* page : { "chat", "empty", "evidence", "documents", "models", "settings", "administration", "keys", "manual", "actions", "search", "export", "shred", "collection", "unlock", "first-run" })
            QTest::addRow("%s %dx%d", page, size.width(), size.height()) << QString::fromLatin1(page) << size;
}

void LongerWordsTest::nothingIsCut()
{
    QFETCH(QString, page);
    QFETCH(QSize, size);
    const auto state = page == QLatin1String("unlock") ? app::VaultState::Locked : page == QLatin1String("first-run") ? app::VaultState::Missing : app::VaultState::Open;
    WindowFixture f(state, page != QLatin1String("empty"), QStringLiteral("/samples"));
    QCoreApplication::installTranslator(&m_filler);
    f.window->resize(size);
    test::settled(*f.window); // the layouts of everything that just spoke anew
    if (page == QLatin1String("chat") || page == QLatin1String("evidence") || page == QLatin1String("export") || page == QLatin1String("shred"))
        f.window->chat()->openChat(21);
    if (page == QLatin1String("evidence"))
        f.window->chat()->stepCitation(1);
    else if (page == QLatin1String("documents"))
        f.window->goTo(Place::Documents);
    else if (page == QLatin1String("models"))
        f.window->goTo(Place::Models);
    else if (page == QLatin1String("settings"))
        f.window->goTo(Place::Settings);
    else if (page == QLatin1String("administration"))
        f.window->goTo(Place::Administration);
    else if (page == QLatin1String("keys"))
        f.window->showKeys();
    else if (page == QLatin1String("manual"))
        f.window->showHelp();
    else if (page == QLatin1String("actions"))
        f.window->openSearch(QStringLiteral("> "));
    else if (page == QLatin1String("search"))
        f.window->openSearch();
    else if (page == QLatin1String("export"))
        f.window->chat()->exportCurrent();
    else if (page == QLatin1String("collection"))
        f.window->goTo(Place::Documents), f.window->documents()->createCollection();
    test::settled(*f.window); // layouts of widgets that were added last
    const QList<Cut> cut = cutIn(f.window.get());
    QCoreApplication::removeTranslator(&m_filler);
    for (const Cut& one : cut)
        qWarning() << one.where << one.words;
    QCOMPARE(cut.size(), 0);
}

QTEST_MAIN(LongerWordsTest)
#include "longer_words_test.moc"
