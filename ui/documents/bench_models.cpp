#include "ui/documents/bench_models.h"

#include "ui/widgets/plain_table.h"
#include "ui/widgets/text.h"
#include "ui/words/words.h"

namespace sillok::ui {

namespace {

QString placeWords(const std::optional<int>& place)
{
    if (!place)
        return QStringLiteral("–");
    return *place == 0 ? BenchCaseModel::tr("not found") : QString::number(*place);
}

} // namespace

QString reasonWords(const app::BenchHit& hit)
{
    if (hit.named)
        return BenchHitModel::tr("named in the question");
    QStringList reasons;
    if (hit.wordPlace > 0)
        reasons.append(BenchHitModel::tr("words: place %1, %2 %").arg(hit.wordPlace).arg(hit.coveragePercent));
    if (hit.meaningPlace > 0)
        reasons.append(BenchHitModel::tr("meaning: place %1").arg(hit.meaningPlace));
    if (hit.modelScore)
        reasons.append(BenchHitModel::tr("order: %1").arg(*hit.modelScore, 0, 'f', 2));
    return reasons.join(QStringLiteral(" · "));
}

void BenchHitModel::setHits(const QList<app::BenchHit>& hits)
{
    beginResetModel();
    m_hits = hits;
    endResetModel();
}

QVariant BenchHitModel::data(const QModelIndex& index, int role) const
{
    const app::BenchHit& hit = m_hits.at(index.row());
    const QString where = QStringList { hit.citation.documentName, pageWords(hit.citation.page, hit.citation.pageEstimated) }.join(u' ').trimmed();
    switch (role) {
    case HitRole: return index.row();
    case Qt::DisplayRole: return where;
    case Qt::AccessibleTextRole:
        return tr("Place %1, %2, %3: %4").arg(QString::number(hit.place), where, reasonWords(hit), hit.citation.quote.simplified());
    default: return {};
    }
}

void BenchCaseModel::setCases(const QList<app::BenchCase>& cases)
{
    beginResetModel();
    m_cases = cases;
    endResetModel();
}

QString BenchCaseModel::words(const app::BenchCase& one, int column) const
{
    using Kind = app::BenchCase::Change;
    switch (column) {
    case Question: return one.question;
    case Place: return one.quote.isEmpty() ? one.documentName : tr("%1: “%2”").arg(one.documentName, one.quote.simplified());
    case Before: return placeWords(one.before);
    case Now: return placeWords(one.now);
    default: break;
    }
    switch (one.change) {
    case Kind::New: return one.now ? tr("first time") : tr("not looked for yet");
    case Kind::Same: return tr("as before");
    case Kind::Better: return tr("better");
    case Kind::Worse: return tr("worse");
    }
    return {};
}

QVariant BenchCaseModel::data(const QModelIndex& index, int role) const
{
    const app::BenchCase& one = m_cases.at(index.row());
    const QString shown = words(one, index.column());
    switch (role) {
    case Qt::DisplayRole: return shown;
    case Qt::ToolTipRole: return plainToolTip(shown);
    case Qt::AccessibleTextRole: return headerData(index.column(), Qt::Horizontal, Qt::DisplayRole).toString() + QStringLiteral(": ") + shown;
    case kWarningRole: return index.column() == Change ? one.change == app::BenchCase::Change::Worse : index.column() == Now && one.now == 0;
    default: return {};
    }
}

QVariant BenchCaseModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Question: return tr("Question");
    case Place: return tr("Right place");
    case Before: return tr("Before");
    case Now: return tr("Now");
    default: return tr("Change");
    }
}

} // namespace sillok::ui
