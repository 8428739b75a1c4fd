#include "ui/clipboard.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMimeData>

namespace sillok::ui {

namespace {

// source  KDE clipboard managers and those that follow them leave such content out of their history
const QLatin1String kSecretHint("x-kde-passwordManagerHint");
const QLatin1String kOurs("application/x-sillok-copy");

} // namespace

Clipboard& Clipboard::it()
{
    static Clipboard clipboard;
    return clipboard;
}

Clipboard::Clipboard()
{
    m_expiry.setSingleShot(true);
    m_expiry.setInterval(kClipboardMs);
    connect(&m_expiry, &QTimer::timeout, this, &Clipboard::forget);
}

void Clipboard::start()
{
    if (std::exchange(m_watching, true))
        return;
    QClipboard* board = QGuiApplication::clipboard();
    connect(board, &QClipboard::dataChanged, this, &Clipboard::markOwn);
    connect(board, &QClipboard::selectionChanged, this, [board] {
        if (board->ownsSelection())
            board->clear(QClipboard::Selection);
    });
}

bool Clipboard::copy(const QString& text)
{
    const std::optional<QString> passed = m_gate ? m_gate(text) : std::optional(text);
    if (passed)
        put(*passed);
    return passed.has_value();
}

void Clipboard::put(const QString& text)
{
    auto* data = new QMimeData;
    data->setText(text);
    data->setData(kSecretHint, QByteArrayLiteral("secret"));
    data->setData(kOurs, QByteArrayLiteral("1"));
    m_marking = true;
    QGuiApplication::clipboard()->setMimeData(data);
    m_marking = false;
    m_expiry.start();
}

/// An editor of ours has copied by itself: its text is put there again, marked. What cannot be edited is somebody else's words, so the gate counts.
void Clipboard::markOwn()
{
    QClipboard* board = QGuiApplication::clipboard();
    if (m_marking || !board->ownsClipboard() || holdsOurs() || !board->mimeData() || board->text().isEmpty())
        return;
    const QString text = board->text();
    if (!isFromReading())
        put(text);
    else if (!copy(text))
        board->clear();
}

bool Clipboard::isFromReading()
{
    const QObject* const focus = QGuiApplication::focusObject();
    return focus && focus->property("readOnly").toBool();
}

bool Clipboard::holdsOurs() const
{
    const QMimeData* data = QGuiApplication::clipboard()->mimeData();
    return data && data->hasFormat(kOurs);
}

void Clipboard::forget()
{
    m_expiry.stop();
    if (holdsOurs())
        QGuiApplication::clipboard()->clear();
}

} // namespace sillok::ui
