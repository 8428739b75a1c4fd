#include "ui/chat/message_actions.h"

#include "ui/style/icons.h"
#include "ui/style/paint.h"

#include <QCoreApplication>
#include <QPainter>

namespace sillok::ui {

namespace {

using Kind = Target::Kind;

constexpr qreal kButton = 28;
constexpr qreal kStep = 32;
constexpr qreal kArrow = 24;

class Say {
    Q_DECLARE_TR_FUNCTIONS(MessageActions)
public:
    static QString copyQuestion() { return tr("Copy the question"); }
    static QString copyAnswer() { return tr("Copy the answer"); }
    static QString edit() { return tr("Ask in other words"); }
    static QString quote() { return tr("Quote below"); }
    static QString again() { return tr("Answer again"); }
    static QString branch() { return tr("Go on in a new chat from here"); }
    static QString pin() { return tr("Pin: stays in view of the model"); }
    static QString unpin() { return tr("Unpin"); }
    static QString exported() { return tr("Export the answer"); }
    static QString about() { return tr("About this answer"); }
    static QString remove() { return tr("Remove, with what follows"); }
    static QString older() { return tr("Earlier version"); }
    static QString newer() { return tr("Later version"); }
    static QString counted(int n, int all) { return tr("%1 / %2").arg(n).arg(all); }
    static QString version(int n, int all) { return tr("Version %1 of %2").arg(n).arg(all); }
};

} // namespace

QString actionWords(Kind kind, const app::Message& message)
{
    switch (kind) {
    case Kind::CopyMessage: return message.role == app::Role::User ? Say::copyQuestion() : Say::copyAnswer();
    case Kind::Edit: return Say::edit();
    case Kind::Quote: return Say::quote();
    case Kind::Retry: return Say::again();
    case Kind::Branch: return Say::branch();
    case Kind::Pin: return message.pinned ? Say::unpin() : Say::pin();
    case Kind::Export: return Say::exported();
    case Kind::About: return Say::about();
    case Kind::Remove: return Say::remove();
    case Kind::OlderVersion: return Say::older();
    case Kind::NewerVersion: return Say::newer();
    default: return {};
    }
}

QString actionIcon(Kind kind)
{
    switch (kind) {
    case Kind::CopyMessage: return QStringLiteral("copy");
    case Kind::Edit: return QStringLiteral("edit");
    case Kind::Quote: return QStringLiteral("quote");
    case Kind::Retry: return QStringLiteral("regenerate");
    case Kind::Branch: return QStringLiteral("branch");
    case Kind::Pin: return QStringLiteral("pin");
    case Kind::Export: return QStringLiteral("export");
    case Kind::About: return QStringLiteral("info");
    case Kind::Remove: return QStringLiteral("trash");
    case Kind::OlderVersion: return QStringLiteral("chevron-left");
    case Kind::NewerVersion: return QStringLiteral("chevron-right");
    default: return {};
    }
}

QList<Kind> actionsFor(const app::Message& message)
{
    if (message.state == app::MessageState::Writing)
        return {};
    if (message.role == app::Role::User)
        return { Kind::Edit, Kind::CopyMessage, Kind::Quote, Kind::Pin, Kind::Branch, Kind::Remove };
    QList<Kind> kinds { Kind::CopyMessage, Kind::Export, Kind::Quote };
    const bool copiedFromDocuments = message.mode == app::AnswerMode::Generated && message.modelName.isEmpty(); // not a question that could be asked again
    if (!copiedFromDocuments && message.state != app::MessageState::Failed) // that one has a button of its own
        kinds.append(Kind::Retry);
    kinds += { Kind::Branch, Kind::Pin };
    if (!message.modelName.isEmpty())
        kinds.append(Kind::About);
    kinds.append(Kind::Remove);
    return kinds;
}

qreal actionsWidth(qsizetype count) { return count > 0 ? static_cast<qreal>(count) * kStep - (kStep - kButton) : 0; }

QList<Target> placeActions(const QList<Kind>& kinds, const app::Message& message, QPointF at)
{
    QList<Target> targets;
    for (const Kind kind : kinds) {
        targets.append({ kind, 0, QRectF(at, QSizeF(kButton, kButton)), actionWords(kind, message) });
        at.rx() += kStep;
    }
    return targets;
}

void paintActions(QPainter& painter, const QList<Target>& targets, const PaintState& state)
{
    for (const Target& target : targets) {
        if (state.hot && *state.hot == target)
            paintBox(painter, target.rect, 6, color(Token::BgHover));
        paintIcon(painter, actionIcon(target.kind), target.rect.adjusted(6, 6, -6, -6), color(Token::TextSecondary));
    }
}

VersionSwitch::VersionSwitch(const app::Message& message)
    : m_version(message.version)
    , m_versions(message.versions)
{
}

QString VersionSwitch::counter() const { return Say::counted(m_version, m_versions); }

QString VersionSwitch::words() const { return isNeeded() ? Say::version(m_version, m_versions) : QString(); }

qreal VersionSwitch::width() const { return isNeeded() ? 2 * kArrow + textWidth(Type::Secondary, counter()) + 4 : 0; }

QList<Target> VersionSwitch::targets() const
{
    QList<Target> all;
    if (m_version > 1)
        all.append({ Kind::OlderVersion, m_version - 1, QRectF(m_at, QSizeF(kArrow, kHeight)), Say::older() });
    if (m_version < m_versions)
        all.append({ Kind::NewerVersion, m_version + 1, QRectF(m_at + QPointF(width() - kArrow, 0), QSizeF(kArrow, kHeight)), Say::newer() });
    return all;
}

void VersionSwitch::paint(QPainter& painter, const PaintState& state) const
{
    if (!isNeeded())
        return;
    for (const Target& target : targets()) {
        if (state.hot && *state.hot == target)
            paintBox(painter, target.rect, 6, color(Token::BgHover));
        paintIcon(painter, actionIcon(target.kind), target.rect.adjusted(5, 5, -5, -5), color(Token::TextSecondary));
    }
    paintLine(painter, QRectF(m_at.x() + kArrow, m_at.y(), width() - 2 * kArrow, kHeight), { counter(), Type::Secondary, Token::TextMuted, Qt::AlignHCenter });
}

} // namespace sillok::ui
