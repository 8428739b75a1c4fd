#include "ui/administration/trust_section.h"

#include "app/services/administration.h"
#include "ui/administration/package_facts.h"
#include "ui/problem_text.h"
#include "ui/widgets/button.h"
#include "ui/widgets/field.h"
#include "ui/widgets/file_dialog.h"
#include "ui/widgets/sheet.h"
#include "ui/widgets/text.h"
#include "ui/words/words.h"

#include <QFileInfo>

namespace sillok::ui {

namespace {

QString day(const QDateTime& when) { return when.date().toString(Qt::ISODate); }

} // namespace

TrustSection::TrustSection(app::Administration& administration, QWidget* parent)
    : Section(administration, parent)
{
}

void TrustSection::say()
{
    clear();
    const auto& stores = m_administration.state().stores;
    if (stores.isEmpty())
        addText(Type::Ui, Token::TextSecondary, tr("There is no store of packages for this account."));
    for (const app::StoreShown& store : stores) {
        const QString suffix = store.place == app::StorePlace::Machine ? QStringLiteral("Machine") : QStringLiteral("Own");
        const QString title = store.trust.known ? QStringLiteral("%1 · %2").arg(storeWords(store.place), store.trust.institution) : storeWords(store.place);
        QHBoxLayout* const row = addCard(QStringLiteral("trust") + suffix, title, linesOf(store.trust), troubleOf(store.trust));
        if (!store.mayTrust)
            continue;
        if (store.trust.known) {
            Button* const accept = addButton(row, ButtonKind::Default, QStringLiteral("acceptTrust") + suffix, tr("Accept what is new…"), tr("Accept new roots or a catalog: %1").arg(storeWords(store.place)));
            connect(accept, &QAbstractButton::clicked, this, [this, place = store.place] { this->accept(place); });
        } else if (!store.trust.problem) {
            Button* const begin = addButton(row, ButtonKind::Default, QStringLiteral("beginTrust") + suffix, tr("Begin to trust…"), tr("Begin to trust an institution: %1").arg(storeWords(store.place)));
            connect(begin, &QAbstractButton::clicked, this, [this, place = store.place] { this->begin(place); });
        }
    }
    column()->addStretch(1);
}

QStringList TrustSection::linesOf(const app::TrustShown& trust) const
{
    if (!trust.known)
        return { tr("No institution is trusted here yet, so nothing can be installed.") };
    QStringList lines { tr("Root version %1, good until %2").arg(countWords(trust.rootVersion), day(trust.rootExpires)) };
    if (trust.catalogVersion == 0)
        return lines << tr("No catalog was accepted yet, so nothing can be installed.");
    const auto days = static_cast<int>(trust.catalogIssued.daysTo(QDateTime::currentDateTime()));
    lines << tr("Catalog version %1 of %2, %n day(s) old, good until %3", nullptr, qMax(0, days)).arg(countWords(trust.catalogVersion), day(trust.catalogIssued), day(trust.catalogExpires));
    return lines << tr("%1 packages listed, %2 taken back").arg(countWords(trust.listed), countWords(trust.revoked));
}

QString TrustSection::troubleOf(const app::TrustShown& trust) const
{
    if (trust.problem)
        return problemText(*trust.problem).happened;
    if (trust.rootExpired)
        return tr("The root has expired: nothing new is installed until a newer one is accepted. What is installed works on.");
    return trust.frozen ? tr("The catalog has expired: nothing new is installed until a newer one is accepted. What is installed works on.") : QString();
}

void TrustSection::begin(app::StorePlace place)
{
    QFileDialog* dialog = openFileDialog(this, tr("The institution's root"), QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, [this, place](const QString& path) {
        auto* sheet = new Sheet(window(), tr("Whose root is it?"),
            tr("Type the digest that your security officer told you on another way, not one that came with the file %1. Only if both are the same is the institution trusted.").arg(QFileInfo(path).fileName()));
        sheet->setObjectName(QStringLiteral("trustSheet"));
        sheet->addField(tr("Digest, 64 digits and letters"), {});
        sheet->addCancel(tr("Cancel"));
        sheet->addAccept(tr("Compare and trust"), false);
        connect(sheet, &Sheet::accepted, this, [this, place, path](const QString& digest) { m_administration.beginTrust(place, path, digest); });
        sheet->open();
    });
}

void TrustSection::accept(app::StorePlace place)
{
    QFileDialog* dialog = openFileDialog(this, tr("Roots and catalogs"), QFileDialog::ExistingFiles);
    connect(dialog, &QFileDialog::filesSelected, this, [this, place](const QStringList& paths) { m_administration.acceptTrust(place, paths); });
}

} // namespace sillok::ui
