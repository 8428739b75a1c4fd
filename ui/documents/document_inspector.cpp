#include "ui/documents/document_inspector.h"

#include "ui/documents/document_model.h"
#include "ui/documents/document_table.h"
#include "ui/problem_text.h"
#include "ui/style/theme.h"
#include "ui/widgets/button.h"
#include "ui/widgets/icon_label.h"
#include "ui/widgets/text.h"
#include "ui/words/managed_words.h"
#include "ui/words/with_words.h"
#include "ui/words/words.h"

#include <QGridLayout>
#include <QScrollArea>

namespace sillok::ui {

DocumentInspector::DocumentInspector(QWidget* parent)
    : QWidget(parent)
{
    setSurface(this, Token::BgList);
    auto* scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(makeBody());
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeHeader());
    column->addWidget(new Rule(this));
    column->addWidget(scroll, 1);
    connect(m_close, &QAbstractButton::clicked, this, &DocumentInspector::closeWanted);
    connect(m_back, &QAbstractButton::clicked, this, &DocumentInspector::closeWanted);
    connect(m_remove, &QAbstractButton::clicked, this, [this] { emit removeWanted(m_document.id); });
    connect(m_work, &QAbstractButton::clicked, this, [this] { emit workMenuWanted(m_work->mapToGlobal(QPoint(0, m_work->height() + 4))); });
    connect(m_retry, &QAbstractButton::clicked, this, [this] { emit retryWanted(m_document.id); });
    connect(m_password, &QAbstractButton::clicked, this, [this] { emit passwordWanted(m_document.id); });
    withWords(this, [this] { say(); });
}

QWidget* DocumentInspector::makeHeader()
{
    auto* header = new QWidget(this);
    header->setFixedHeight(55);
    m_back = new Button(ButtonKind::Quiet, header);
    m_back->setIconName(QStringLiteral("chevron-left"));
    m_back->hide();
    m_name = new Text(Type::PanelTitle, Token::TextPrimary, header);
    m_name->setElide(Qt::ElideMiddle);
    m_close = Button::iconOnly(QStringLiteral("close"), header);
    auto* row = new QHBoxLayout(header);
    row->setContentsMargins(18, 0, 10, 0);
    row->setSpacing(8);
    row->addWidget(m_back);
    row->addWidget(new IconLabel(QStringLiteral("page"), 19, Token::TextPrimary, header));
    row->addWidget(m_name, 1);
    row->addWidget(m_close);
    return header;
}

QWidget* DocumentInspector::makeBody()
{
    auto* content = new QWidget;
    setSurface(content, Token::BgList);
    m_stateIcon = new IconLabel(QStringLiteral("check"), 16, Token::Ok, content);
    m_state = new Text(Type::SecondaryBold, Token::Ok, content);
    m_happened = new Text(Type::ColumnTitle, Token::TextPrimary, content);
    m_happened->setWordWrap(true);
    m_next = new Text(Type::Ui, Token::TextSecondary, content);
    m_next->setWordWrap(true);
    m_password = new Button(ButtonKind::Primary, content);
    m_password->setObjectName(QStringLiteral("documentPassword"));
    m_password->setIconName(QStringLiteral("lock"));
    m_retry = new Button(ButtonKind::Default, content);
    m_retry->setObjectName(QStringLiteral("retryDocument"));
    m_retry->setIconName(QStringLiteral("regenerate"));
    m_work = new Button(ButtonKind::Default, content);
    m_work->setObjectName(QStringLiteral("documentWork"));
    m_work->setIconName(QStringLiteral("chevron-down"));
    m_work->setIconBehind(true);
    m_remove = new Button(ButtonKind::Default, content);
    m_remove->setObjectName(QStringLiteral("removeDocument"));
    m_remove->setIconName(QStringLiteral("trash"));
    m_removeNote = new Text(Type::Secondary, Token::TextMuted, content);
    m_removeNote->setWordWrap(true);
    m_facts = new QWidget(content);
    auto* stateRow = new QHBoxLayout;
    stateRow->setSpacing(6);
    stateRow->addWidget(m_stateIcon);
    stateRow->addWidget(m_state, 1);
    auto* body = new QVBoxLayout(content);
    body->setContentsMargins(18, 16, 18, 16);
    body->setSpacing(8);
    body->addLayout(stateRow);
    body->addWidget(m_happened);
    body->addWidget(m_next);
    body->addWidget(m_password, 0, Qt::AlignLeft);
    body->addWidget(m_retry, 0, Qt::AlignLeft);
    body->addWidget(m_work, 0, Qt::AlignLeft);
    body->addSpacing(8);
    body->addWidget(new Rule(content));
    body->addSpacing(4);
    body->addWidget(m_facts);
    body->addSpacing(8);
    body->addWidget(m_remove, 0, Qt::AlignLeft);
    body->addWidget(m_removeNote);
    body->addStretch(1);
    return content;
}

