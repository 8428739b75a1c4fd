#include "ui/models/search_models_section.h"

#include "app/services/desk.h"
#include "ui/widgets/button.h"
#include "ui/widgets/file_dialog.h"
#include "ui/widgets/form.h"
#include "ui/widgets/meter.h"
#include "ui/widgets/text.h"
#include "ui/words/managed_words.h"
#include "ui/words/with_words.h"
#include "ui/words/words.h"

#include <QHBoxLayout>

namespace sillok::ui {

using app::Desk;

SearchModelsSection::SearchModelsSection(Desk& desk, QWidget* parent)
    : QWidget(parent)
    , m_desk(desk)
{
    m_heading = new Text(Type::PanelTitle, Token::TextPrimary, this);
    m_words = new Text(Type::Secondary, Token::TextSecondary, this);
    m_words->setWordWrap(true);
    m_count = new Text(Type::Secondary, Token::TextSecondary, this);
    m_count->setObjectName(QStringLiteral("embeddingWords"));
    m_meter = new Meter(this);
    m_meter->setObjectName(QStringLiteral("embeddingMeter"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_heading);
    column->addSpacing(4);
    column->addWidget(m_words);
    column->addSpacing(10);
    column->addWidget(makeRow(m_meaning, "chooseEmbedder", "forgetEmbedder"));
    column->addSpacing(6);
    column->addWidget(m_count);
    column->addWidget(m_meter);
    column->addSpacing(10);
    column->addWidget(makeRow(m_order, "chooseReranker", "forgetReranker"));
    connect(m_meaning.choose, &QAbstractButton::clicked, this, [this] { choose(tr("A model that finds by meaning"), &Desk::useEmbedderFile); });
    connect(m_meaning.forget, &QAbstractButton::clicked, &m_desk, &Desk::forgetEmbedder);
    connect(m_order.choose, &QAbstractButton::clicked, this, [this] { choose(tr("A model that puts passages into order"), &Desk::useRerankerFile); });
    connect(m_order.forget, &QAbstractButton::clicked, &m_desk, &Desk::forgetReranker);
    connect(&m_desk, &Desk::searchModelsChanged, this, [this] { sayNames(); });
    connect(&m_desk, &Desk::managedChanged, this, [this] { sayNames(); });
    connect(&m_desk, &Desk::embeddingProgressed, this, [this](const app::EmbeddingProgress& progress) {
        m_progress = progress;
        sayProgress();
    });
    withWords(this, [this] { say(); });
}

QWidget* SearchModelsSection::makeRow(Row& row, const char* chooseName, const char* forgetName)
{
    auto* card = new CardFrame(Token::LineSubtle, this);
    row.title = new Text(Type::UiBold, Token::TextPrimary, card);
    row.words = new Text(Type::Secondary, Token::TextSecondary, card);
    row.words->setWordWrap(true);
    row.name = new Text(Type::Secondary, Token::TextMuted, card);
    row.name->setElide(Qt::ElideMiddle);
    row.choose = new Button(ButtonKind::Default, card);
    row.choose->setObjectName(QString::fromLatin1(chooseName));
    row.choose->setTall(30);
    row.forget = new Button(ButtonKind::Default, card);
    row.forget->setObjectName(QString::fromLatin1(forgetName));
    row.forget->setTall(30);
    auto* words = new QVBoxLayout;
    words->setSpacing(1);
    words->addWidget(row.title);
    words->addWidget(row.words);
    words->addWidget(row.name);
    auto* line = new QHBoxLayout(card);
    line->setContentsMargins(18, 14, 18, 14);
    line->setSpacing(8);
    line->addLayout(words, 1);
    line->addWidget(row.choose, 0, Qt::AlignTop);
    line->addWidget(row.forget, 0, Qt::AlignTop);
    return card;
}

void SearchModelsSection::say()
{
    m_heading->setWords(tr("Help with finding"));
    m_words->setWords(tr("Documents are found by their words without any model. These two make the search better; what is shown is always the document's own text."));
    m_meaning.title->setWords(tr("By meaning"));
    m_meaning.words->setWords(tr("Finds passages that say the same in other words. Every passage is read once, in the background."));
    m_order.title->setWords(tr("Best first"));
    m_order.words->setWords(tr("Reads the first passages together with the question and puts them into order."));
    m_meter->setAccessibleName(tr("Passages that can be found by meaning"));
    for (Row* row : { &m_meaning, &m_order }) {
        row->choose->setWords(tr("Choose…"));
        row->forget->setWords(tr("Stop using"));
    }
    sayNames();
    sayProgress();
}

void SearchModelsSection::sayNames()
{
    const bool may = m_desk.managed().policy.ggufFiles;
    const auto fill = [&](Row& row, const QString& name) {
        row.name->setWords(!name.isEmpty() ? name : may ? tr("None") : managedReason(m_desk.managed()));
        row.name->setInk(name.isEmpty() ? Token::TextMuted : Token::Ok);
        row.choose->setEnabled(may);
        row.forget->setVisible(!name.isEmpty());
    };
    fill(m_meaning, m_desk.searchModels().embedder);
    fill(m_order, m_desk.searchModels().reranker);
    sayProgress();
}

/// Number, rate and time left; the meter says nothing that the words do not.
void SearchModelsSection::sayProgress()
{
    const bool shown = !m_desk.searchModels().embedder.isEmpty() && m_progress.total > 0;
    m_count->setVisible(shown);
    m_meter->setVisible(shown && !m_progress.finished);
    if (!shown)
        return;
    QStringList words { tr("%1 / %2 passages can be found by meaning").arg(countWords(m_progress.done), countWords(m_progress.total)) };
    if (!m_progress.finished && m_progress.passagesPerSecond > 0)
        words.append(tr("%1 a second").arg(m_progress.passagesPerSecond, 0, 'f', 1));
    if (!m_progress.finished && m_progress.secondsLeft >= 0)
        words.append(timeLeft(m_progress.secondsLeft));
    m_count->setWords(words.join(QStringLiteral(" · ")));
    m_meter->setPart(static_cast<double>(m_progress.done) / static_cast<double>(m_progress.total));
}

void SearchModelsSection::choose(const QString& title, void (Desk::*use)(const QString&))
{
    QFileDialog* dialog = openFileDialog(this, title, QFileDialog::ExistingFile);
    dialog->setNameFilter(tr("Models (*.gguf)"));
    connect(dialog, &QFileDialog::fileSelected, &m_desk, use);
}

} // namespace sillok::ui
