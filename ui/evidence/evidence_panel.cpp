#include "ui/evidence/evidence_panel.h"

#include "ui/actions/key_map.h"
#include "ui/chat/parts.h"
#include "ui/clipboard.h"
#include "ui/evidence/evidence_cards.h"
#include "ui/evidence/page_image_view.h"
#include "ui/evidence/proof_checks.h"
#include "ui/evidence/source_view.h"
#include "ui/help/manual.h"
#include "ui/style/theme.h"
#include "ui/widgets/button.h"
#include "ui/widgets/icon_label.h"
#include "ui/widgets/notice_card.h"
#include "ui/widgets/text.h"
#include "ui/words/with_words.h"
#include "ui/words/words.h"

#include <QGuiApplication>
#include <QHBoxLayout>
#include <QScrollArea>

namespace sillok::ui {

namespace {
constexpr int kLeastForChecks = 560;   // in a low window the document itself comes first
}

EvidencePanel::EvidencePanel(QWidget* parent)
    : QWidget(parent)
{
    setHelpTopic(this, "proof");
    setSurface(this, Token::BgList);
    m_cards = new EvidenceCards;
    connect(m_cards, &EvidenceCards::chosen, this, &EvidencePanel::citationChosen);
    m_cardArea = new QScrollArea(this);
    m_cardArea->setFrameShape(QFrame::NoFrame);
    m_cardArea->setWidgetResizable(true);
    m_cardArea->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_cardArea->setFocusPolicy(Qt::NoFocus);
    m_cardArea->setWidget(m_cards);
    setSurface(m_cards, Token::BgList);
    setSurface(m_cardArea->viewport(), Token::BgList);
    m_problem = new NoticeCard(NoticeKind::Error, this);
    m_problem->hide();
    m_source = new SourceView(this);
    m_page = new PageImageView(this);
    m_page->hide();
    connect(m_page, &PageImageView::pageWanted, this, &EvidencePanel::pageWanted);

    auto* page = new QWidget(this);
    auto* frame = new QVBoxLayout(page);
    frame->setContentsMargins(12, 0, 12, 0);
    frame->setSpacing(8);
    frame->addWidget(m_problem);
    frame->addWidget(m_source, 1);
    frame->addWidget(m_page, 1);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeHeader());
    column->addWidget(new Rule(this));
    column->addWidget(m_cardArea);
    column->addWidget(new Rule(this));
    column->addWidget(makePlaceBar());
    column->addWidget(page, 1);
    m_checks = new ProofChecks(this);
    m_checks->hide();
    column->addWidget(new Rule(this));
    column->addWidget(m_checks);
    withWords(this, [this] { sayWords(); });
}

QWidget* EvidencePanel::makeHeader()
{
    auto* header = new QWidget(this);
    header->setFixedHeight(55);
    auto* row = new QHBoxLayout(header);
    row->setContentsMargins(16, 0, 10, 0);
    row->setSpacing(8);
    m_back = new Button(ButtonKind::Quiet, header);
    m_back->setIconName(QStringLiteral("chevron-left"));
    m_back->hide();
    m_title = new Text(Type::PanelTitle, Token::TextPrimary, header);
    m_count = new Text(Type::Ui, Token::TextMuted, header);
    m_close = Button::iconOnly(QStringLiteral("close"), header);
    row->addWidget(m_back);
    row->addWidget(new IconLabel(QStringLiteral("proof"), 19, Token::TextPrimary, header));
    row->addWidget(m_title);
    row->addWidget(m_count);
    row->addStretch(1);
    row->addWidget(m_close);
    connect(m_close, &QAbstractButton::clicked, this, &EvidencePanel::closeWanted);
    connect(m_back, &QAbstractButton::clicked, this, &EvidencePanel::closeWanted);
    return header;
}

QWidget* EvidencePanel::makePlaceBar()
{
    m_placeBar = new QWidget(this);
    m_placeBar->setFixedHeight(44);
    auto* row = new QHBoxLayout(m_placeBar);
    row->setContentsMargins(10, 0, 10, 0);
    row->setSpacing(2);
    m_previous = Button::iconOnly(QStringLiteral("chevron-left"), m_placeBar);
    m_position = new Text(Type::UiBold, Token::TextPrimary, m_placeBar);
    m_next = Button::iconOnly(QStringLiteral("chevron-right"), m_placeBar);
    m_place = new Text(Type::Secondary, Token::TextMuted, m_placeBar);
    m_place->setElide(Qt::ElideMiddle);
    m_place->setAlignment(Qt::AlignRight);
    m_asPrinted = Button::iconOnly(QStringLiteral("page"), m_placeBar);
    m_asPrinted->setObjectName(QStringLiteral("asPrinted"));
    m_asPrinted->setCheckable(true);
    m_asPrinted->hide();
    m_copy = Button::iconOnly(QStringLiteral("copy"), m_placeBar);
    m_copy->setObjectName(QStringLiteral("copyPassage"));
    row->addWidget(m_previous);
    row->addWidget(m_position);
    row->addWidget(m_next);
    row->addSpacing(10);
    row->addWidget(m_place, 1);
    row->addSpacing(4);
    row->addWidget(m_asPrinted);
    row->addWidget(m_copy);
    connect(m_asPrinted, &QAbstractButton::clicked, this, &EvidencePanel::showPage);
    connect(m_previous, &QAbstractButton::clicked, this, [this] { step(-1); });
    connect(m_next, &QAbstractButton::clicked, this, [this] { step(1); });
    connect(m_copy, &QAbstractButton::clicked, this, [this] {
        if (Clipboard::it().copy(sentenceWithSource(m_citations.value(m_active))))
            emit copied();
    });
    return m_placeBar;
}