void DocumentInspector::setDocument(const app::DocumentSummary& document)
{
    m_document = document;
    say();
}

QString DocumentInspector::reasonWords() const { return m_happened->words() + u' ' + m_next->words(); }

void DocumentInspector::setReplacesMain(bool replaces)
{
    m_back->setVisible(replaces);
    m_close->setVisible(!replaces);
}

void DocumentInspector::say()
{
    setAccessibleName(tr("About the document"));
    m_name->setWords(m_document.name);
    m_close->setWords(tr("Close"));
    m_back->setWords(tr("Back to the list"));
    const StateLook look = stateLook(m_document.state);
    m_stateIcon->setIcon(look.icon, look.ink);
    m_state->setInk(look.ink);
    m_state->setWords(documentStateWords(m_document.state));
    const bool person = needsPerson(m_document.state);
    if (m_document.state == app::DocumentState::NoText) {
        m_happened->setWords(tr("This is a scan without text."));
        m_next->setWords(tr("The original is unchanged. Search will not find it. Add a version with text to use it."));
    } else if (m_document.state == app::DocumentState::Partial) {
        m_happened->setWords(tr("%n scanned page(s) have no text.", nullptr, m_document.pagesWithoutText));
        m_next->setWords(tr("All other pages are ready. Search will not find what stands on these."));
    } else if (person) {
        app::Problem problem = m_document.problem;
        problem.during = app::Problem::During::Import;
        if (m_document.state == app::DocumentState::NeedsPassword && problem.code != ErrorCode::WrongKey)
            problem.code = ErrorCode::NeedsPassword;
        const ProblemText words = problemText(problem);
        m_happened->setWords(words.happened);
        m_next->setWords(words.safe + u' ' + words.next);
    }
    m_happened->setVisible(person);
    m_next->setVisible(person);
    m_password->setWords(tr("Enter the password…"));
    m_password->setVisible(m_document.state == app::DocumentState::NeedsPassword);
    m_retry->setWords(tr("Try again"));
    m_retry->setVisible(person);
    m_work->setWords(tr("Work with this document"));
    m_work->setVisible(m_document.passageCount > 0);
    m_remove->setWords(tr("Remove from the collection"));
    m_removeNote->setWords(tr("The original file stays where it is."));
    fillFacts();
}

void DocumentInspector::fillFacts()
{
    delete m_facts->layout();
    qDeleteAll(m_facts->findChildren<QWidget*>(Qt::FindDirectChildrenOnly));
    auto* grid = new QGridLayout(m_facts);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(6);
    grid->setColumnMinimumWidth(0, 84);
    grid->setColumnStretch(1, 1);
    int row = 0;
    const auto fact = [&](const QString& name, const QString& value, Type type = Type::Secondary) {
        if (value.isEmpty())
            return;
        auto* left = new Text(Type::Secondary, Token::TextMuted, m_facts);
        left->setWords(name);
        auto* right = new Text(type, Token::TextPrimary, m_facts);
        right->setWordWrap(true);
        right->setWords(value);
        grid->addWidget(left, row, 0, Qt::AlignTop);
        grid->addWidget(right, row++, 1);
    };
    fact(tr("Format"), m_document.format.toUpper());
    fact(tr("Size"), m_document.sizeBytes > 0 ? sizeWords(m_document.sizeBytes) : QString());
    if (m_document.pageCount > 0)
        fact(tr("Pages"), m_document.pagesEstimated ? tr("%1 (estimated)").arg(countWords(m_document.pageCount)) : countWords(m_document.pageCount));
    if (m_document.passageCount > 0)
        fact(tr("Passages"), countWords(m_document.passageCount));
    if (m_document.pagesRecognised > 0)
        fact(tr("Recognised text"), tr("%n page(s), confidence %1 %", nullptr, m_document.pagesRecognised).arg(m_document.recognitionPercent));
    if (m_document.pagesUnsure > 0)
        fact(tr("Low confidence"), tr("%n page(s), compare with the original", nullptr, m_document.pagesUnsure));
    if (m_document.hiddenCharactersRemoved > 0)
        fact(tr("Hidden characters"), tr("%n removed", nullptr, m_document.hiddenCharactersRemoved));
    if (m_document.hadPassword)
        fact(tr("Password"), tr("The file has one. What was read is kept in the vault; the password is not."));
    fact(tr("Personal numbers"), identifierWords(m_document.identifiers));
    fact(tr("Labels"), m_document.labels.join(QStringLiteral(", ")));
    fact(tr("Added"), dateAndTime(m_document.addedAt));
    const QString& print = m_document.sha256;
    if (print.size() >= 16)
        fact(tr("Fingerprint"), QStringLiteral("%1 %2 … %3").arg(print.left(4), print.mid(4, 4), print.right(4)), Type::Mono);
}

} // namespace sillok::ui
