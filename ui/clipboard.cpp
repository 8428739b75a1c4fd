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

void Clipboard::copy(const QString& text)
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

/// An editor of ours has copied by itself: its text is put there again, marked.
void Clipboard::markOwn()
{
    QClipboard* board = QGuiApplication::clipboard();
    if (!m_marking && board->ownsClipboard() && !holdsOurs() && board->mimeData() && !board->text().isEmpty())
        copy(board->text());
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