void EvidencePanel::sayWords()
{
    setAccessibleName(tr("Evidence"));
    m_title->setWords(tr("Evidence"));
    m_count->setWords(tr("%n passage(s)", nullptr, static_cast<int>(m_citations.size())));
    m_close->setWords(tr("Close the evidence"));
    m_back->setWords(tr("Back to the chat"));
    m_previous->setWords(tr("Previous citation"), keyWords(QStringLiteral("evidence.previous")));
    m_next->setWords(tr("Next citation"), keyWords(QStringLiteral("evidence.next")));
    m_copy->setWords(tr("Copy with source"));
    m_asPrinted->setWords(tr("Show the page as printed"));
    m_source->setAccessibleName(tr("Text of the document around the passage"));
    if (m_active < 0 || m_active >= m_citations.size()) {
        m_placeBar->setVisible(false);
        m_checks->hide();
        return;
    }
    const app::Citation& c = m_citations.at(m_active);
    m_placeBar->setVisible(true);
    m_checks->setVisible(height() >= kLeastForChecks);
    m_position->setWords(QStringLiteral("%1 / %2").arg(m_active + 1).arg(m_citations.size()));
    const QString page = pageWords(c.page, c.pageEstimated);
    const QString path = QString(c.headingPath).replace(QStringLiteral(" > "), QStringLiteral(" › "));
    m_place->setWords(page.isEmpty() ? path : path.isEmpty() ? page : page + QStringLiteral(" · ") + path);
}

void EvidencePanel::setCitations(const QList<app::Citation>& citations, int active, const QString& answer)
{
    m_citations = citations;
    m_answer = answer;
    m_cards->setCitations(citations);
    setActive(active);
}

void EvidencePanel::setActive(int index)
{
    m_active = index;
    m_cards->setActive(index);
    m_problem->hide();
    sayWords();
    fitCards();
    if (index < 0 || index >= m_citations.size())
        return;
    const app::Citation& citation = m_citations.at(index);
    m_checks->setCitation(citation, claimCiting(m_answer, citation.number));
    emit checkWanted(citation);
}

void EvidencePanel::setCheck(const app::CitationCheck& check) { m_checks->setCheck(check); }

/// The cards take what they need, but leave the document more than half.
void EvidencePanel::fitCards()
{
    m_cards->layout()->activate();
    const int wanted = m_cards->layout()->sizeHint().height();
    m_cardArea->setFixedHeight(qMax(60, qMin(wanted, (height() - 100) * 9 / 20)));
}

void EvidencePanel::step(int by)
{
    if (m_citations.isEmpty())
        return;
    const auto count = static_cast<int>(m_citations.size());
    emit citationChosen((qMax(0, m_active) + by + count) % count);
}

void EvidencePanel::setView(const app::PassageView& view)
{
    m_problem->hide();
    m_view = view;
    m_source->setView(view);
    const bool hasPages = view.document.format == QStringLiteral("pdf") && view.page > 0;
    m_asPrinted->setVisible(hasPages);
    showPage(hasPages && m_asPrinted->isChecked());
}

/// The words on the page are those of the quote; without one, of the passage.
void EvidencePanel::showPage(bool asPrinted)
{
    m_problem->hide();
    m_source->setVisible(!asPrinted);
    m_page->setVisible(asPrinted);
    if (!asPrinted)
        return m_page->clear();
    const app::Citation citation = m_citations.value(m_active);
    m_page->open(m_view.document.id, m_view.page, citation.quote.isEmpty() ? citation.passageText : citation.quote);
}

void EvidencePanel::setPage(const app::PageView& view) { m_page->setPage(view); }

void EvidencePanel::setProblem(const app::Problem& problem)
{
    m_problem->setProblem(problemText(problem));
    if (problem.during == app::Problem::During::OpenPage) {
        m_asPrinted->setChecked(false);
        showPage(false); // the stored text is there in any case
    } else {
        m_source->clearView();
    }
    m_problem->show();
}

void EvidencePanel::setReplacesMain(bool replaces)
{
    m_back->setVisible(replaces);
    m_close->setVisible(!replaces);
}

void EvidencePanel::clear()
{
    m_citations.clear();
    m_cards->setCitations({});
    m_active = -1;
    m_answer.clear();
    m_checks->setCitation({}, {});
    m_view = {};
    m_source->clearView();
    m_page->clear();
    sayWords();
}

void EvidencePanel::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_checks->setVisible(height() >= kLeastForChecks && m_active >= 0 && m_active < m_citations.size());
    fitCards();
}

} // namespace sillok::ui
