#include "ui/administration/package_facts.h"

#include "ui/words/words.h"

#include <QCoreApplication>
#include <QLocale>

namespace sillok::ui {

namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(Packages)
public:
    static QString kind(const QString& name);
    static QString facts(const app::PackageShown& package);
    static QString trouble(const app::PackageShown& package);
    static QString machine() { return tr("This computer"); }
    static QString own() { return tr("Your own"); }
};

QString Words::kind(const QString& name)
{
    if (name == QLatin1String("model"))
        return tr("language model");
    if (name == QLatin1String("embedding"))
        return tr("finds by meaning");
    if (name == QLatin1String("reranker"))
        return tr("orders what was found");
    if (name == QLatin1String("ocr"))
        return tr("recognises scans");
    return name;
}

QString Words::facts(const app::PackageShown& package)
{
    if (package.broken)
        return tr("version %1").arg(countWords(package.version));
    QStringList all { tr("version %1").arg(countWords(package.version)), kind(package.kind), sizeWords(package.sizeBytes) };
    all << (package.commercialUse ? package.licence : tr("%1, not for commercial use").arg(package.licence));
    if (package.questions > 0)
        all << tr("%1 of %2 test questions right").arg(countWords(package.right), countWords(package.questions));
    if (package.tokensPerSecond > 0)
        all << tr("%1 tokens a second here").arg(QLocale().toString(package.tokensPerSecond, 'f', 1));
    return all.join(QStringLiteral(" · "));
}

QString Words::trouble(const app::PackageShown& package)
{
    if (package.broken)
        return tr("It cannot be read. Remove it and install it again.");
    if (!package.mayRun)
        return tr("It was taken back or never installed in order, so it is not used.");
    if (!package.allowed)
        return tr("Your institution does not allow it.");
    return package.belowFloor ? tr("Below what your institution asks of the model that answers.") : QString();
}

} // namespace

QString packageTitle(const app::PackageShown& package)
{
    const QString& title = speaksKorean() ? package.titleKo : package.titleEn;
    return title.isEmpty() ? package.id : title;
}

QString packageFacts(const app::PackageShown& package) { return Words::facts(package); }

QString packageTrouble(const app::PackageShown& package) { return Words::trouble(package); }

QString storeWords(app::StorePlace place) { return place == app::StorePlace::Machine ? Words::machine() : Words::own(); }

} // namespace sillok::ui
