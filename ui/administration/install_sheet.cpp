#include "ui/administration/install_sheet.h"

#include "app/services/administration.h"
#include "ui/administration/package_facts.h"
#include "ui/administration/store_progress.h"
#include "ui/problem_text.h"
#include "ui/style/theme.h"
#include "ui/widgets/file_dialog.h"
#include "ui/widgets/notice_card.h"
#include "ui/widgets/text.h"
#include "ui/words/managed_words.h"
#include "ui/words/words.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QPlainTextEdit>
#include <QScrollArea>

namespace sillok::ui {

namespace {

constexpr int kAroundForm = 260;   // what the sheet takes of the height besides its form
constexpr int kLicenceHeight = 150;

/// The words of a QCheckBox break no line: they are a label beside it.
class BoxRow final : public QWidget {
public:
    BoxRow(QCheckBox* box, const QString& words, QWidget* parent) : QWidget(parent)
    {
        auto* text = new Text(Type::Ui, Token::TextPrimary, this);
        text->setWordWrap(true);
        text->setWords(words);
        auto* row = new QHBoxLayout(this);
        row->setContentsMargins(3, 4, 0, 4);
        row->setSpacing(8);
        row->addWidget(box, 0, Qt::AlignTop);
        row->addWidget(text, 1);
    }
};

} // namespace

ConsentSheet::ConsentSheet(QWidget* window, const app::PackageLook& look)
    : Sheet(window, look.refusal ? tr("This package is not installed") : tr("Install %1?").arg(withObject(packageTitle(look.package))), look.refusal ? QString() : packageFacts(look.package))
{
    setObjectName(QStringLiteral("consentSheet"));
    auto* form = new QWidget;
    auto* column = new QVBoxLayout(form);
    column->setContentsMargins(0, 4, 12, 4);
    column->setSpacing(8);
    if (look.refusal) {
        auto* why = new NoticeCard(NoticeKind::Error, form);
        why->setObjectName(QStringLiteral("refusal"));
        why->setProblem(problemText(*look.refusal));
        column->addWidget(why);
    }
    if (!look.package.id.isEmpty())
        column->addWidget(makeFacts(look));
    if (!look.refusal)
        column->addWidget(makeLicence(look));
    auto* area = new QScrollArea(this);
    area->setObjectName(QStringLiteral("consentArea"));
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSurface(form, Token::BgRaised);
    area->setWidget(form);
    area->setMinimumHeight(qMax(120, qMin(form->sizeHint().height() + 20, window->height() - kAroundForm)));
    addContent(area);
    if (look.refusal) {
        addAccept(tr("Close"), false);
        return;
    }
    addCancel(tr("Cancel"));
    addAccept(tr("Install"), false);
    decide();
}

QWidget* ConsentSheet::makeFacts(const app::PackageLook& look)
{
    auto* facts = new QWidget(this);
    auto* grid = new QGridLayout(facts);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(4);
    grid->setColumnStretch(1, 1);
    const auto add = [&](const QString& name, const QString& value, Type type) {
        const int row = grid->rowCount();
        auto* left = new Text(Type::Secondary, Token::TextSecondary, facts);
        left->setWords(name);
        auto* right = new Text(type, Token::TextPrimary, facts);
        right->setWordWrap(true);
        right->setWords(value);
        grid->addWidget(left, row, 0, Qt::AlignTop);
        grid->addWidget(right, row, 1);
    };
    add(tr("Package"), look.package.id, Type::Mono);
    add(tr("Goes to"), storeWords(look.place), Type::Secondary);
    add(tr("Memory at work"), tr("%1 with its files").arg(sizeWords(look.memoryBytes)), Type::Secondary);
    add(tr("Valid"), tr("%1 to %2").arg(look.issued.date().toString(Qt::ISODate), look.expires.date().toString(Qt::ISODate)), Type::Secondary);
    for (const app::SignerShown& signer : look.signers) {
        using Office = app::SignerShown::Office;
        const QString who = signer.office == Office::Release ? tr("Signed by the publisher") : signer.office == Office::Institution ? tr("Signed by your institution") : tr("Signed, key not known");
        add(who, signer.fingerprint, Type::Mono);
    }
    return facts;
}

QWidget* ConsentSheet::makeLicence(const app::PackageLook& look)
{
    auto* part = new QWidget(this);
    auto* column = new QVBoxLayout(part);
    column->setContentsMargins(0, 4, 0, 0);
    column->setSpacing(6);
    auto* heading = new Text(Type::SecondaryBold, Token::TextPrimary, part);
    heading->setWords(tr("Licence: %1").arg(look.package.licence));
    column->addWidget(heading);
    if (!look.licenceText.isEmpty()) {
        auto* text = new QPlainTextEdit(part);
        text->setObjectName(QStringLiteral("licenceText"));
        text->setAccessibleName(heading->words());
        text->setReadOnly(true);
        text->setTabChangesFocus(true);
        text->setPlainText(look.licenceText);
        text->setFont(sillok::ui::font(Type::Secondary));
        text->setFixedHeight(kLicenceHeight);
        column->addWidget(text);
        column->addWidget(new BoxRow(addBox("acceptLicence", tr("I have read the licence and accept it")), tr("I have read the licence and accept it"), part));
    }
    if (!look.package.commercialUse)
        column->addWidget(new BoxRow(addBox("acceptNonCommercial", tr("It is not used commercially here")),
            tr("Its terms do not allow commercial use. It is not used commercially here, and this answer is recorded."), part));
    return part;
}

QCheckBox* ConsentSheet::addBox(const char* name, const QString& words)
{
    auto* box = new QCheckBox(this);
    box->setObjectName(QString::fromLatin1(name));
    box->setAccessibleName(words);
    QPalette edge = box->palette();
    edge.setColor(QPalette::Window, color(Token::LineControl)); // of which the style makes the box's edge
    box->setPalette(edge);
    m_boxes.append(box);
    connect(box, &QCheckBox::toggled, this, &ConsentSheet::decide);
    return box;
}

void ConsentSheet::decide()
{
    setAcceptEnabled(std::ranges::all_of(m_boxes, [](const QCheckBox* box) { return box->isChecked(); }));
}

// -- InstallFlow

InstallFlow::InstallFlow(QWidget* page, app::Administration& administration, const QString& path)
    : QObject(page)
    , m_page(page)
    , m_administration(administration)
    , m_path(path)
{
    connect(&m_administration, &app::Administration::inspected, this, [this](const app::PackageLook& look) {
        if (look.path == m_path && !m_running)
            ask(look);
    });
}

InstallFlow* InstallFlow::begin(QWidget* page, app::Administration& administration, const QString& path, app::StorePlace place)
{
    if (isUnderWay(page->window()))
        return nullptr;
    auto* flow = new InstallFlow(page, administration, path);
    administration.inspect(path, place);
    return flow;
}

bool InstallFlow::isUnderWay(const QWidget* window) { return window->findChild<InstallFlow*>() != nullptr; }

void InstallFlow::ask(const app::PackageLook& look)
{
    auto* sheet = new ConsentSheet(m_page->window(), look);
    m_running = sheet;
    if (!look.refusal)
        connect(sheet, &Sheet::accepted, this, [this, look] { run(look); });
    connect(sheet, &Sheet::closed, this, [this, sheet] {
        if (m_running == sheet) // nothing was begun
            deleteLater();
    });
    sheet->open();
}

void InstallFlow::run(const app::PackageLook& look)
{
    auto* sheet = new Sheet(m_page->window(), tr("Installing %1").arg(withObject(packageTitle(look.package))), tr("You can stop; the same package goes on from there later."));
    sheet->setObjectName(QStringLiteral("installSheet"));
    m_running = sheet;
    m_progress = new StoreProgress(sheet);
    sheet->addContent(m_progress);
    sheet->addCancel(tr("Stop"));
    connect(sheet, &Sheet::closed, &m_administration, &app::Administration::cancel);
    connect(&m_administration, &app::Administration::progressed, m_progress, &StoreProgress::setProgress);
    connect(&m_administration, &app::Administration::installed, this, [this](const app::InstallOutcome& outcome) {
        const QString lost = outcome.reported ? QString() : u' ' + tr("The figures of its trial could not be kept.");
        const QString trouble = packageTrouble(outcome.package);
        end(tr("%1 is installed").arg(packageTitle(outcome.package)), packageFacts(outcome.package) + u'\n' + tr("Signatures and every byte were checked.") + lost + (trouble.isEmpty() ? QString() : u'\n' + trouble),
            "installDone");
    });
    connect(&m_administration, &app::Administration::problem, this, [this](const app::Problem& problem) {
        if (problem.during != app::Problem::During::Store)
            return;
        const ProblemText words = problemText(problem);
        end(words.happened, (words.safe + u' ' + words.next).trimmed(), "installProblem");
    });
    sheet->open();
    m_administration.install(look.path, look.place, look.digest);
}

void InstallFlow::end(const QString& title, const QString& body, const char* name)
{
    if (m_running)
        m_running->finish();
    auto* sheet = new Sheet(m_page->window(), title, body);
    sheet->setObjectName(QString::fromLatin1(name));
    sheet->addAccept(tr("Close"), false);
    sheet->open();
    disconnect(&m_administration, nullptr, this, nullptr);
    setParent(nullptr); // the next one may begin
    deleteLater();
}

void chooseAndInstall(QWidget* page, app::Administration& administration, app::StorePlace place)
{
    QFileDialog* dialog = openFileDialog(page, InstallFlow::tr("Install a package"), QFileDialog::ExistingFile);
    dialog->setNameFilter(InstallFlow::tr("Packages (*.skpkg *.skpkg.001)"));
    QObject::connect(dialog, &QFileDialog::fileSelected, page, [page, &administration, place](const QString& path) { InstallFlow::begin(page, administration, path, place); });
}

std::optional<app::StorePlace> placeToInstall(const app::AdministrationState& state)
{
    for (const app::StorePlace place : { app::StorePlace::Own, app::StorePlace::Machine })
        if (const app::StoreShown* const store = state.find(place); store && store->mayInstall)
            return place;
    return std::nullopt;
}

bool isPackageName(const QString& path) { return path.endsWith(QLatin1String(".skpkg")) || path.endsWith(QLatin1String(".skpkg.001")); }

} // namespace sillok::ui
