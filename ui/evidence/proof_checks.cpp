#include "ui/evidence/proof_checks.h"

#include "ui/style/theme.h"
#include "ui/widgets/icon_label.h"
#include "ui/widgets/text.h"
#include "ui/words/with_words.h"
#include "ui/words/words.h"

#include <QHBoxLayout>
#include <QRegularExpression>
#include <QVBoxLayout>

namespace sillok::ui {

ProofChecks::ProofChecks(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("proofChecks"));
    setSurface(this, Token::BgList);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 10, 16, 12);
    column->setSpacing(4);
    m_claimHead = new Text(Type::Caption, Token::TextMuted, this);
    m_claimWords = new Text(Type::Ui, Token::TextPrimary, this);
    m_claimWords->setWordWrap(true);
    m_claimWords->setObjectName(QStringLiteral("proofClaim"));
    column->addWidget(m_claimHead);
    column->addWidget(m_claimWords);
    for (Row* row : { &m_letters, &m_page, &m_file }) {
        row->icon = new IconLabel(QStringLiteral("clock"), 16, Token::TextMuted, this);
        row->words = new Text(Type::Secondary, Token::TextPrimary, this);
        row->words->setElide(Qt::ElideRight);
        row->value = new Text(Type::Secondary, Token::TextMuted, this);
        auto* line = new QHBoxLayout;
        line->setSpacing(8);
        line->addWidget(row->icon);
        line->addWidget(row->words, 1);
        line->addWidget(row->value);
        column->addLayout(line);
    }
    m_note = new Text(Type::Caption, Token::TextMuted, this);
    m_note->setWordWrap(true);
    column->addWidget(m_note);
    withWords(this, [this] { say(); });
}

void ProofChecks::setCitation(const app::Citation& citation, const QString& claim)
{
    m_citation = citation;
    m_claim = claim;
    m_checked = false;
    say();
}

void ProofChecks::setCheck(const app::CitationCheck& check)
{
    if (check.passage != m_citation.passage || check.number != m_citation.number)
        return;
    m_check = check;
    m_checked = true;
    say();
}

void ProofChecks::show(Row& row, bool good, const QString& words, const QString& value)
{
    row.icon->setIcon(m_checked ? (good ? QStringLiteral("check") : QStringLiteral("warning")) : QStringLiteral("clock"),
                      m_checked ? (good ? Token::Ok : Token::Warning) : Token::TextMuted);
    row.words->setWords(words);
    row.value->setWords(value);
}

void ProofChecks::say()
{
    setAccessibleName(tr("What is proven of this citation"));
    m_claimHead->setWords(tr("The answer says"));
    m_claimWords->setWords(m_claim);
    m_claimHead->setVisible(!m_claim.isEmpty());
    m_claimWords->setVisible(!m_claim.isEmpty());
    m_note->setWords(tr("Whether the sentence stands in the document is checked by the program. Whether it means what the answer says is for you to judge."));
    if (!m_checked) {
        for (Row* row : { &m_letters, &m_page, &m_file })
            show(*row, false, tr("Checking"), {});
        return;
    }
    using File = app::CitationCheck::File;
    const bool all = m_check.characters > 0 && m_check.matching == m_check.characters;
    show(m_letters, all, all ? tr("Every letter stands in the document") : tr("Not found in the document"),
         tr("%1 of %2").arg(countWords(m_check.matching), countWords(m_check.characters)));
    if (m_check.page == 0 && m_citation.page == 0)
        show(m_page, true, tr("The format has no pages"), {});
    else
        show(m_page, m_check.pageRight, m_check.pageRight ? tr("The page is right") : tr("The page could not be confirmed"), pageWords(m_citation.page, m_check.pageEstimated));
    const QString file = m_check.file == File::Same ? tr("Unchanged since it was read") : m_check.file == File::Changed ? tr("The file has changed since it was read")
                                                                                                                         : tr("The file is no longer where it was");
    show(m_file, m_check.file == File::Same, file, m_check.file == File::Same ? tr("same fingerprint") : QString());
}

QStringList ProofChecks::lines() const
{
    QStringList all;
    for (const Row* row : { &m_letters, &m_page, &m_file })
        all.append((row->words->words() + u' ' + row->value->words()).trimmed());
    return all;
}

QString claimCiting(const QString& answer, int number)
{
    const qsizetype mark = answer.indexOf(QStringLiteral("[%1]").arg(number));
    if (mark < 0)
        return {};
    qsizetype end = mark;
    for (bool again = true; again;) { // the marks of others may stand between
        again = false;
        while (end > 0 && answer.at(end - 1).isSpace())
            --end;
        const QRegularExpressionMatch before = QRegularExpression(QStringLiteral("\\[\\d+\\]$")).match(answer.left(end));
        if (before.hasMatch()) {
            end = before.capturedStart();
            again = true;
        }
    }
    qsizetype start = end;
    while (start > 0) {
        const QChar c = answer.at(start - 1);
        const bool sentenceEnds = start < end && (c == u'.' || c == u'?' || c == u'!') && answer.at(start).isSpace();
        if (c == u'\n' || c == u'|' || c == u']' || sentenceEnds)
            break;
        --start;
    }
    return answer.mid(start, end - start).remove(QStringLiteral("**")).remove(QRegularExpression(QStringLiteral("^\\s*(?:[-*#]+|\\d+\\.)\\s+"))).trimmed();
}

} // namespace sillok::ui
