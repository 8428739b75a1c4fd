#include "ui/administration/packages_section.h"

#include "app/services/administration.h"
#include "ui/administration/install_sheet.h"
#include "ui/administration/package_facts.h"
#include "ui/administration/store_progress.h"
#include "ui/widgets/button.h"
#include "ui/widgets/text.h"
#include "ui/words/words.h"

namespace sillok::ui {

using app::Administration;

PackagesSection::PackagesSection(Administration& administration, QWidget* parent)
    : Section(administration, parent)
{
    connect(&m_administration, &Administration::progressed, this, [this](const app::InstallProgress& progress) {
        if (m_checking)
            m_progress->setProgress(progress);
    });
    connect(&m_administration, &Administration::verified, this, [this](const QString& id) {
        endCheck();
        auto* sheet = new Sheet(window(), tr("%1 is as it was signed").arg(id), tr("Every byte was checked."));
        sheet->setObjectName(QStringLiteral("verifyDone"));
        sheet->addAccept(tr("Close"), false);
        sheet->open();
    });
    connect(&m_administration, &Administration::problem, this, &PackagesSection::endCheck);
}

void PackagesSection::say()
{
    clear();
    const auto& stores = m_administration.state().stores;
    if (stores.isEmpty())
        addText(Type::Ui, Token::TextSecondary, tr("Your institution keeps no packages on this computer, and none of your own are allowed."))->setObjectName(QStringLiteral("noStore"));
    for (const app::StoreShown& store : stores)
        addStore(store);
    column()->addStretch(1);
}

void PackagesSection::addStore(const app::StoreShown& store)
{
    const QString suffix = store.place == app::StorePlace::Machine ? QStringLiteral("Machine") : QStringLiteral("Own");
    auto* head = new QWidget(widget());
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(0, 8, 0, 0);
    auto* title = new Text(Type::PanelTitle, Token::TextPrimary, head);
    title->setWords(storeWords(store.place));
    row->addWidget(title, 1);
    if (store.mayInstall) {
        Button* const install = addButton(row, ButtonKind::Default, QStringLiteral("install") + suffix, tr("Install a package…"), tr("Install a package: %1").arg(storeWords(store.place)));
        install->setIconName(QStringLiteral("import"));
        install->setEnabled(store.trust.known);
        connect(install, &QAbstractButton::clicked, this, [this, place = store.place] { chooseAndInstall(this, m_administration, place); });
    }
    column()->addWidget(head);
    if (store.mayInstall && !store.trust.known)
        addText(Type::Secondary, Token::TextSecondary, tr("Before anything can be installed here, begin under Trust: whose signatures count."));
    if (store.packages.isEmpty())
        addText(Type::Secondary, Token::TextSecondary, tr("No package is installed."))->setObjectName(QStringLiteral("noPackage") + suffix);
    for (const app::PackageShown& package : store.packages)
        addPackage(store, package);
}

void PackagesSection::addPackage(const app::StoreShown& store, const app::PackageShown& package)
{
    const QString name = package.id + u'@' + QString::number(package.version);
    QHBoxLayout* const row = addCard(QStringLiteral("package ") + name, packageTitle(package), { name, packageFacts(package) }, packageTrouble(package));
    if (!package.broken) {
        Button* const check = addButton(row, ButtonKind::Default, QStringLiteral("verify ") + name, tr("Check all"), tr("Check every byte of %1").arg(packageTitle(package)));
        connect(check, &QAbstractButton::clicked, this, [this, package] { this->check(package); });
    }
    if (!store.mayRemove)
        return;
    Button* const remove = addButton(row, ButtonKind::Danger, QStringLiteral("remove ") + name, tr("Remove"), tr("Remove %1").arg(packageTitle(package)));
    connect(remove, &QAbstractButton::clicked, this, [this, package] { askRemove(package); });
}

void PackagesSection::check(const app::PackageShown& package)
{
    auto* sheet = new Sheet(window(), tr("Checking %1").arg(withObject(packageTitle(package))), tr("Every byte is compared with what was signed."));
    sheet->setObjectName(QStringLiteral("verifySheet"));
    m_progress = new StoreProgress(sheet);
    sheet->addContent(m_progress);
    sheet->addCancel(tr("Stop"));
    connect(sheet, &Sheet::closed, &m_administration, &Administration::cancel);
    m_checking = sheet;
    sheet->open();
    m_administration.verify(package.place, package.id, package.version);
}

void PackagesSection::endCheck()
{
    if (m_checking)
        m_checking->finish();
    m_checking = nullptr;
}

void PackagesSection::askRemove(const app::PackageShown& package)
{
    auto* sheet = new Sheet(window(), tr("Remove %1?").arg(withObject(packageTitle(package))), tr("It can be installed again from its file. Chats and documents are not affected."));
    sheet->setObjectName(QStringLiteral("removeSheet"));
    sheet->addCancel(tr("Keep it"));
    sheet->addAccept(tr("Remove"), true);
    connect(sheet, &Sheet::accepted, this, [this, package] { m_administration.remove(package.place, package.id, package.version); });
    sheet->open();
}

} // namespace sillok::ui
